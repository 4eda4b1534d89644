import { LN2_HIGH, LN2_LOW } from "../../../elementary/ln2";

/**
 * tanh, the logistic sigmoid and ReLU, two elements at a time, in place. exponential.ts and
 * activations.ts in ../../../elementary have the same arithmetic, operation by operation, for single numbers: both give
 * the same bits, so a change here is a change there.
 *
 * The first two need e^y: y = k·ln 2 + r with |r| ≤ ln 2 / 2, and e^y = 2^k · e^r where e^r − 1 is a polynomial of r.
 * They go over a block of at most 2048 numbers three times, for r, for the polynomial and for the rest: in one go, the
 * long chain of operations that wait for each other would take half as long again. Counts are rounded up to even.
 */

/**
 * The constants, each twice for two lanes: one load from memory is three times cheaper than V8's way of making a
 * vector constant.
 */
// prettier-ignore
const CONSTANTS: usize = memory.data<f64>([
  1.4426950408889634, 1.4426950408889634, LN2_HIGH, LN2_HIGH,
  LN2_LOW, LN2_LOW, 6755399441056767, 6755399441056767,
  0.5, 0.5, 1, 1, 2, 2, 3.725290298461914e-9, 3.725290298461914e-9, 354, 354, -746, -746,
  0.5000000000000001, 0.5000000000000001, 0.16666666666666669, 0.16666666666666669,
  0.04166666666662413, 0.04166666666662413, 0.008333333333330062, 0.008333333333330062,
  0.0013888888917213717, 0.0013888888917213717, 0.00019841269863053618, 0.00019841269863053618,
  2.4801521295954376e-5, 2.4801521295954376e-5, 2.7557268459997064e-6, 2.7557268459997064e-6,
  2.7620088445409746e-7, 2.7620088445409746e-7, 2.510038549551032e-8, 2.510038549551032e-8,
], 16);

const LOG2_E: usize = 0;
/** ln 2 in two parts. */
const LN2_HEAD: usize = 1;
const LN2_TAIL: usize = 2;
/**
 * 1.5 · 2^52 + 1023: adding it rounds to an integer k, and leaves k + 1023, the exponent field of 2^k, in the lowest
 * bits.
 */
const ROUND: usize = 3;
const HALF: usize = 4;
const ONE: usize = 5;
const TWO: usize = 6;
/** 2^−28: below it, tanh x is x to the last bit. */
const TINY: usize = 7;
/** Above it, tanh x is 1 and its slope, below 2e−307, counts as zero; e^(2x) would soon overflow. */
const SATURATED: usize = 8;
/** e^y is zero below it. */
const LOWEST: usize = 9;
/**
 * P of e^r − 1 = r + r²·P(r), from here on; fitted at the Chebyshev points of ±ln 2 / 2, relative error of 1 + q
 * 1.6e−17.
 */
const P: usize = 10;

function constant(index: usize): v128 {
  return v128.load(CONSTANTS + (index << 4));
}

/** Coefficients i and i + 1 of P: their part of the sum, without the power of r before it. */
function line(i: usize, r: v128): v128 {
  return plusProduct(constant(P + i), constant(P + i + 1), r);
}

/** a + b·c */
function plusProduct(a: v128, b: v128, c: v128): v128 {
  return f64x2.add(a, f64x2.mul(b, c));
}

/**
 * 2^k for integers −1022 ≤ k ≤ 1023 to which ROUND has been added: their lowest bits, moved to where a float keeps
 * its exponent.
 */
function powerOfTwo(rounded: v128): v128 {
  return i64x2.shl(rounded, 52);
}

/** Room for a block in work: r and then what is made of it, and 2^k in one factor or in two. */
const NUMBERS: usize = memory.data(2048 * 8, 16);
const POWERS: usize = memory.data(2048 * 8, 16);
const MORE_POWERS: usize = memory.data(2048 * 8, 16);

/** k for y, with ROUND added to it; r = y − k·ln 2 is left in NUMBERS. */
function reduce(y: v128, place: usize): v128 {
  const round = constant(ROUND);
  const rounded = plusProduct(round, y, constant(LOG2_E));
  const k = f64x2.sub(rounded, round);
  const r = f64x2.sub(f64x2.sub(y, f64x2.mul(k, constant(LN2_HEAD))), f64x2.mul(k, constant(LN2_TAIL)));
  v128.store(NUMBERS + place, r);
  return rounded;
}

/** e^r − 1 − r */
function bend(r: v128): v128 {
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const low = plusProduct(line(0, r), line(2, r), r2);
  const middle = plusProduct(line(4, r), line(6, r), r2);
  return f64x2.mul(r2, plusProduct(low, r4, plusProduct(middle, r4, line(8, r))));
}

/** Puts e^r − 1 in place of each r. */
function expMinusOne(bytes: usize): void {
  for (let place: usize = 0; place < bytes; place += 16) {
    const r = v128.load(NUMBERS + place);
    v128.store(NUMBERS + place, f64x2.add(r, bend(r)));
  }
}

