import type { Random } from "../math/random/seeded";
import { uniform } from "../math/random/uniform";
import type { TrainingOptions } from "./training";

/** The settings of a training that draw at random. */
type Draws = Pick<TrainingOptions, "batch" | "dropout">;

/**
 * Gives several trainings the same random numbers: what a source of mini-batches or dropout has given to one, the next
 * hears from the start. Without it the second would go on where the first has stopped, and chance alone would part them.
 *
 * @returns a function to be called with the settings of each training
 */
export function sameDraws(): <T extends Draws>(settings: T) => T {
  const drawn = new Map<Random, number[]>();
  return (settings) => {
    const replays = new Map<Random, Random>();
    const redrawn = <T extends { readonly random: Random }>(part: T): T => {
      const replay = replays.get(part.random) ?? replayOf(part.random, drawn);
      replays.set(part.random, replay);
      return { ...part, random: replay };
    };
    const { batch, dropout } = settings;
    return {
      ...settings,
      ...(batch && { batch: redrawn(batch) }),
      ...(dropout && { dropout: redrawn(dropout) }),
    };
  };
}

/** The numbers that a source has given so far, and after them new ones. */
function replayOf(random: Random, drawn: Map<Random, number[]>): Random {
  const numbers = drawn.get(random) ?? [];
  drawn.set(random, numbers);
  let next = 0;
  return () => {
    if (next === numbers.length) numbers.push(uniform(random));
    return numbers[next++]!;
  };
}
