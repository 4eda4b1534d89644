/** Stacks as Firefox and Safari write them, which have no interface for their frames as V8 has: `deep@cell-1:2:39`. */

/** A frame as the engine tells it. */
export interface RawFrame {
  readonly functionName: string;
  readonly file: string | undefined;
  /** From 1. */
  readonly line: number | undefined;
  /** From 1. */
  readonly column: number | undefined;
}

/** The frames of a stack, innermost first. */
export function parseStack(stack: string): RawFrame[] {
  return stack.split("\n").flatMap((text) => {
    const [, name = "", file, line, column] = /^(?:(.*?)@)?(.+?):(\d+):(\d+)$/.exec(text) ?? [];
    if (file === undefined) return [];
    // Code that eval runs without a name is no one's: `kernel.js line 19 > eval`.
    if (/ > (?:eval|Function)$/.test(file)) return [];
    return [{ functionName: nameOf(name), file, line: Number(line), column: Number(column) }];
  });
}

/** `async*outer/inner/<` is a function without a name inside of `inner`. */
function nameOf(name: string): string {
  if (name.endsWith("<")) return "";
  return name.replace(/^.*[*/]/, "");
}

/** What a cell says without the names that its script has for the boxes of variables. */
export function withoutInnerNames(text: string): string {
  return text
    .replace(/\(0 ?, ?__box_[\w$\u0080-\uffff]+\.([\w$\u0080-\uffff]+)\)/g, "$1")
    .replace(/\b__box_[\w$\u0080-\uffff]+\./g, "");
}
