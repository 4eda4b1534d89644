/**
 * Which cells can be kept. A kept cell is found by its text, the cells that declare its names, and the libraries; so its check
 * must have depended on nothing else. What looks as if it might is checked each time.
 */

/** Imports of modules whose types belong to the kit. */
const IMPORT = /^import\s+(?:type\s+)?[\w$\s{},*]+\sfrom\s*(["'])(?:\.\.\/lib|mathjs|tslab|node:[\w/]+)\1/gm;

/** Other ways to modules; declarations that others see without naming them; instructions for the compiler. */
const SUSPICIOUS = /\b(?:import|require|export|declare)\b|\/\/\/|@(?:module|browser|jsx)|^\s*%/m;

export function canBeKept(source: string): boolean {
  return !SUSPICIOUS.test(source.replace(IMPORT, ""));
}
