/** The lines of a text, for the way between offsets and places. */
import type { Place } from "./source-map";

export class Lines {
  /** Where each line begins. */
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  }

  offsetOf({ line, column }: Place): number {
    return (this.#starts[line] ?? 0) + column;
  }

  placeOf(offset: number): Place {
    const line = lastAtMost(this.#starts, offset);
    return { line, column: offset - this.#starts[line]! };
  }
}

/** The index of the last of some ascending numbers that is not above a bound; the first begins at 0. */
export function lastAtMost(numbers: readonly number[], bound: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (numbers[middle]! <= bound) low = middle;
    else high = middle - 1;
  }
  return low;
}
