import { Matrix } from "../../math/matrix";
import { normal } from "../../math/random/normal";
import type { Random } from "../../math/random/seeded";
import { rootMeanSquare, standardDeviation } from "../../math/statistics";
import { badEntry } from "../../network/finite";
import { forward, type LayerPass } from "../../network/forward";
import type { Network } from "../../network/network";

/**
 * Sends a random error back through a network, from the last layer to the first, and measures what arrives. It needs no
 * labels and no loss: how an error grows or shrinks is a matter of weights and slopes alone.
 *
 * @param network - the network
 * @param X - inputs, features × examples, at least one
 * @param random - uniform source on [0, 1), which draws the error: normal numbers of mean square 1 at the last layer
 * @returns for each layer the root mean square of the error dZ at its pre-activations, from layer 1 on
 * @throws RangeError if the shapes do not fit or there are no examples
 * @see Glorot and Bengio (2010), section 4.2.1
 * @example
 * const network = createNetwork({ sizes: [2, 2, 2], weights: [[[1, 0], [0, 1]], [[2, 0], [0, 2]]], hidden: identity, output: identity });
 * const [first, last] = errorProfile(network, xor().X, seeded(1));
 * first / last; // 2
 */
export function errorProfile(network: Network, X: Matrix, random: Random): number[] {
  if (X.cols === 0)
    throw new RangeError(`Cannot send an error back on ${X.shape} inputs: there are no examples`);
  const passes = forward(network, X);
  const { rows, cols } = passes.at(-1)!.Z;
  let dZ = Matrix.generate(rows, cols, () => normal(random));
  const sizes = [rootMeanSquare(dZ.data)];
  for (let l = passes.length - 1; l > 0; l--) {
    const slopes = passes[l - 1]!.Z.map(network.layers[l - 1]!.activation.df);
    dZ = network.layers[l]!.W.transposeMultiply(dZ).hadamard(slopes);
    sizes.unshift(rootMeanSquare(dZ.data));
  }
  return sizes;
}

/** What a layer keeps of the difference between inputs. */
export interface Contrast {
  /** The root mean square of its pre-activations, over units and examples. */
  readonly size: number;
  /** The root mean square of their distances from the unit's own mean over the examples. */
  readonly difference: number;
  /** The mean correlation (cosine) between the pre-activations of two different examples; 1 if all are alike. */
  readonly correlation: number;
}

/**
 * Measures what each layer still knows of the difference between its inputs. A size alone can be level while every example
 * gets the same answer.
 *
 * @param network - the network
 * @param X - inputs, features × examples, at least two
 * @returns one contrast per layer, from the first to the last
 * @throws RangeError if the shapes do not fit or there are fewer than two examples
 * @example
 * const network = createNetwork({ weights: [[[0, 0]]], biases: [[3]], hidden: tanh });
 * contrasts(network, xor().X); // [{ size: 3, difference: 0, correlation: 1 }]
 */
export function contrasts(network: Network, X: Matrix): Contrast[] {
  if (X.cols < 2) throw new RangeError(`Cannot compare the examples of ${X.shape} inputs: two are needed`);
  return forward(network, X).map(contrastOf);
}

function contrastOf({ Z }: LayerPass): Contrast {
  const means = Z.sumRows().scale(1 / Z.cols);
  const difference = rootMeanSquare(Z.addColumn(means.scale(-1)).data);
  // Scaled to length 1, n vectors have n + n(n − 1)·(mean cosine) as the square of their sum.
  const examples = Z.transpose().data;
  const lengths = new Float64Array(Z.cols).map(
    (_, k) => rootMeanSquare(examples.subarray(k * Z.rows, (k + 1) * Z.rows)) * Math.sqrt(Z.rows),
  );
  const directions = Matrix.generate(Z.rows, Z.cols, (i, k) => Z.get(i, k) / lengths[k]!);
  const together = directions.sumRows().data.reduce((sum, entry) => sum + entry * entry, 0);
  const n = Z.cols;
  return { size: rootMeanSquare(Z.data), difference, correlation: (together - n) / (n * (n - 1)) };
}

/** Numbers that differ by less than this share of their size count as the same. */
const SAME = 1e-12;

/**
 * Layer-sequential unit variance: scales the weights of one layer after the other, as the data go through it, until its
 * pre-activations have standard deviation 1. Data take the place of a formula.
 *
 * @param network - the network; its biases stay as they are
 * @param X - inputs, features × examples
 * @returns the network with scaled weights
 * @throws RangeError if the shapes do not fit, or a layer cannot be scaled: it gives the same
 *   number to every example, or a number that is not finite
 * @see Mishkin and Matas (2016), who start from orthogonal weights
 * @example
 * const network = createNetwork({ sizes: [2, 20, 20, 1], hidden: tanh, weights: scaledNormal(7), random: seeded(1) });
 * const level = lsuv(network, moons({ random: seeded(2) }).X);
 * diagnose(level, moons({ random: seeded(2) })).map(({ Z }) => Z.deviation); // ≈ [1.00000000, 1.00000000, 1.00000000]
 */
export function lsuv(network: Network, X: Matrix): Network {
  let input = X;
  const layers = network.layers.map((layer, l) => {
    // Without biases the second pass only confirms the first; with them it takes some more.
    let { W } = layer;
    for (let pass = 0; pass < 100; pass++) {
      const [{ Z }] = forward({ layers: [{ ...layer, W }] }, input) as [LayerPass];
      const deviation = standardDeviation(Z.data);
      const bad = badEntry("its pre-activations", Z);
      if (bad !== undefined) throw new RangeError(`Cannot scale layer ${l + 1}: there is ${bad}`);
      // What is left of equal numbers is the rounding of their sums.
      if (deviation <= SAME * rootMeanSquare(Z.data)) {
        throw new RangeError(`Cannot scale layer ${l + 1}: it gives every example the same number`);
      }
      if (Math.abs(deviation - 1) < 1e-12) break;
      W = W.scale(1 / deviation);
    }
    const scaled = { ...layer, W };
    input = forward({ layers: [scaled] }, input)[0]!.A;
    return scaled;
  });
  return { layers };
}
