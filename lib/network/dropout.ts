import { Matrix } from "../math/matrix";
import type { Random } from "../math/random/seeded";
import { uniform } from "../math/random/uniform";
import type { Network } from "./network";

/** How to drop hidden units while training. */
export interface DropoutOptions {
  /** Probability that a hidden unit is left out for an example, from 0 up and below 1. */
  readonly rate: number;
  /** Uniform source on [0, 1) that draws who is left out. */
  readonly random: Random;
}

/**
 * Draws masks for inverted dropout: each hidden unit is left out for each example with probability `rate`, and what
 * stays is scaled by `1 / (1 − rate)`, so that the mean of an activation is what it is without dropout.
 *
 * @param network - the network to drop units of
 * @param examples - number of examples
 * @param options - `rate` and `random`
 * @returns for each hidden layer a matrix, units × examples, of 0 and `1 / (1 − rate)`, to be given to `forward`
 * @throws RangeError if `rate` is not from 0 up and below 1
 * @see Srivastava et al. (2014), section 10
 * @example
 * const network = createNetwork({ sizes: [2, 2, 1], hidden: tanh, weights: zeros, random: seeded(0) });
 * const [mask] = dropoutMasks(network, 2, { rate: 0.5, random: seeded(2) });
 * mask.data.every((entry) => entry === 0 || entry === 2); // true
 * mask.shape; // "2×2"
 */
export function dropoutMasks(network: Network, examples: number, { rate, random }: DropoutOptions): Matrix[] {
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(
      `Cannot drop units at rate ${rate}: the rate is a probability from 0 up and below 1`,
    );
  }
  const kept = 1 / (1 - rate);
  return network.layers
    .slice(0, -1)
    .map(({ W }) => Matrix.generate(W.rows, examples, () => (uniform(random) < rate ? 0 : kept)));
}
