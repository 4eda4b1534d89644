/** A cell with live controls whose drawing is of every kind: at once, late, never, failing, printing, setting its own controls. */
import { figure, interact, show, slider, textbox } from "../../../../lib/index";
import type { Interaction } from "../../../../lib/notebook/interact";
import type { House } from "./house";

export interface Values {
  readonly kind: number;
  readonly size: number;
  readonly word: string;
}

const FLOOD =
  "Error: Cannot set size: the controls have set each other 100 times in a row and do not come to rest";

interface Kind {
  /** What it makes, or how it fails. */
  readonly draw: (words: string, cell: Cell) => ReturnType<Parameters<typeof interact>[1]>;
  /** What is to be seen of it; nothing if it never ends. */
  readonly seen?: (words: string) => readonly string[];
  /** It sets its own controls. */
  readonly sets?: true;
}

export const KINDS: readonly Kind[] = [
  { draw: (words) => words, seen: (words) => [words] },
  {
    draw: (words) => figure({ title: words, description: "a point", data: [{ y: [1] }], layout: {} }),
    seen: (words) => [`${words}\na point`],
  },
  { draw: (words) => [words, "two", "three"], seen: (words) => [words, "two", "three"] },
  { draw: (words) => [words], seen: (words) => [words] },
  { draw: (words) => fail(words), seen: (words) => [`Error: ${words}`] },
  { draw: (words, cell) => cell.later(() => words), seen: (words) => [words] },
  { draw: (words, cell) => cell.later(() => fail(words)), seen: (words) => [`Error: ${words}`] },
  { draw: () => new Promise<never>(() => undefined) },
  {
    draw: (words, { house }) => {
      house.print("first\n");
      show(`shown ${words}`);
      house.print("last\n");
      return words;
    },
    seen: (words) => [words, "first", `shown ${words}`, "last"],
  },
  {
    draw: async (words, cell) => {
      cell.house.print("at work\n");
      await cell.later(() => "");
      cell.house.print("done\n");
      return [words, "two"];
    },
    seen: (words) => [words, "two", "at work\ndone"],
  },
  {
    draw: (words, cell) => {
      cell.it!.set({ kind: 0 });
      return words;
    },
    sets: true,
  },
  {
    draw: (words, cell) => {
      cell.it!.set({ size: cell.it!.values.size === 2 ? 3 : 2 });
      return words;
    },
    seen: () => [FLOOD],
    sets: true,
  },
  {
    draw: async (words, cell) => {
      await Promise.resolve();
      cell.it!.set({ size: cell.it!.values.size === 2 ? 3 : 2 });
      return words;
    },
    seen: () => [FLOOD],
    sets: true,
  },
];

function fail(words: string): never {
  throw new Error(words);
}

export class Cell {
  it: Interaction<ReturnType<Cell["controls"]>> | undefined;
  readonly house: House;
  readonly #start: number;
  readonly #due: (() => void)[];

  constructor(house: House, start: number, due: (() => void)[]) {
    [this.house, this.#start, this.#due] = [house, start, due];
  }

  controls() {
    return {
      kind: slider(0, KINDS.length - 1, { integer: true, start: this.#start }),
      size: slider(1, 100, { log: true, start: 30 }),
      word: textbox("a", { read: (text) => (/^[a-z]$/.test(text) ? text : fail(`“${text}” is no letter`)) }),
    };
  }

  readonly run = (): void => {
    this.it = interact(this.controls(), (values) => KINDS[values.kind]!.draw(wordsOf(values), this));
  };

  /** What comes when all that is due is done. */
  later<T>(make: () => T): Promise<T> {
    return new Promise<void>((resolve) => this.#due.push(resolve)).then(make);
  }
}

export function wordsOf({ kind, size, word }: Values): string {
  return `kind ${kind}, size ${size}, word ${word}`;
}

/** What belongs to values. */
export function seenOf(values: Values): readonly string[] | undefined {
  return KINDS[values.kind]!.seen?.(wordsOf(values));
}