/** Puts e^r in place of each r; what the rounding of 1 + r lost goes to the smaller term. */
function exp(bytes: usize): void {
  const one = constant(ONE);
  for (let place: usize = 0; place < bytes; place += 16) {
    const r = v128.load(NUMBERS + place);
    const sum = f64x2.add(one, r);
    const lost = f64x2.sub(r, f64x2.sub(sum, one));
    v128.store(NUMBERS + place, f64x2.add(sum, f64x2.add(lost, bend(r))));
  }
}

/** Takes y, from −746 to 0 or NaN, apart: r, and 2^k in two factors, so that subnormal results round once. */
function prepare(y: v128, place: usize): void {
  const round = constant(ROUND);
  const rounded = reduce(y, place);
  const k = f64x2.sub(rounded, round);
  const half = plusProduct(round, k, constant(HALF));
  const rest = f64x2.add(f64x2.sub(k, f64x2.sub(half, round)), round);
  v128.store(POWERS + place, powerOfTwo(half));
  v128.store(MORE_POWERS + place, powerOfTwo(rest));
}

/** e^y, after `prepare` and `exp`. */
function prepared(place: usize): v128 {
  const factors = f64x2.mul(v128.load(NUMBERS + place), v128.load(POWERS + place));
  return f64x2.mul(factors, v128.load(MORE_POWERS + place));
}

/**
 * 1 / (1 + e^−x), in place; for x < 0 as e^x / (1 + e^x), which neither overflows nor cancels. Its derivatives
 * e^−|x| / (1 + e^−|x|)² go to `slopes`, unless that is 0. pmax keeps its first operand when it is NaN.
 */
export function sigmoid(at: usize, count: usize, slopes: usize): void {
  const bytes = count << 3;
  for (let place: usize = 0; place < bytes; place += 16) {
    prepare(f64x2.pmax(f64x2.neg(f64x2.abs(v128.load(at + place))), constant(LOWEST)), place);
  }
  exp(bytes);
  const one = constant(ONE);
  for (let place: usize = 0; place < bytes; place += 16) {
    const x = v128.load(at + place);
    const e = prepared(place);
    const sum = f64x2.add(one, e);
    if (slopes) v128.store(slopes + place, f64x2.div(e, f64x2.mul(sum, sum)));
    v128.store(at + place, f64x2.div(v128.bitselect(e, one, f64x2.lt(x, f64x2.splat(0))), sum));
  }
}

/**
 * tanh x, in place: t / (t + 2) with t = e^(2|x|) − 1, which cancels nowhere. Where the result is x itself, t is
 * computed of TINY instead, since the squares of tiny numbers are subnormal and slow. The derivatives d·(2 − d) with
 * d = 1 − |tanh x| = 2 / (t + 2) go to `slopes`, unless that is 0.
 */
export function tanh(at: usize, count: usize, slopes: usize): void {
  const bytes = count << 3;
  const tiny = constant(TINY);
  const saturated = constant(SATURATED);
  for (let place: usize = 0; place < bytes; place += 16) {
    const within = f64x2.pmax(f64x2.pmin(f64x2.abs(v128.load(at + place)), saturated), tiny);
    v128.store(POWERS + place, powerOfTwo(reduce(f64x2.add(within, within), place)));
  }
  expMinusOne(bytes);
  const one = constant(ONE);
  const two = constant(TWO);
  for (let place: usize = 0; place < bytes; place += 16) {
    const x = v128.load(at + place);
    const size = f64x2.abs(x);
    const power = v128.load(POWERS + place);
    const t = f64x2.add(f64x2.mul(power, v128.load(NUMBERS + place)), f64x2.sub(power, one));
    const sum = f64x2.add(t, two);
    if (slopes) {
      const d = f64x2.div(two, sum);
      v128.store(slopes + place, v128.andnot(f64x2.mul(d, f64x2.sub(two, d)), f64x2.gt(size, saturated)));
    }
    const value = v128.bitselect(size, f64x2.div(t, sum), f64x2.lt(size, tiny));
    // x and |x| differ in the sign.
    v128.store(at + place, v128.or(value, v128.xor(x, size)));
  }
}

/** max(0, x), in place; its derivatives, 0 at 0 and NaN at NaN, go to `slopes`, unless that is 0. */
export function relu(at: usize, count: usize, slopes: usize): void {
  const zero = f64x2.splat(0);
  for (const end = at + (count << 3); at < end; at += 16) {
    const x = v128.load(at);
    if (slopes) {
      // The mask of lanes that differ from themselves is all ones, which is a NaN.
      v128.store(slopes, v128.or(v128.and(f64x2.gt(x, zero), constant(ONE)), f64x2.ne(x, x)));
      slopes += 16;
    }
    v128.store(at, f64x2.max(zero, x));
  }
}
