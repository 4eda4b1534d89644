import { exp } from "./elementary";

/** 1 / √(2π) */
const PEAK = 0.3989422804014327;

/** Where the series about 0 hands over to the continued fraction of the tail. */
const TAIL = 1.75;

/**
 * The density of the standard normal distribution.
 *
 * @example
 * normalDensity(0); // 0.3989422804014327
 */
export function normalDensity(x: number): number {
  // Beyond 39 it is below the smallest number.
  if (!(Math.abs(x) < 39)) return Number.isNaN(x) ? NaN : 0;
  // x² in two parts: the square of a rounded x is exact, so that far out no digits are lost before the exponential.
  const near = Math.fround(x);
  return PEAK * exp(-0.5 * near * near) * exp(-0.5 * (x - near) * (x + near));
}

/**
 * The standard normal distribution function Φ(x) = P(z < x) for z ~ N(0, 1), with a relative error below 1e-14 in both
 * tails.
 *
 * @param x - any number; ±∞ are allowed
 * @throws RangeError if `x` is NaN
 * @see Abramowitz and Stegun (1964), 26.2.11 (the series) and 26.2.14 (the continued fraction)
 * @example
 * normalCdf(0); // 0.5
 * normalCdf(1) - normalCdf(-1); // ≈ 0.6826894921
 * normalCdf(-10); // ≈ 7.61985302416e-24
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError("Cannot take the normal distribution function: x is NaN");
  if (Math.abs(x) < TAIL) return 0.5 + fromTheMiddle(x);
  return x < 0 ? tail(-x) : 1 - tail(x);
}

/**
 * The error function, with a relative error below 1e-14.
 *
 * @param x - any number; ±∞ are allowed
 * @throws RangeError if `x` is NaN
 * @see Abramowitz and Stegun (1964), 7.1.22
 * @example
 * erf(1); // ≈ 0.84270079295
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError("Cannot take the error function: x is NaN");
  const z = x * Math.SQRT2;
  if (Math.abs(z) < TAIL) return 2 * fromTheMiddle(z);
  return x < 0 ? 2 * tail(-z) - 1 : 1 - 2 * tail(z);
}

/** Φ(x) − ½ for |x| < TAIL: density times x + x³/3 + x⁵/(3·5) + …, where nothing cancels. */
function fromTheMiddle(x: number): number {
  let [sum, term] = [0, x];
  for (let k = 3; sum + term !== sum; k += 2) {
    sum += term;
    term *= (x * x) / k;
  }
  return normalDensity(x) * sum;
}

/** 1 − Φ(x) for x ≥ TAIL: density / (x + 1 / (x + 2 / (x + 3 / …))), from the end, which is the nearer the larger x. */
function tail(x: number): number {
  let denominator = x;
  for (let k = Math.ceil(12 + 360 / (x * x)); k > 0; k--) denominator = x + k / denominator;
  return normalDensity(x) / denominator;
}
