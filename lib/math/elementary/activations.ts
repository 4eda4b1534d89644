import { bend, exp, reduce } from "./exponential";
import { powerOfTwo } from "./words";

/**
 * tanh, the logistic sigmoid and ReLU of single numbers: ../engine/wasm/assembly/elementwise.ts operation by operation,
 * so that a number alone and a number in a matrix give the same bits, on every machine and every version of Node
 * (Math.tanh does not promise that). The errors in units of the last place: tanh and sigmoid below 2, slopes below 3.
 */

/** Above this size tanh x is 1, and its slope, below 2e−307, counts as zero. */
const SATURATED = 354;

/** Below this size tanh x is x to the last bit. */
const TINY = 3.725290298461914e-9;

/** The logistic function 1 / (1 + e^−x). */
export function sigmoid(x: number): number {
  const e = exp(-Math.abs(x));
  return (x < 0 ? e : 1) / (1 + e);
}

/** The derivative of the logistic function; it does not cancel where the function rounds to 1. */
export function sigmoidSlope(x: number): number {
  const e = exp(-Math.abs(x));
  return e / ((1 + e) * (1 + e));
}

/** The hyperbolic tangent. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  // Written so that NaN returns here too.
  if (!(size >= TINY)) return x;
  const t = expOfTwice(Math.min(size, SATURATED));
  const value = t / (t + 2);
  return x < 0 ? -value : value;
}

/** The derivative of the hyperbolic tangent; it does not cancel where the function rounds to 1. */
export function tanhSlope(x: number): number {
  const size = Math.abs(x);
  if (size > SATURATED) return 0;
  const d = 2 / (expOfTwice(Math.max(size, TINY)) + 2);
  return d * (2 - d);
}

/** e^(2x) − 1 for TINY ≤ x ≤ SATURATED or NaN. */
function expOfTwice(x: number): number {
  const { k, r } = reduce(2 * x);
  const power = powerOfTwo(k);
  return power * (r + bend(r)) + (power - 1);
}

/** max(0, x). */
export function relu(x: number): number {
  return Math.max(0, x);
}

/** The slope of max(0, x): 0 at 0, too. */
export function reluSlope(x: number): number {
  return x > 0 ? 1 : x <= 0 ? 0 : NaN;
}

/** x itself. */
export function identity(x: number): number {
  return x;
}

/** The slope of the identity: 1, where there is a number. */
export function identitySlope(x: number): number {
  return Number.isNaN(x) ? x : 1;
}
