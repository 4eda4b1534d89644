/** What readers do to a lesson, and whether they are told the same by a kernel that knows the lesson and by one that does not. */
import assert from "node:assert/strict";
import { type Notebook, sourceOf } from "../../browser/helpers/notebook";
import { knowing, Reader } from "./readers";

/** Ways to change the text of a cell; undefined where there is nothing to change. */
const TEXTS: Readonly<Record<string, (source: string) => string | undefined>> = {
  "renames what it declares": (source) => {
    const name = /\b(?:const|let|function|class) (\w+)/.exec(source)?.[1];
    return name && source.replace(new RegExp(String.raw`\b${name}\b`), `${name}2`);
  },
  "changes a number": (source) => changed(source, /\b\d+/, (number) => String(Number(number) + 1)),
  "puts a text where a number was": (source) =>
    changed(source, /(?<=[(=:,] ?)\d+\b/, (number) => `"${number}"`),
  "deletes its first line": (source) => source.slice(source.indexOf("\n") + 1),
  "deletes its last line": (source) => source.slice(0, Math.max(0, source.lastIndexOf("\n"))),
  "adds a statement": (source) => `${source}\nconst added = 1;`,
  "adds a comment": (source) => `${source} // why?`,
  "leaves out a letter": (source) => changed(source, /\w\w+(?=\()/, (name) => name.slice(1)),
  "forgets a bracket": (source) => changed(source, /\)(?!.*\))/, () => ""),
  "names what nothing declares": (source) => `${source}\nnothing.atAll`,
};

function changed(source: string, place: RegExp, change: (found: string) => string): string | undefined {
  const text = source.replace(place, change);
  return text === source ? undefined : text;
}

/** Ways to run a lesson, as the cells that are run one after another, and what each does not reach. */
interface Step {
  readonly source: string;
  readonly unreached?: readonly string[];
}
export const ORDERS: Readonly<Record<string, (sources: readonly string[]) => readonly Step[]>> = {
  "runs each cell twice": (sources) => sources.flatMap((source) => [{ source }, { source }]),
  "runs cells in pairs, the second first": (sources) =>
    sources.map((_, i) => ({ source: sources[i ^ 1] ?? sources[i]! })),
  "leaves out every third cell": (sources) =>
    sources.filter((_, i) => i % 3 !== 2).map((source) => ({ source })),
  "has given each name another type": (sources) =>
    sources.flatMap((source) => [
      { source },
      ...namesIn(source).map((name) => ({ source: `let ${name} = "${name}";` })),
    ]),
  "interrupts every other cell": (sources) =>
    sources.map((source, i) => ({ source, unreached: i % 2 === 0 ? [] : namesIn(source) })),
};

/** Names that a cell declares with a word in front. */
function namesIn(source: string): string[] {
  return [...source.matchAll(/^(?:const|let|function|class) (\w+)/gm)].map(([, name]) => name!);
}

/** The ways to try; the cells of a lesson take turns if a cell is not tried in all. */
export interface Trial {
  readonly orders: readonly string[];
  readonly textsOfEach: number;
}

export const everything: Trial = { orders: Object.keys(ORDERS), textsOfEach: Object.keys(TEXTS).length };

/** Runs a lesson twice that was checked before. @returns how many of its cells are checked once more */
export function checksOfKnown(notebook: Notebook): number {
  const sources = sourcesOf(notebook);
  const reader = Reader.who(knowing(sources));
  for (const source of [...sources, ...sources]) {
    assert.deepEqual(reader.isComplete(source), { status: "complete" });
    reader.run(source);
  }
  return reader.checked;
}

function sourcesOf({ cells }: Notebook): string[] {
  return cells.filter((cell) => cell.cell_type === "code").map(sourceOf);
}

/** Tries a lesson. @returns how many cells were compared */
export function tryEdits(notebook: Notebook, { orders, textsOfEach }: Trial): number {
  const sources = sourcesOf(notebook);
  const known = knowing(sources);
  let compared = 0;
  const withTwo = (
    compare: (same: (act: (reader: Reader) => unknown, what: string) => void) => void,
  ): void => {
    const readers = [Reader.who(known), Reader.new()] as const;
    compare((act, what) => {
      const [told, right] = readers.map(act);
      assert.deepEqual(told, right, what);
      compared++;
    });
    for (const reader of readers) reader.close();
  };
  withTwo((same) => {
    const kinds = Object.entries(TEXTS);
    for (const [i, source] of sources.entries()) {
      for (let k = 0; k < textsOfEach; k++) {
        const [what, edit] = kinds[(i * textsOfEach + k) % kinds.length]!;
        const edited = edit(source);
        if (edited !== undefined) same((reader) => reader.compile(edited), `who ${what} of cell ${i + 1}`);
      }
      same((reader) => reader.run(source), `cell ${i + 1} as it is`);
    }
  });
  for (const order of orders)
    withTwo((same) => {
      for (const { source, unreached } of ORDERS[order]!(sources))
        same((reader) => reader.run(source, unreached), `who ${order}: ${source}`);
    });
  return compared;
}
