import type { Random } from "./seeded";

/** How often in a row a source may give the same number: of 2⁵³ equally likely ones, even twice is a rare event. */
const MOST_REPEATS = 10;

/** The last number drawn; in an array, since the engine would make an object of it in a variable. */
const last = Float64Array.of(NaN);

/** The source that gave it more than once, and how often. */
let source: unknown;
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
  if (u === last[0]) countRepeat(random, u);
  else {
    last[0] = u;
    repeats = 0;
  }
  return u;
}

/** Another source may start where the last one did: the same seed, say. */
function countRepeat(random: Random, u: number): void {
  repeats = random === source ? repeats + 1 : 1;
  source = random;
  if (repeats < MOST_REPEATS) return;
  throw new RangeError(
    `Cannot draw at random: the source gives ${u} again and again; use one such as seeded(1)`,
  );
}
