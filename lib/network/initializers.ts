import { checkFinite, checkInteger } from "../math/checks";
import { Matrix } from "../math/matrix";
import { normal } from "../math/random/normal";
import type { Random } from "../math/random/seeded";
import { uniform } from "../math/random/uniform";

/**
 * Makes the starting weights of a layer: a `fanOut × fanIn` matrix, one row per unit.
 *
 * Your own can be any such function, e.g. `() => Matrix.from([[1, 0], [0, 1]])`.
 *
 * @param fanIn - inputs to each unit (positive integer)
 * @param fanOut - units in the layer (positive integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @param inputs - the layer's fan-in, given when biases are made, whose own `fanIn` is 1
 */
export type Initializer = (fanIn: number, fanOut: number, random: Random, inputs?: number) => Matrix;

function checkFans(fanIn: number, fanOut: number): void {
  checkInteger("initialize weights", "fanIn", fanIn, 1);
  checkInteger("initialize weights", "fanOut", fanOut, 1);
}

/** Checks the fans, then draws the entries row by row. */
function draw(fanIn: number, fanOut: number, entry: () => number): Matrix {
  checkFans(fanIn, fanOut);
  return Matrix.generate(fanOut, fanIn, entry);
}

/**
 * Makes every weight 0, which leaves all units of a layer equal.
 *
 * @param fanIn - inputs to each unit (positive integer)
 * @param fanOut - units in the layer (positive integer)
 * @returns a `fanOut × fanIn` matrix of zeros
 * @throws RangeError if `fanIn` or `fanOut` is not a positive integer
 * @example
 * zeros(3, 2, seeded(0)).toArray(); // [[0, 0, 0], [0, 0, 0]]
 */
export const zeros: Initializer = (fanIn, fanOut) => draw(fanIn, fanOut, () => 0);

/**
 * Gives every weight the same value, which leaves all units of a layer equal.
 *
 * @param value - finite number
 * @returns an initializer that makes `fanOut × fanIn` matrices
 * @throws RangeError if `value` is not finite; the initializer, if `fanIn` or `fanOut` is not a positive integer
 * @example
 * constant(0.5)(3, 1, seeded(0)).toArray(); // [[0.5, 0.5, 0.5]]
 */
export function constant(value: number): Initializer {
  checkFinite("initialize constant weights", "their value", value);
  return (fanIn, fanOut) => draw(fanIn, fanOut, () => value);
}

/**
 * Draws normal weights of a given scale: `randn * scale`.
 *
 * @param scale - standard deviation of the weights, from 0 up
 * @returns an initializer that makes `fanOut × fanIn` matrices with entries ~ N(0, scale²)
 * @throws RangeError if `scale` is negative or not finite; the initializer, if `fanIn` or `fanOut` is not a positive
 *   integer
 * @example
 * scaledNormal(0.01)(2, 4, seeded(0)).shape; // "4×2"
 */
export function scaledNormal(scale: number): Initializer {
  checkFinite("initialize normal weights", "their scale", scale, 0);
  return (fanIn, fanOut, random) => draw(fanIn, fanOut, () => scale * normal(random));
}

/**
 * Draws uniform weights within fixed bounds.
 *
 * @param bound - r, from 0 up
 * @returns an initializer that makes `fanOut × fanIn` matrices with entries ~ U(−r, r), of standard deviation r / √3
 * @throws RangeError if `bound` is negative or not finite; the initializer, if a fan is not a positive integer
 * @example
 * scaledUniform(0.1)(2, 4, seeded(0)).data.every((w) => Math.abs(w) <= 0.1); // true
 */
export function scaledUniform(bound: number): Initializer {
  checkFinite("initialize uniform weights", "their bound", bound, 0);
  return (fanIn, fanOut, random) => draw(fanIn, fanOut, () => bound * (2 * uniform(random) - 1));
}

/**
 * The standard deviation of a standard normal number that is drawn again until it lies within ±2:
 * √(1 − 4 φ(2) / (2 Φ(2) − 1)).
 */
const TRUNCATED_DEVIATION = 0.8796256610342398;

/**
 * Draws normal weights without their tails: what lies beyond two standard deviations of the normal distribution is drawn
 * again, and the rest widened so that the standard deviation is the one asked for.
 *
 * @param deviation - standard deviation of the weights, from 0 up
 * @returns an initializer that makes `fanOut × fanIn` matrices with entries within ±2.2737 deviations
 * @throws RangeError if `deviation` is negative or not finite; the initializer, if a fan is not a positive integer
 * @see Keras, `VarianceScaling` with `truncated_normal`, which corrects the standard deviation in the same way
 * @example
 * truncatedNormal(1)(2, 4, seeded(0)).data.every((w) => Math.abs(w) < 2.274); // true
 */
