/** What `console.table` prints, as Node prints it. */
import { inspect } from "node-inspect-extracted";

const INDEX = "(index)";
const ITERATION = "(iteration index)";
const KEY = "Key";
const VALUES = "Values";

/** A table by its columns: each has a title and a cell for each row. */
type Columns = Map<string, string[]>;

/**
 * A table of data.
 *
 * @param columns - those to show; all if left out
 * @returns undefined for what is no object
 */
export function table(data: unknown, columns?: readonly string[]): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  if (data instanceof Map) {
    const entries = [...(data as Map<unknown, unknown>)];
    return drawn(
      new Map([
        [ITERATION, entries.map((_, i) => String(i))],
        [KEY, entries.map(([key]) => short(key))],
        [VALUES, entries.map(([, value]) => short(value))],
      ]),
    );
  }
  if (data instanceof Set) {
    const values = [...(data as Set<unknown>)];
    return drawn(
      new Map([
        [ITERATION, values.map((_, i) => String(i))],
        [VALUES, values.map(short)],
      ]),
    );
  }
  return drawn(columnsOf(data as Record<string, unknown>, columns));
}

function columnsOf(data: Record<string, unknown>, wanted?: readonly string[]): Columns {
  const keys = Object.keys(data);
  const columns: Columns = new Map();
  const plain: string[] = [];
  for (const [row, key] of keys.entries()) {
    const value = data[key];
    const isPlain = value === null || (typeof value !== "object" && typeof value !== "function");
    if (isPlain && wanted === undefined) plain[row] = short(value);
    for (const name of wanted ?? (isPlain ? [] : Object.keys(value))) {
      const column = columns.get(name) ?? [];
      const has = !isPlain && Object.hasOwn(value, name);
      column[row] = has ? short((value as Record<string, unknown>)[name]) : "";
      columns.set(name, column);
    }
  }
  const all: Columns = new Map([[INDEX, keys], ...columns]);
  if (plain.length > 0) all.set(VALUES, plain);
  return all;
}

/** A value in one line; an object of many fields is told by its kind only. */
function short(value: unknown): string {
  const isLarge =
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { maxArrayLength: 3, breakLength: Infinity, depth: isLarge ? -1 : 0 });
}

function drawn(columns: Columns): string {
  const rows = Math.max(0, ...[...columns.values()].map(({ length }) => length));
  const all = [...columns].map(([title, cells]) => {
    const texts = [title, ...Array.from({ length: rows }, (_, i) => cells[i] ?? "")];
    const width = Math.max(...texts.map((text) => widthOf(text))) + 2;
    return { width, texts: texts.map((text) => ` ${text}${" ".repeat(width - widthOf(text) - 1)}`) };
  });
  const rule = (left: string, middle: string, right: string): string =>
    left + all.map(({ width }) => "─".repeat(width)).join(middle) + right;
  const line = (row: number): string => `│${all.map(({ texts }) => texts[row]).join("│")}│`;
  const body = Array.from({ length: rows }, (_, i) => line(i + 1));
  return [rule("┌", "┬", "┐"), line(0), rule("├", "┼", "┤"), ...body, rule("└", "┴", "┘")].join("\n");
}

/** Letters that take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** How many columns of a terminal a text takes. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) if (!/\p{M}/u.test(letter)) width += WIDE.test(letter) ? 2 : 1;
  return width;
}
