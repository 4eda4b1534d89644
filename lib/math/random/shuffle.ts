import type { Random } from "./seeded";
import { uniform } from "./uniform";

/**
 * Shuffles values by Fisher and Yates: every order is equally likely.
 *
 * @param values - left as they are
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns a new array with the same values
 * @throws RangeError if the source gives what is not a number on [0, 1), or always the same; TypeError if it is not a function
 * @see Knuth, The Art of Computer Programming, volume 2, algorithm 3.4.2P
 * @example
 * shuffle([1, 2, 3, 4], seeded(0)); // [2, 4, 3, 1]
 */
export function shuffle<T>(values: readonly T[], random: Random): T[] {
  const shuffled = [...values];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = Math.floor(uniform(random) * (last + 1));
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen]!, shuffled[last]!];
  }
  return shuffled;
}
