/** Where the code of a script comes from in its cell, as plain numbers: a cell that is known is kept with them. */
import { lastAtMost } from "./lines";

/**
 * Pairs of an offset in the code and one in the cell, each as the difference to the pair before. What follows a pair is the
 * cell's own text, up to the next pair.
 */
export type PlaceMap = readonly number[];

export type Pair = readonly [code: number, cell: number];

/** @param pairs - in the order of the code */
export function makeMap(pairs: readonly Pair[]): PlaceMap {
  const map: number[] = [];
  let [code, cell] = [0, 0];
  for (const [nextCode, nextCell] of pairs) {
    // What only goes on needs no pair of its own.
    if (nextCode - code === nextCell - cell && map.length > 0) continue;
    map.push(nextCode - code, nextCell - cell);
    [code, cell] = [nextCode, nextCell];
  }
  return map;
}

/** Finds the offset in the cell of an offset in the code. */
export class PlaceFinder {
  readonly #code: number[] = [0];
  readonly #cell: number[] = [0];

  constructor(map: PlaceMap) {
    for (let i = 0; i < map.length; i += 2) {
      this.#code.push(this.#code.at(-1)! + map[i]!);
      this.#cell.push(this.#cell.at(-1)! + map[i + 1]!);
    }
  }

  find(offset: number): number {
    const i = lastAtMost(this.#code, offset);
    const place = this.#cell[i]! + offset - this.#code[i]!;
    const next = this.#cell[i + 1] ?? Infinity;
    // What the kernel has put in between belongs to what comes next.
    return next >= this.#cell[i]! ? Math.min(place, next) : place;
  }
}
