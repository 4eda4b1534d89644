import { LN2_HIGH, LN2_LOW } from "./ln2";
import { powerOfTwo } from "./words";

/** 1.5 · 2^52 + 1023: adding it rounds to an integer; the 1023 is of use only in WebAssembly. */
const ROUND = 6755399441056767;

/** Rounds to a nearest integer. */
function round(x: number): number {
  return x + ROUND - ROUND;
}

/** k and r = x − k·ln 2 with |r| at most about ln 2 / 2. */
export function reduce(x: number): { readonly k: number; readonly r: number } {
  const k = round(x * Math.LOG2E);
  return { k, r: x - k * LN2_HIGH - k * LN2_LOW };
}

/**
 * e^r − 1 − r for |r| ≤ ln 2 / 2: a polynomial fitted at the Chebyshev points, whose error is 1.6e−17 of e^r.
 */
export function bend(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const low =
    0.5000000000000001 + 0.16666666666666669 * r + (0.04166666666662413 + 0.008333333333330062 * r) * r2;
  const middle =
    0.0013888888917213717 +
    0.00019841269863053618 * r +
    (2.4801521295954376e-5 + 2.7557268459997064e-6 * r) * r2;
  const high = 2.7620088445409746e-7 + 2.510038549551032e-8 * r;
  return r2 * (low + r4 * (middle + r4 * high));
}

/**
 * e^x, with an error below 0.9 units in the last place: x = k·ln 2 + r, and e^x = 2^k·e^r.
 *
 * ../engine/wasm/assembly/elementwise.ts has the same arithmetic, operation by operation, for whole arrays.
 *
 * @example
 * exp(1); // 2.718281828459045
 */
export function exp(x: number): number {
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  if (x !== x) return x;
  const { k, r } = reduce(x);
  const sum = 1 + r;
  // What the rounding of the sum lost goes to the smaller term.
  const mantissa = sum + (r - (sum - 1) + bend(r));
  // In two factors, so that subnormal results round once.
  const half = round(k * 0.5);
  return mantissa * powerOfTwo(half) * powerOfTwo(k - half);
}
