/**
 * e^x, tanh and the logistic sigmoid of single numbers: wasm/assembly/elementwise.ts operation by operation, so that
 * a number alone and a number in a matrix give the same bits, on every machine and every version of Node (Math.exp
 * and Math.tanh promise neither). The errors in units of the last place: exp below 1, tanh and sigmoid below 2,
 * slopes below 3.
 */

const LOG2_E = 1.4426950408889634;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** 1.5 · 2^52 + 1023: adding it rounds to an integer; the 1023 is of use only there. */
const ROUND = 6755399441056767;

/** Above this size tanh x is 1, and its slope, below 2e−307, counts as zero. */
const SATURATED = 354;

/** Below this size tanh x is x to the last bit. */
const TINY = 3.725290298461914e-9;

/** 2^k for −1022 ≤ k ≤ 1023 at index k + 1022; doubling is exact. */
const POWERS_OF_TWO: Float64Array = new Float64Array(2046);
for (let i = 0, power = 2.2250738585072014e-308; i < POWERS_OF_TWO.length; i++, power *= 2)
  POWERS_OF_TWO[i] = power;

function powerOfTwo(k: number): number {
  return POWERS_OF_TWO[k + 1022]!;
}

/** Rounds to a nearest integer. */
function round(x: number): number {
  return x + ROUND - ROUND;
}

function expMinusOne(y: number, k: number): number {
  const r = y - k * LN2_HIGH - k * LN2_LOW;
  const r2 = r * r;
  const r4 = r2 * r2;
  const low =
    0.5000000000000001 + 0.16666666666666669 * r + (0.04166666666662413 + 0.008333333333330062 * r) * r2;
  const middle =
    0.0013888888917213717 +
    0.00019841269863053618 * r +
    (2.4801521295954376e-5 + 2.7557268459997064e-6 * r) * r2;
  const high = 2.7620088445409746e-7 + 2.510038549551032e-8 * r;
  return r + r2 * (low + r4 * (middle + r4 * high));
}

/** e^x, at most 1 unit in the last place off. */
export function exp(x: number): number {
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  if (x !== x) return x;
  const k = round(x * LOG2_E);
  const half = round(k * 0.5);
  return (1 + expMinusOne(x, k)) * powerOfTwo(half) * powerOfTwo(k - half);
}

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
  const k = round(2 * x * LOG2_E);
  const power = powerOfTwo(k);
  return power * expMinusOne(2 * x, k) + (power - 1);
}

/** max(0, x). */
export function relu(x: number): number {
  return Math.max(0, x);
}

/** The slope of max(0, x): 0 at 0, too. */
export function reluSlope(x: number): number {
  return x > 0 ? 1 : x <= 0 ? 0 : NaN;
}