export function truncatedNormal(deviation: number): Initializer {
  checkFinite("initialize truncated normal weights", "their standard deviation", deviation, 0);
  return (fanIn, fanOut, random) =>
    draw(fanIn, fanOut, () => {
      let z = normal(random);
      while (Math.abs(z) > 2) z = normal(random);
      return (deviation / TRUNCATED_DEVIATION) * z;
    });
}

/** How `varianceScaling` draws. */
export interface VarianceScalingOptions {
  /** The variance of the weights times the fan, from 0 up; 1 if not given. For a gain g it is g². */
  readonly scale?: number;
  /** Which fan: the layer's inputs (if not given), its units, or the mean of both. */
  readonly mode?: "fanIn" | "fanOut" | "fanAverage";
  /** The shape of the distribution, normal if not given. */
  readonly distribution?: "normal" | "uniform" | "truncated";
}

/**
 * The family to which nearly all usual initializers belong: weights of variance `scale / fan`.
 *
 * @param options - `scale`, `mode` and `distribution`
 * @returns an initializer
 * @throws RangeError if `scale` is negative or not finite; the initializer, if a fan is not a positive integer
 * @see Keras, `VarianceScaling`
 * @example
 * const he = varianceScaling({ scale: 2 });
 * he(2, 4, seeded(0)).equals(heNormal(2, 4, seeded(0))); // true
 */
export function varianceScaling(options: VarianceScalingOptions = {}): Initializer {
  const { scale = 1, mode = "fanIn", distribution = "normal" } = options;
  checkFinite("initialize weights by variance scaling", "the scale", scale, 0);
  return (fanIn, fanOut, random) => {
    checkFans(fanIn, fanOut);
    const fan = mode === "fanIn" ? fanIn : mode === "fanOut" ? fanOut : (fanIn + fanOut) / 2;
    const variance = scale / fan;
    if (distribution === "uniform") return scaledUniform(Math.sqrt(3 * variance))(fanIn, fanOut, random);
    const start = distribution === "normal" ? scaledNormal : truncatedNormal;
    return start(Math.sqrt(variance))(fanIn, fanOut, random);
  };
}

/**
 * Draws LeCun-normal weights, which keep the variance from the inputs of a layer to its pre-activations.
 *
 * @param fanIn - inputs to each unit (positive integer)
 * @param fanOut - units in the layer (positive integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns a `fanOut × fanIn` matrix, one row per unit, entries ~ N(0, 1 / fanIn)
 * @throws RangeError if `fanIn` or `fanOut` is not a positive integer
 * @see LeCun, Bottou, Orr and Müller (1998), section 4.6
 * @example
 * lecunNormal(4, 2, seeded(0)).shape; // "2×4"
 */
export const lecunNormal: Initializer = varianceScaling();

/**
 * Draws LeCun-uniform weights: the variance of `lecunNormal`, within fixed bounds.
 *
 * @param fanIn - inputs to each unit (positive integer)
 * @param fanOut - units in the layer (positive integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns a `fanOut × fanIn` matrix, one row per unit, entries ~ U(−r, r) with r = √(3 / fanIn)
 * @throws RangeError if `fanIn` or `fanOut` is not a positive integer
 * @see LeCun, Bottou, Orr and Müller (1998), section 4.6
 * @example
 * lecunUniform(3, 2, seeded(0)).data.every((w) => Math.abs(w) <= 1); // true
 */
export const lecunUniform: Initializer = varianceScaling({ distribution: "uniform" });

/**
 * Draws Xavier-normal weights, a compromise between keeping the variance of activations forwards and of gradients
 * backwards where activations are nearly linear.
 *
 * @param fanIn - inputs to each unit (positive integer)
 * @param fanOut - units in the layer (positive integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns a `fanOut × fanIn` matrix, one row per unit, entries ~ N(0, 2 / (fanIn + fanOut))
 * @throws RangeError if `fanIn` or `fanOut` is not a positive integer
 * @see Glorot and Bengio (2010), eq. 12
 * @example
 * xavierNormal(2, 4, seeded(0)).shape; // "4×2"
 */
export const xavierNormal: Initializer = varianceScaling({ mode: "fanAverage" });

/**
 * Draws Xavier-uniform weights: the variance of `xavierNormal`, within fixed bounds.
 *
 * @param fanIn - inputs to each unit (positive integer)
 * @param fanOut - units in the layer (positive integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns a `fanOut × fanIn` matrix, one row per unit, entries ~ U(−r, r) with r = √(6 / (fanIn + fanOut))
 * @throws RangeError if `fanIn` or `fanOut` is not a positive integer
 * @see Glorot and Bengio (2010), eq. 16
 * @example
 * xavierUniform(2, 4, seeded(0)).data.every((w) => Math.abs(w) <= 1); // true
 */
export const xavierUniform: Initializer = varianceScaling({ mode: "fanAverage", distribution: "uniform" });

