import type { Random } from "./seeded";

/** How often in a row a source may give the same number: of 2⁵³ equally likely ones, even twice is a rare event. */
const MOST_REPEATS = 10;

/** The source asked last, its last number, and how often it has given it. */
let source: unknown;
let last = NaN;
let repeats = 0;

/**
 * The next number of a source that a reader may have written, after a look at it: a constant one would make endless loops,
 * and NaN would go into every weight.
 *
 * @param random - uniform source on [0, 1)
 * @throws TypeError if `random` is not a function; RangeError if what it gives is not a number from 0 up and below 1, or
 *   always the same
 * @example
 * uniform(() => 1); // throws RangeError: Cannot draw at random: the source gave 1, not a number from 0 up and below 1
 */
export function uniform(random: Random): number {
  if (typeof random !== "function") {
    throw new TypeError(
      `Cannot draw at random: ${String(random)} is not a source; give one such as seeded(1)`,
    );
  }
  const u: unknown = random();
  if (typeof u !== "number" || !(u >= 0 && u < 1)) {
    throw new RangeError(
      `Cannot draw at random: the source gave ${String(u)}, not a number from 0 up and below 1`,
    );
  }
  if (u !== last || random !== source) {
    [source, last, repeats] = [random, u, 1];
  } else if (++repeats > MOST_REPEATS) {
    throw new RangeError(
      `Cannot draw at random: the source gives ${u} again and again; use one such as seeded(1)`,
    );
  }
  return u;
}
