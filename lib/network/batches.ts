import { checkInteger } from "../math/checks";
import type { Random } from "../math/random/seeded";
import { shuffle } from "../math/random/shuffle";
import { examplesOf, type Examples, type ExamplesLike } from "../data/examples";

/** How to cut the examples into mini-batches. */
export interface BatchOptions {
  /** Examples in a batch, a positive integer. The last batch of an epoch has what is left. */
  readonly size: number;
  /** Uniform source on [0, 1) that draws the order of the examples, anew for each epoch. */
  readonly random: Random;
}

/**
 * Cuts examples into mini-batches, epoch after epoch without end: each epoch shuffles all examples and hands out
 * every one of them once.
 *
 * @param data - labelled examples
 * @param options - `size` and `random`
 * @returns an endless generator of batches
 * @throws RangeError if `size` is not a positive integer, there are no examples, or X and Y differ in their number
 * @example
 * const source = batches(xor(), { size: 3, random: seeded(0) });
 * [source.next().value.X.shape, source.next().value.X.shape]; // ["2×3", "2×1"]
 */
export function batches(data: ExamplesLike, options: BatchOptions): Generator<Examples, never, void> {
  const { X, Y } = examplesOf(data);
  checkInteger("cut examples into batches", "their size", options.size, 1);
  if (X.cols === 0) throw new RangeError("Cannot cut 0 examples into batches: at least one is needed");
  return epochs({ X, Y }, options);
}

function* epochs({ X, Y }: Examples, { size, random }: BatchOptions): Generator<Examples, never, void> {
  const all = Array.from({ length: X.cols }, (_, example) => example);
  for (;;) {
    const order = shuffle(all, random);
    for (let start = 0; start < order.length; start += size) {
      const chosen = order.slice(start, start + size);
      yield { X: X.pickColumns(chosen), Y: Y.pickColumns(chosen) };
    }
  }
}
