import { pow } from "./elementary";

/** The largest number of half precision, and the smallest that is not subnormal. */
const LARGEST = 65504;
const SMALLEST_NORMAL = pow(2, -14);

/**
 * Rounds a number to half precision (IEEE 754 binary16), as it is stored in networks that are trained with 16 bits:
 * eleven digits in base 2, nothing above 65504, nothing but 0 below 3e-8.
 *
 * @param x - any number
 * @returns the nearest number of half precision, the even one of two that are equally near; ±Infinity beyond its range
 * @see IEEE 754-2019, binary16
 * @example
 * toFloat16(1 / 3); // 0.333251953125
 * toFloat16(70000); // Infinity
 * toFloat16(1e-8); // 0
 */
export function toFloat16(x: number): number {
  const size = Math.abs(x);
  if (!(size > 0 && size < Infinity)) return x;
  // The distance of neighbours: 2⁻¹⁰ of the power of two below, and 2⁻²⁴ for subnormal numbers.
  let unit = pow(2, -24);
  if (size >= SMALLEST_NORMAL) for (let power = SMALLEST_NORMAL; power * 2 <= size; power *= 2) unit *= 2;
  const whole = size / unit;
  const below = Math.floor(whole);
  const up = whole - below > 0.5 || (whole - below === 0.5 && below % 2 === 1);
  const nearest = (up ? below + 1 : below) * unit;
  return Math.sign(x) * (nearest > LARGEST ? Infinity : nearest);
}
