import { LN2_HIGH, LN2_LOW } from "./ln2";
import { highWord, powerOfTwo, withHighWord } from "./words";

const TWO_54 = 18014398509481984;

/** The polynomial of both logarithms: log(1 + f) = f − f²/2 + s·(f²/2 + R) with s = f / (2 + f) and R of s². */
const [L1, L2, L3, L4, L5, L6, L7] = [
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
] as const;

/**
 * The natural logarithm, with an error below one unit in the last place; −∞ of 0 and NaN of negative numbers.
 *
 * @see fdlibm 5.3, e_log.c (Sun Microsystems, 1995)
 * @example
 * log(2); // 0.6931471805599453
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  // x = 2^k·(1 + f) with 1 + f between √½ and √2; subnormal numbers are made normal first.
  const isSubnormal = x < 2.2250738585072014e-308;
  const normal = isSubnormal ? x * TWO_54 : x;
  const high = highWord(normal);
  const fraction = high & 0xfffff;
  const carry = (fraction + 0x95f64) & 0x100000;
  const k = (high >> 20) - 1023 + (carry >> 20) - (isSubnormal ? 54 : 0);
  const f = normal * powerOfTwo((carry === 0 ? 1023 : 1022) - (high >> 20)) - 1;
  // |f| < 2⁻²⁰
  if ((0xfffff & (2 + fraction)) < 3) return logNearOne(f, k);
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const R = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6));
  const inTheMiddle = ((fraction - 0x6147a) | (0x6b851 - fraction)) > 0;
  if (!inTheMiddle) return k === 0 ? f - s * (f - R) : k * LN2_HIGH - (s * (f - R) - k * LN2_LOW - f);
  const half = 0.5 * f * f;
  return k === 0 ? f - (half - s * (half + R)) : k * LN2_HIGH - (half - (s * (half + R) + k * LN2_LOW) - f);
}

function logNearOne(f: number, k: number): number {
  if (f === 0) return k * LN2_HIGH + k * LN2_LOW;
  const R = f * f * (0.5 - 0.3333333333333333 * f);
  return k === 0 ? f - R : k * LN2_HIGH - (R - k * LN2_LOW - f);
}

/** Bounds of log1p's short way, −0.2929 and 0.41422, and the sizes below which x − x²/2 and x do. */
const LOW = -0.2928937673568726;
const HIGH = 0.41421365737915039;
const SMALL = 1.862645149230957e-9;
const TINY = 5.551115123125783e-17;

/**
 * log(1 + x), exact to the last place or so where 1 + x would lose the digits of a small x.
 *
 * @see fdlibm 5.3, s_log1p.c (Sun Microsystems, 1995)
 * @example
 * log1p(1e-20); // 1e-20
 */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  const size = Math.abs(x);
  if (size < TINY || x === Infinity) return x;
  if (size < SMALL) return x - x * x * 0.5;
  if (x > LOW && x < HIGH) return log1pOf(x, 0, 0, false);
  // 1 + x = u·2^k, and c corrects for the rounding of the sum.
  const sum = size < 9007199254740992 ? 1 + x : x;
  const high = highWord(sum);
  const k = (high >> 20) - 1023;
  const c = size < 9007199254740992 ? (k > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum : 0;
  const fraction = high & 0xfffff;
  const isLow = fraction < 0x6a09e;
  const f = sum * powerOfTwo(isLow ? -k : -k - 1) - 1;
  const isNearOne = (isLow ? fraction : (0x100000 - fraction) >> 2) === 0;
  return log1pOf(f, isLow ? k : k + 1, c, isNearOne);
}

function log1pOf(f: number, k: number, c: number, isNearOne: boolean): number {
  const half = 0.5 * f * f;
  if (isNearOne) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + (c + k * LN2_LOW);
    const R = half * (1 - 0.6666666666666666 * f);
    return k === 0 ? f - R : k * LN2_HIGH - (R - (k * LN2_LOW + c) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const R = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
  if (k === 0) return f - (half - s * (half + R));
  return k * LN2_HIGH - (half - (s * (half + R) + (k * LN2_LOW + c)) - f);
}

/**
 * The logarithm to base 10.
 *
 * @see fdlibm 5.3, e_log10.c (Sun Microsystems, 1995)
 * @example
 * log10(1000); // 3
 */
export function log10(x: number): number {
  if (!(x > 0) || x === Infinity || x === 1) return x === 1 ? 0 : log(x);
  const isSubnormal = x < 2.2250738585072014e-308;
  const normal = isSubnormal ? x * TWO_54 : x;
  const high = highWord(normal);
  const exponent = (high >> 20) - 1023 - (isSubnormal ? 54 : 0);
  const isNegative = exponent < 0 ? 1 : 0;
  const k = exponent + isNegative;
  const y = withHighWord(normal, (high & 0xfffff) | ((0x3ff - isNegative) << 20));
  const low = k * 3.69423907715893078616e-13 + 4.34294481903251816668e-1 * log(y);
  return low + k * 3.01029995663611771306e-1;
}
