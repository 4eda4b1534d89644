import { checkInteger } from "../../math/checks";
import { seeded, type Random } from "../../math/random/seeded";
import { quantile } from "../../math/statistics";
import type { ExamplesLike } from "../../data/examples";
import type { Network } from "../../network/network";
import { sameDraws } from "../../network/same-draws";
import { training, type TrainingOptions } from "../../network/training";

/** The steps that gradient descent took from one scale of initial weights, one run per seed. */
export interface ScaleResult {
  readonly scale: number;
  /** Steps until the loss was below the target, in the order of the seeds; Infinity for a run that did not get there, or overflowed. */
  readonly steps: readonly number[];
  /** The share of runs that got there. */
  readonly learned: number;
  /** Median of `steps`: Infinity if more than half of the runs did not get there. */
  readonly median: number;
}

/** What `sweepScales` tries. */
export interface SweepOptions extends Omit<TrainingOptions, "every"> {
  /** The scales of initial weights. */
  readonly scales: readonly number[];
  /** How many seeds to try at each scale: 0, 1, 2, … */
  readonly seeds: number;
  /** Makes the start of one run. */
  readonly start: (scale: number, random: Random) => Network;
  /** The loss below which a run has learned. */
  readonly target: number;
}

/** Trains until the loss is below a target: the number of steps taken, or Infinity if it was not reached. */
function stepsToLearn(
  network: Network,
  data: ExamplesLike,
  { target, ...options }: TrainingOptions & { readonly target: number },
): number {
  // What is wrong with the settings is said here.
  const states = training(network, data, { ...options, every: 1 });
  try {
    for (const { step, loss } of states) if (loss < target) return step;
  } catch (error) {
    // Its numbers have overflowed, which is an answer too.
    if (!(error instanceof RangeError)) throw error;
  }
  return Infinity;
}

/**
 * Trains from every scale of initial weights with the same seeds, and counts the steps that each run needs. Mini-batches and
 * dropout draw the same numbers in every run.
 *
 * @param data - labelled examples
 * @param options - `scales`, `seeds`, `start`, `target`, and the settings of the training
 * @returns one result per scale, in the order given
 * @throws RangeError if `seeds` is not a positive integer, and as `train` does before the first step
 * @example
 * const start = (scale: number, random: Random) =>
 *   createNetwork({ sizes: [2, 8, 1], hidden: tanh, weights: scaledNormal(scale), random });
 * const runs = { start, learningRate: 1, steps: 500, target: 0.1 };
 * sweepScales(xor(), { ...runs, scales: [0, 1], seeds: 3 }).map(({ learned }) => learned); // [0, 1]
 */
export function sweepScales(data: ExamplesLike, options: SweepOptions): ScaleResult[] {
  const { scales, seeds, start, ...settings } = options;
  checkInteger("sweep over scales", "the number of seeds", seeds, 1);
  const redrawn = sameDraws();
  return scales.map((scale) => {
    const steps = Array.from({ length: seeds }, (_, seed) =>
      stepsToLearn(start(scale, seeded(seed)), data, redrawn(settings)),
    );
    const learned = steps.filter(Number.isFinite).length / seeds;
    return { scale, steps, learned, median: quantile(steps, 0.5) };
  });
}
