import { checkFinite } from "./checks";

/** Beyond this many standard deviations the normal density is below 1e-27 of its peak. */
const REACH = 11;

/**
 * The mean of a function of a normal number: `E f(s·z)` for `z ~ N(0, 1)`.
 *
 * It is a sum over equal steps, which for a smooth function is exact to rounding once the steps are fine: about twelve
 * digits for tanh and sigmoid and their slopes at any `s`; about six for functions with a kink, such as ReLU.
 *
 * @param f - of a number; smooth on a scale of about 1, as activations are
 * @param deviation - s, from 0 up
 * @returns the mean
 * @throws RangeError if `deviation` is negative or not finite
 * @see Trefethen and Weideman (2014), The exponentially convergent trapezoidal rule
 * @example
 * gaussianMean((z) => z * z, 3); // ≈ 9.00000000
 * gaussianMean(tanh.df, 1); // ≈ 0.605706
 */
export function gaussianMean(f: (value: number) => number, deviation: number): number {
  checkFinite("take the mean over a normal number", "the standard deviation", deviation, 0);
  const step = 0.125 / Math.max(1, deviation);
  const count = Math.ceil(REACH / step);
  let sum = 0;
  let weights = 0;
  for (let k = -count; k <= count; k++) {
    const z = k * step;
    const weight = Math.exp(-0.5 * z * z);
    sum += weight * f(deviation * z);
    weights += weight;
  }
  return sum / weights;
}
