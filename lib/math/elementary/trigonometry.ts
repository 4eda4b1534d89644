import { highWord, withHighWord } from "./words";

/** π/4, up to where the polynomials hold, as far as the upper word of a number tells. */
const QUARTER = 0.7853984832763672;

/** π/2 in parts of 33 bits, each with the rest behind it. */
const [PIO2_1, PIO2_1_REST] = [1.57079632673412561417, 6.07710050650619224932e-11];
const [PIO2_2, PIO2_2_REST] = [6.0771005063039659766e-11, 2.02226624879595063154e-21];
const [PIO2_3, PIO2_3_REST] = [2.0222662487111664558e-21, 8.47842766036889956997e-32];

/** Above 2¹⁹·π/2 the three parts no longer do. */
const MEDIUM = 823549.6640625;

/** x − n·π/2 in two parts, and n modulo 4. */
interface Reduced {
  readonly high: number;
  readonly low: number;
  readonly quadrant: number;
}

/**
 * The sine of an angle in radians, with an error below one unit in the last place; NaN of what is not finite.
 *
 * @see fdlibm 5.3, s_sin.c, k_sin.c, k_cos.c and e_rem_pio2.c (Sun Microsystems, 1995)
 * @example
 * sin(Math.PI / 6); // 0.49999999999999994
 */
export function sin(x: number): number {
  if (Math.abs(x) < QUARTER) return sinNearZero(x, 0);
  if (!Number.isFinite(x)) return NaN;
  const { high, low, quadrant } = reduce(x);
  const value = quadrant % 2 === 0 ? sinNearZero(high, low) : cosNearZero(high, low);
  return quadrant < 2 ? value : -value;
}

/**
 * The cosine of an angle in radians, with an error below one unit in the last place; NaN of what is not finite.
 *
 * @see fdlibm 5.3, s_cos.c (Sun Microsystems, 1995)
 * @example
 * cos(Math.PI / 3); // 0.5000000000000001
 */
export function cos(x: number): number {
  if (Math.abs(x) < QUARTER) return cosNearZero(x, 0);
  if (!Number.isFinite(x)) return NaN;
  const { high, low, quadrant } = reduce(x);
  const value = quadrant % 2 === 0 ? cosNearZero(high, low) : sinNearZero(high, low);
  return quadrant === 0 || quadrant === 3 ? value : -value;
}

/** sin(x + y) for |x| up to π/4 and a tiny y. */
function sinNearZero(x: number, y: number): number {
  if (Math.abs(x) < 7.450580596923828e-9) return x;
  const z = x * x;
  const v = z * x;
  const r =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  const first = -1.66666666666666324348e-1;
  return y === 0 ? x + v * (first + z * r) : x - (z * (0.5 * y - v * r) - y - v * first);
}

/** cos(x + y) for |x| up to π/4 and a tiny y. */
function cosNearZero(x: number, y: number): number {
  const size = Math.abs(x);
  if (size < 7.450580596923828e-9) return 1;
  const z = x * x;
  const r =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z *
                (-2.75573143513906633035e-7 +
                  z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)))));
  const high = highWord(size);
  if (high < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * y));
  // About x/4, cut short so that 1 − quarter is exact.
  const quarter = high > 0x3fe90000 ? 0.28125 : withHighWord(0, high - 0x200000);
  return 1 - quarter - (0.5 * z - quarter - (z * r - x * y));
}

/** Subtracts the nearest multiple of π/2, in as many parts as cancellation calls for. */
function reduce(x: number): Reduced {
  const size = Math.abs(x);
  if (size > MEDIUM) return reduceLarge(x);
  const n = Math.trunc(size * 6.36619772367581382433e-1 + 0.5);
  let rest = size - n * PIO2_1;
  let tail = n * PIO2_1_REST;
  let high = rest - tail;
  const isFar = n < 32 && highWord(size) !== highWord((n * Math.PI) / 2);
  const lost = (y: number): number => (highWord(size) >> 20) - ((highWord(y) >> 20) & 0x7ff);
  const subtract = (part: number, partRest: number): void => {
    const before = rest;
    rest = before - n * part;
    tail = n * partRest - (before - rest - n * part);
    high = rest - tail;
  };
  if (!isFar && lost(high) > 16) {
    subtract(PIO2_2, PIO2_2_REST);
    if (lost(high) > 49) subtract(PIO2_3, PIO2_3_REST);
  }
  return signed(x, high, rest - high - tail, n);
}

function signed(x: number, high: number, low: number, n: number): Reduced {
  return x < 0 ? { high: -high, low: -low, quadrant: -n & 3 } : { high, low, quadrant: n & 3 };
}

/** Bits behind the point with which huge angles are reduced: as many as the largest number has before it, and 270. */
const PLACES = 1300n;

/** π/2 as an integer of 2⁻¹³⁰⁰, by Machin's formula. */
let halfPi: bigint | undefined;

function machin(): bigint {
  const arctanOfInverse = (n: bigint): bigint => {
    let [sum, power] = [0n, (1n << (PLACES + 64n)) / n];
    for (let k = 1n; power !== 0n; k += 2n, power /= -n * n) sum += power / k;
    return sum;
  };
  return (8n * arctanOfInverse(5n) - 2n * arctanOfInverse(239n)) >> 64n;
}

/** A number of at least 2¹⁹ as an integer of 2⁻¹³⁰⁰: its last bit is worth 2⁻³³ or more. */
function toPlaces(size: number): bigint {
  return size < 2 ** 53 ? BigInt(size * 2 ** 33) << (PLACES - 33n) : BigInt(size) << PLACES;
}

/** The same for angles beyond MEDIUM, in integers. */
function reduceLarge(x: number): Reduced {
  halfPi ??= machin();
  const size = toPlaces(Math.abs(x));
  const n = (2n * size + halfPi) / (2n * halfPi);
  const kept = 200n;
  const rest = (size - n * halfPi) >> (PLACES - kept);
  const unit = 2 ** -200;
  const high = Number(rest) * unit;
  const low = Number(rest - BigInt(high / unit)) * unit;
  return signed(x, high, low, Number(n & 3n));
}
