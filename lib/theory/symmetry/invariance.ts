import type { Matrix } from "../../math/matrix";
import type { ExamplesLike } from "../../data/examples";
import type { Network } from "../../network/network";
import { training, type TrainingOptions } from "../../network/training";
import { functionSpread, unitSpread, type UnitPair } from "./tied-units";

/** What became of two hidden units in a training. */
export interface UnitHistory {
  /** Distance of what the two units compute after each step, from step 0 on: of their rows and biases. */
  readonly spreads: readonly number[];
  /** The largest distance at any step, output weights included: 0 if the units were equal, bit for bit, all the time. */
  readonly largest: number;
  /** The first step after which they computed different things; undefined if they never did. */
  readonly parted: number | undefined;
  /** The largest change of a weight or bias of the network from first to last: 0 if nothing moved. */
  readonly moved: number;
  /** The last loss on all examples. */
  readonly loss: number;
  /** The network after the last step. */
  readonly network: Network;
}

/**
 * Trains a network and compares two of its hidden units after every single step, bit for bit.
 *
 * @param network - where training starts
 * @param data - labelled examples
 * @param options - as for `train` (every step is looked at), and `layer` and `units`: which two, the first two units of
 *   the first layer if not given
 * @returns how far the units were apart, step by step, and whether anything moved at all
 * @throws RangeError as `train` does, or if there is no such layer or unit
 * @example
 * const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: constant(0.5), random: seeded(0) });
 * const { largest, moved } = followUnits(network, xor(), { learningRate: 1, steps: 50, optimizer: adam() });
 * largest; // 0
 * moved > 1; // true
 */
export function followUnits(
  network: Network,
  data: ExamplesLike,
  options: TrainingOptions & UnitPair,
): UnitHistory {
  const spreads: number[] = [];
  let last = { network, loss: NaN };
  let largest = 0;
  for (const state of training(network, data, { ...options, every: 1 })) {
    spreads.push(functionSpread(state.network, options));
    largest = Math.max(largest, unitSpread(state.network, options));
    last = state;
  }
  const parted = spreads.findIndex((spread) => spread !== 0);
  return {
    spreads,
    largest,
    parted: parted < 0 ? undefined : parted,
    moved: largestChange(network, last.network),
    loss: last.loss,
    network: last.network,
  };
}

function largestChange(before: Network, after: Network): number {
  const change = (a: Matrix, b: Matrix): number =>
    a.data.reduce((most, entry, index) => Math.max(most, Math.abs(entry - b.data[index]!)), 0);
  return Math.max(
    ...before.layers.flatMap(({ W, b }, l) => [change(W, after.layers[l]!.W), change(b, after.layers[l]!.b)]),
  );
}
