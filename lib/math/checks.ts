/**
 * Throws unless `value` is an integer that is at least `least` and safe, that is, at most 2⁵³ − 1 in size, so that the
 * next integer is another number; `action` and `noun` name what was tried.
 */
export function checkInteger(action: string, noun: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  const isTooLarge = Number.isInteger(value) && value >= least;
  const reach =
    isTooLarge || least === Number.MIN_SAFE_INTEGER ? "of at most 2⁵³ − 1 in size" : `from ${least} up`;
  throw new RangeError(`Cannot ${action}: ${noun} must be an integer ${reach}, not ${value}`);
}

/** Throws unless `value` is a finite number that is at least `least`; `action` and `noun` name what was tried. */
export function checkFinite(
  action: string,
  noun: string,
  value: number,
  least: number = Number.NEGATIVE_INFINITY,
): void {
  if (Number.isFinite(value) && value >= least) return;
  const rule = least === -Infinity ? "a finite number" : `a finite number from ${least} up`;
  throw new RangeError(`Cannot ${action}: ${noun} must be ${rule}, not ${value}`);
}

/** Index of the first NaN or infinite entry, or -1 if every entry is finite. */
export function findNonFinite(data: Float64Array): number {
  // x − x is 0 for a finite x and NaN otherwise, so sums tell without a branch an entry; two go faster than one.
  let [even, odd, i] = [0, 0, 0];
  for (; i + 1 < data.length; i += 2) {
    even += data[i]! - data[i]!;
    odd += data[i + 1]! - data[i + 1]!;
  }
  if (i < data.length) even += data[i]! - data[i]!;
  return even + odd === 0 ? -1 : data.findIndex((entry) => !Number.isFinite(entry));
}
