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
 */
export type Initializer = (fanIn: number, fanOut: number, random: Random) => Matrix;

/** Checks the fans, then draws the entries row by row. */
function draw(fanIn: number, fanOut: number, entry: () => number): Matrix {
  checkInteger("initialize weights", "fanIn", fanIn, 1);
  checkInteger("initialize weights", "fanOut", fanOut, 1);
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
export const xavierNormal: Initializer = (fanIn, fanOut, random) => {
  const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return draw(fanIn, fanOut, () => deviation * normal(random));
};

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
export const xavierUniform: Initializer = (fanIn, fanOut, random) => {
  const bound = Math.sqrt(6 / (fanIn + fanOut));
  return draw(fanIn, fanOut, () => bound * (2 * uniform(random) - 1));
};

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
export const heNormal: Initializer = (fanIn, fanOut, random) => {
  const deviation = Math.sqrt(2 / fanIn);
  return draw(fanIn, fanOut, () => deviation * normal(random));
};
