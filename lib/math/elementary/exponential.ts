import { powerOfTwo } from "./words";

/** ln 2 in two parts: the upper one has 32 trailing zero bits, so that small multiples of it are exact. */
export const LN2_HIGH = 6.9314718036912381649e-1;
export const LN2_LOW = 1.90821492927058770002e-10;

/** e^x overflows above, and rounds to zero below these. */
const HIGHEST = 709.782712893384;
const LOWEST = -745.1332191019411;

/** ln 2 / 2 and 3 ln 2 / 2, as far as the upper word of a number tells. */
const HALF_LN2 = 0.3465738296508789;
const THREE_HALF_LN2 = 1.0397205352783203;

/** Below this size e^x is 1 + x to the last bit. */
const TINY = 3.725290298461914e-9;

/**
 * e^x, with an error below one unit in the last place: the fdlibm algorithm (x = k·ln 2 + r, then a rational function of
 * r), with the exact constant at 1.
 *
 * @see fdlibm 5.3, e_exp.c (Sun Microsystems, 1995)
 * @example
 * exp(1); // 2.718281828459045
 */
export function exp(x: number): number {
  if (!(x >= LOWEST)) return x < LOWEST ? 0 : NaN;
  if (x > HIGHEST) return Infinity;
  if (x === 1) return Math.E;
  const size = Math.abs(x);
  if (size < TINY) return 1 + x;
  const k = multiplesOfLn2(x, size);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = remainder(r);
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  return timesPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), k);
}

/** The integer k for which |x − k·ln 2| is at most about ln 2 / 2. */
function multiplesOfLn2(x: number, size: number): number {
  if (size < HALF_LN2) return 0;
  if (size < THREE_HALF_LN2) return x < 0 ? -1 : 1;
  return Math.trunc(Math.LOG2E * x + (x < 0 ? -0.5 : 0.5));
}

/** c in e^r = 1 + 2r / (2 − c) … : r less a polynomial in r², fitted to r·coth(r / 2). */
export function remainder(r: number): number {
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

/** y·2^k, rounded once where it is subnormal. */
export function timesPowerOfTwo(y: number, k: number): number {
  if (k === 1024) return y * 2 * powerOfTwo(1023);
  return k >= -1021 ? y * powerOfTwo(k) : y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
}
