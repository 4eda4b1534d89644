import type { ExamplesLike } from "../data/examples";
import type { Network } from "./network";
import { sameDraws } from "./same-draws";
import { train, type Run, type TrainingOptions } from "./training";

/** What to change in a comparison: settings of the training, the network to start from, or the data. */
export interface Change extends Partial<TrainingOptions> {
  readonly network?: Network;
  readonly data?: ExamplesLike;
}

/**
 * Trains the same start several times, each time with one thing changed, so that nothing else can explain the difference:
 * mini-batches and dropout draw the same numbers in each, too.
 *
 * @param network - where every training starts, unless the change says otherwise
 * @param data - labelled examples
 * @param options - how to train, unless the change says otherwise
 * @param changes - by name; an empty one trains as it is
 * @returns the run of each change, by the same names, as `lossCurve` draws them
 * @throws RangeError as `train` does
 * @example
 * const network = createNetwork({ sizes: [2, 4, 1], hidden: tanh, weights: scaledNormal(1), random: seeded(1) });
 * const runs = compare(network, xor(), { learningRate: 0.1, steps: 300 }, { slow: {}, fast: { learningRate: 1 } });
 * runs.fast.loss < runs.slow.loss; // true
 */
export function compare<Name extends string>(
  network: Network,
  data: ExamplesLike,
  options: TrainingOptions,
  changes: Readonly<Record<Name, Change>>,
): Record<Name, Run> {
  const redrawn = sameDraws();
  const runs = Object.entries<Change>(changes).map(([name, change]) => {
    const { network: start = network, data: examples = data, ...settings } = change;
    return [name, train(start, examples, redrawn({ ...options, ...settings }))] as const;
  });
  return Object.fromEntries(runs) as Record<Name, Run>;
}
