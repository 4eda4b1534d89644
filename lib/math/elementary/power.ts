import { highWord, powerOfTwo, withHighWord, withoutLowWord } from "./words";

/** 2 / (3 ln 2), which turns the series for the logarithm into one to base 2, and its two parts. */
const [CP, CP_HIGH, CP_LOW] = [
  9.61796693925975554329e-1, 9.61796700954437255859e-1, -7.02846165095275826516e-9,
];

/** ln 2 in two parts of which the upper is shorter than that of `exp`: its products with 32 bits are exact. */
const [LN2_SHORT, LN2_REST] = [6.93147182464599609375e-1, -1.90465429995776804525e-9];

/** log₂ 1.5 in two parts. */
const [LOG_HIGH, LOG_LOW] = [5.84962487220764160156e-1, 1.35003920212974897128e-8];

/** A number in two parts: the first has few digits, so that products with it are exact. */
type Parts = readonly [high: number, low: number];

/**
 * `base` to the power `exponent`, with an error below one unit in the last place.
 *
 * @param base - a finite number from 0 up
 * @param exponent - a finite number; from 0 up where the base is 0
 * @throws RangeError if the base or the exponent is not such a number
 * @see fdlibm 5.3, e_pow.c (Sun Microsystems, 1995)
 * @example
 * pow(10, -3); // 0.001
 */
export function pow(base: number, exponent: number): number {
  checkPower(base, exponent);
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 1 || base === 0) return base;
  if (exponent === 2) return base * base;
  if (exponent === 0.5) return Math.sqrt(base);
  if (exponent === -1) return 1 / base;
  if (Math.abs(exponent) > 4294967296) return powerOfHuge(base, exponent);
  const [high, low] = log2(base);
  return exp2(product(exponent, high, low));
}

function checkPower(base: number, exponent: number): void {
  const hasPower = base > 0 || (base === 0 && exponent >= 0);
  if (hasPower && base < Infinity && Number.isFinite(exponent)) return;
  throw new RangeError(
    `Cannot take ${base} to the power ${exponent}: both must be finite, and the base positive (or 0, to a power from 0 up)`,
  );
}

/** exponent·log₂ base in two parts. */
function product(exponent: number, high: number, low: number): Parts {
  const cut = withoutLowWord(exponent);
  return [cut * high, (exponent - cut) * high + exponent * low];
}

/** Exponents beyond 2³²: only bases next to 1 neither overflow nor vanish, and log(1 + t) = t − t²/2 + t³/3 − t⁴/4. */
function powerOfHuge(base: number, exponent: number): number {
  const high = highWord(base);
  if (high < 0x3fefffff) return exponent < 0 ? Infinity : 0;
  if (high > 0x3ff00000) return exponent > 0 ? Infinity : 0;
  const t = base - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
  const u = 1.44269502162933349609 * t;
  const v = t * 1.92596299112661746887e-8 - w * 1.442695040888963387;
  const cut = withoutLowWord(u + v);
  return exp2(product(exponent, cut, v - (cut - u)));
}

/** log₂ x in two parts, for x = 2^n·m with m next to 1 or 1.5 after the square roots that part them. */
function log2(x: number): Parts {
  const isSubnormal = x < 2.2250738585072014e-308;
  const normal = isSubnormal ? x * 9007199254740992 : x;
  const exponentOf = (highWord(normal) >> 20) - 1023 - (isSubnormal ? 53 : 0);
  const fraction = highWord(normal) & 0xfffff;
  const isNearThreeHalves = fraction > 0x3988e && fraction < 0xbb67a;
  const carry = fraction >= 0xbb67a ? 1 : 0;
  const n = exponentOf + carry;
  const m = withHighWord(normal, (fraction | 0x3ff00000) - (carry << 20));
  const center = isNearThreeHalves ? 1.5 : 1;

  // s = (m − center) / (m + center) in two parts
  const u = m - center;
  const v = 1 / (m + center);
  const s = u * v;
  const sHigh = withoutLowWord(s);
  const half = ((highWord(m) >> 1) | 0x20000000) + 0x80000 + (isNearThreeHalves ? 0x40000 : 0);
  const sumHigh = withHighWord(0, half);
  const sumLow = m - (sumHigh - center);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);

  // The logarithm of m / center: 3 + s² + …, times s
  const s2 = s * s;
  const r = s2 * s2 * series(s2) + sLow * (sHigh + s);
  const h2 = sHigh * sHigh;
  const tHigh = withoutLowWord(3 + h2 + r);
  const tLow = r - (tHigh - 3 - h2);
  const head = sHigh * tHigh;
  const rest = sLow * tHigh + tLow * s;
  const pHigh = withoutLowWord(head + rest);
  const pLow = rest - (pHigh - head);
  const zHigh = CP_HIGH * pHigh;
  const zLow = CP_LOW * pHigh + pLow * CP + (isNearThreeHalves ? LOG_LOW : 0);
  const offset = isNearThreeHalves ? LOG_HIGH : 0;
  const high = withoutLowWord(zHigh + zLow + offset + n);
  return [high, zLow - (high - n - offset - zHigh)];
}

function series(s2: number): number {
  return (
    5.99999999999994648725e-1 +
    s2 *
      (4.28571428578550184252e-1 +
        s2 *
          (3.33333329818377432918e-1 +
            s2 *
              (2.72728123808534006489e-1 +
                s2 * (2.30660745775561754067e-1 + s2 * 2.06975017800338417784e-1))))
  );
}

/** 2^(high + low). */
function exp2([high, low]: Parts): number {
  const z = high + low;
  // A little more than what is lost where the sum rounds to 1024 exactly.
  if (z > 1024 || (z === 1024 && low + 8.008566259537294e-17 > z - high)) return Infinity;
  if (z < -1075 || (z === -1075 && low <= z - high)) return 0;
  const n = Math.abs(z) > 0.5 ? Math.sign(z) * Math.trunc(Math.abs(z) + 0.5) : 0;
  const whole = high - n;
  const t = withoutLowWord(low + whole);
  const u = t * LN2_SHORT;
  const v = (low - (t - whole)) * 6.93147180559945286227e-1 + t * LN2_REST;
  const w = u + v;
  const x = v - (w - u);
  const c = remainder(w);
  // In fdlibm the division ends before the second minus; V8 and its published numbers have it this way.
  const r = (w * c) / (c - 2 - (x + w * x));
  return scaled(1 - (r - w), n);
}

/** c in e^r = 1 + 2r / (2 − c) … : r less a polynomial in r², fitted to r·coth(r / 2). */
function remainder(r: number): number {
  const t = r * r;
  return (
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))))
  );
}

/** y·2^n for y about 1, by its exponent where the result is normal. */
function scaled(y: number, n: number): number {
  const high = highWord(y) + (n << 20);
  if (high >> 20 > 0) return withHighWord(y, high);
  // Subnormal: one rounding, by a product.
  return y * powerOfTwo(n + 1000 - 54) * powerOfTwo(-1000 + 54);
}
