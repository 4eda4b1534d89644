import type { Matrix } from "../math/matrix";
import type { ParameterGradient } from "./backward";
import type { ExamplesLike } from "../data/examples";
import { binaryCrossEntropy, type Loss } from "./losses";
import type { Layer, Network } from "./network";
import { cost } from "./predict";

/**
 * The gradient of the loss by central differences `(L(w + h) − L(w − h)) / 2h`, one weight and bias at a time.
 *
 * It is slow and approximate, but it knows nothing of backpropagation, so that it can check it. The step h is the cube
 * root of the machine precision, relative to weights above 1, which balances rounding against curvature and gives
 * about ten digits; not so within h of a kink of ReLU.
 *
 * @param network - the network
 * @param data - labelled examples
 * @param loss - binary cross-entropy if not given
 * @returns `dW` and `db` for each layer
 * @throws RangeError if shapes or labels do not fit
 * @see Goodfellow, Bengio and Courville (2016), Deep Learning, section 11.5
 * @example
 * const { X, Y } = xor();
 * const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: scaledNormal(1), random: seeded(0) });
 * const [numerical] = numericalGradient(network, { X, Y });
 * const [exact] = backward(network, { X, Y });
 * Math.max(...numerical.dW.minus(exact.dW).data.map(Math.abs)) < 1e-9; // true
 */
export function numericalGradient(
  network: Network,
  data: ExamplesLike,
  loss: Loss = binaryCrossEntropy,
): ParameterGradient[] {
  const lossWith = (l: number, change: Partial<Layer>): number => {
    const layers = network.layers.map((layer, k) => (k === l ? { ...layer, ...change } : layer));
    return cost({ layers }, data, loss);
  };
  return network.layers.map(({ W, b }, l) => ({
    dW: centralDifferences(W, (changed) => lossWith(l, { W: changed })),
    db: centralDifferences(b, (changed) => lossWith(l, { b: changed })),
  }));
}

/** The cube root of Number.EPSILON, where rounding and truncation cost a central difference about the same. */
const STEP = 6.055454452393343e-6;

function centralDifferences(parameters: Matrix, lossOf: (changed: Matrix) => number): Matrix {
  const { rows, cols } = parameters;
  const differences = parameters.scale(0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const value = parameters.get(i, j);
      const h = STEP * Math.max(1, Math.abs(value));
      const [above, below] = [value + h, value - h];
      const rise = lossOf(parameters.with(i, j, above)) - lossOf(parameters.with(i, j, below));
      // The rounded sum and difference are not exactly 2h apart.
      differences.data[i * cols + j] = rise / (above - below);
    }
  }
  return differences;
}
