/** How a cell's text changes, as CodeMirror takes it: where the cursor stands follows by itself. */
export interface Change {
  readonly from: number;
  readonly to?: number;
  readonly insert: string;
}

/**
 * How a cell comes to import a name: within its own import from the same module, or in a new first line.
 *
 * @param line - e.g. `import { tanh } from "../lib";`
 * @returns undefined if the cell imports it already
 */
export function withImport(code: string, line: string): Change | undefined {
  const [, name, module] = /^import \{ (.+) \} from "(.+)";$/.exec(line) ?? [];
  if (code.includes(line)) return undefined;
  for (const found of code.matchAll(/^(import\s*\{)([^}]*)\}\s*from\s*["'](.+)["']/gm)) {
    const [, start = "", inside = "", from] = found;
    if (name === undefined || from !== module) continue;
    const names = inside.trimEnd();
    if (names.split(",").some((one) => one.trim() === name)) return undefined;
    const insert = names === "" ? ` ${name} ` : names.endsWith(",") ? ` ${name},` : `, ${name}`;
    return { from: found.index + start.length + names.length, insert };
  }
  return { from: 0, insert: `${line}\n` };
}

/** What a formatter has changed: the white space, each where it stands; else all. */
export function formatting(before: string, after: string): Change[] {
  const [old, now] = [piecesOf(before), piecesOf(after)];
  if (old.map((piece) => piece.at(-1)).join("") !== now.map((piece) => piece.at(-1)).join(""))
    return [{ from: 0, to: before.length, insert: after }];
  let from = 0;
  return old.flatMap((piece, place) => {
    const start = from;
    from += piece.length;
    if (piece === now[place]) return [];
    return [{ from: start, to: from - 1, insert: now[place]!.slice(0, -1) }];
  });
}

/** A text in pieces, of white space and one other character each; the last one is added. */
function piecesOf(text: string): string[] {
  return `${text}.`.match(/\s*\S/gu)!;
}