/**
 * Draws He-normal weights, which keep the mean square of pre-activations from one ReLU layer to the next.
 *
 * @param fanIn - inputs to each unit (positive integer)
 * @param fanOut - units in the layer (positive integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns a `fanOut × fanIn` matrix, one row per unit, entries ~ N(0, 2 / fanIn)
 * @throws RangeError if `fanIn` or `fanOut` is not a positive integer
 * @see He et al. (2015), eq. 10
 * @example
 * heNormal(2, 4, seeded(0)).equals(scaledNormal(1)(2, 4, seeded(0))); // true
 */
export const heNormal: Initializer = varianceScaling({ scale: 2 });

/**
 * Draws He-uniform weights: the variance of `heNormal`, within fixed bounds.
 *
 * @param fanIn - inputs to each unit (positive integer)
 * @param fanOut - units in the layer (positive integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns a `fanOut × fanIn` matrix, one row per unit, entries ~ U(−r, r) with r = √(6 / fanIn)
 * @throws RangeError if `fanIn` or `fanOut` is not a positive integer
 * @see He et al. (2015), eq. 10, for the variance
 * @example
 * heUniform(6, 2, seeded(0)).data.every((w) => Math.abs(w) <= 1); // true
 */
export const heUniform: Initializer = varianceScaling({ scale: 2, distribution: "uniform" });

/**
 * Draws weights whose rows are orthogonal (or whose columns are, if there are more units than inputs): a rotation, which
 * keeps every length and not only the mean of them.
 *
 * @param gain - what every length is multiplied by, from 0 up; 1 if not given
 * @returns an initializer that makes `fanOut × fanIn` matrices, of all matrices with orthogonal rows each as likely as any
 * @throws RangeError if `gain` is negative or not finite; the initializer, if a fan is not a positive integer
 * @see Saxe, McClelland and Ganguli (2013); Mezzadri (2007) on drawing evenly
 * @example
 * const W = orthogonal()(3, 3, seeded(0));
 * Math.max(...W.multiplyTranspose(W).minus(Matrix.identity(3)).data.map(Math.abs)) < 1e-15; // true
 */
export function orthogonal(gain = 1): Initializer {
  checkFinite("initialize orthogonal weights", "their gain", gain, 0);
  return (fanIn, fanOut, random) => {
    checkFans(fanIn, fanOut);
    const [long, short] = [Math.max(fanIn, fanOut), Math.min(fanIn, fanOut)];
    // Normal rows point in all directions alike, and the Gram-Schmidt process takes away what they share.
    const rows = orthonormalRows(draw(long, short, () => normal(random)));
    return (fanOut <= fanIn ? rows : rows.transpose()).scale(gain);
  };
}

/** The Gram-Schmidt process, twice over, so that rounding leaves no trace. */
function orthonormalRows(M: Matrix): Matrix {
  const rows = M.toArray();
  rows.forEach((row, i) => {
    for (const other of [...rows.slice(0, i), ...rows.slice(0, i)]) {
      const shared = row.reduce((sum, entry, k) => sum + entry * other[k]!, 0);
      row.forEach((entry, k) => (row[k] = entry - shared * other[k]!));
    }
    const length = Math.sqrt(row.reduce((sum, entry) => sum + entry * entry, 0));
    row.forEach((entry, k) => (row[k] = entry / length));
  });
  return Matrix.from(rows);
}

/**
 * Draws what PyTorch gives a `Linear` layer: weights within ±1 / √(fan-in), which it calls `kaiming_uniform_` with
 * `a = √5`, a gain of 1 / √3.
 *
 * @param fanIn - inputs to each unit (positive integer)
 * @param fanOut - units in the layer (positive integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns a `fanOut × fanIn` matrix, one row per unit, entries ~ U(−1 / √fanIn, 1 / √fanIn)
 * @throws RangeError if `fanIn` or `fanOut` is not a positive integer
 * @see PyTorch, torch/nn/modules/linear.py, `Linear.reset_parameters`
 * @example
 * torchLinear(16, 8, seeded(0)).data.every((w) => Math.abs(w) <= 0.25); // true
 */
export const torchLinear: Initializer = varianceScaling({ scale: 1 / 3, distribution: "uniform" });

/**
 * Draws the biases that PyTorch gives a `Linear` layer: within ±1 / √(fan-in), as its weights.
 *
 * @param _ - 1, as for all biases
 * @param fanOut - units in the layer (positive integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @param inputs - the layer's fan-in (positive integer), which `createNetwork` hands over
 * @returns a `fanOut × 1` matrix
 * @throws RangeError if `fanOut` or `inputs` is not a positive integer
 * @see PyTorch, torch/nn/modules/linear.py, `Linear.reset_parameters`
 * @example
 * torchBiases(1, 8, seeded(0), 16).data.every((b) => Math.abs(b) <= 0.25); // true
 */
export const torchBiases: Initializer = (_, fanOut, random, inputs = 1) => {
  checkInteger("initialize biases", "the layer's fan-in", inputs, 1);
  return scaledUniform(1 / Math.sqrt(inputs))(1, fanOut, random);
};
