/**
 * Rounds to significant digits: a figure needs no more, and a saved notebook gets smaller.
 *
 * @example
 * rounded(0.123456); // 0.1235
 */
export function rounded(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}

/** Whether a number reads better without a power of ten. */
export function isOrdinary(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || !Number.isFinite(value) || (size >= 1e-3 && size < 1e5);
}

/**
 * A number as a reader wants to see it: integers below a million in full, others with three significant digits.
 *
 * @example
 * [0, 1000, 0.5, -1.2749, 12345.6, 1.234e-7].map((x) => formatNumber(x)); // ["0", "1000", "0.5", "-1.27", "12300", "1.23e-7"]
 */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value + 0);
  const short = rounded(value, digits);
  return isOrdinary(short) ? String(short) : scientific(short, digits).replace(/\.?0*e/, "e");
}

/**
 * A text for readers whose negative numbers have a true minus, as those at the axes of a figure have; hyphens in words,
 * ranges and dates stay.
 *
 * @example
 * withMinus("GPT-2 at z = -1.5 and 2e-5"); // "GPT-2 at z = −1.5 and 2e−5"
 */
export function withMinus(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}.)\]_-])-(?=\.?\d)|(?<=\de)-(?=\d)/gu, "−");
}

/** A number as one digit, a point, more digits and a power of ten. */
export function scientific(value: number, digits: number): string {
  return value.toExponential(digits - 1).replace("e+", "e");
}
