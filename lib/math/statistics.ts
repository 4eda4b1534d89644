import { sum, sumOfSquares } from "./engine/sums";

/** A list of numbers, such as a row of a matrix or its `data`. */
type Values = readonly number[] | Float64Array;

function checkNotEmpty(values: Values, statistic: string): void {
  if (values.length === 0)
    throw new RangeError(`Cannot take the ${statistic} of no values: give at least one`);
}

/**
 * Mean of the values.
 *
 * @param values - at least one number
 * @throws RangeError if there are no values
 * @example
 * mean([1, 2, 6]); // 3
 */
export function mean(values: Values): number {
  checkNotEmpty(values, "mean");
  return sum(values) / values.length;
}

/**
 * Variance of the values: the mean of the squared distances from their mean (divided by n, not by n − 1).
 *
 * @param values - at least one number
 * @throws RangeError if there are no values
 * @example
 * variance([1, 3]); // 1
 */
export function variance(values: Values): number {
  checkNotEmpty(values, "variance");
  return sumOfSquares(values, mean(values)) / values.length;
}

/**
 * Standard deviation of the values: the square root of `variance`.
 *
 * @param values - at least one number
 * @throws RangeError if there are no values
 * @example
 * standardDeviation([1, 5]); // 2
 */
export function standardDeviation(values: Values): number {
  checkNotEmpty(values, "standard deviation");
  return Math.sqrt(variance(values));
}

/**
 * Root mean square of the values: their size, whatever their mean. Neither tiny nor huge values are lost in the squares.
 *
 * @param values - at least one number
 * @throws RangeError if there are no values
 * @example
 * rootMeanSquare([1, -7]); // 5
 * rootMeanSquare([3e-200, 3e-200]); // 3e-200
 */
export function rootMeanSquare(values: Values): number {
  checkNotEmpty(values, "root mean square");
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let total = 0;
  for (let i = 0; i < values.length; i++) total += (values[i]! / largest) * (values[i]! / largest);
  return largest * Math.sqrt(total / values.length);
}

/**
 * Value below which a share `q` of the values lies, by linear interpolation between the two nearest of them.
 *
 * @param values - at least one number, none of them NaN; left as they are
 * @param q - share from 0 (the smallest value) to 1 (the largest); 0.5 is the median
 * @throws RangeError if there are no values, one of them is NaN, or `q` is outside 0 to 1
 * @see Hyndman and Fan (1996), definition 7, the default of NumPy
 * @example
 * quantile([4, 1, 3], 0.5); // 3
 * quantile([0, 10], 0.9); // 9
 */
export function quantile(values: Values, q: number): number {
  checkNotEmpty(values, "quantile");
  if (!(q >= 0 && q <= 1))
    throw new RangeError(`Cannot take the quantile at ${q}: the share goes from 0 to 1`);
  const sorted = Float64Array.from(values).sort();
  // Sorting puts NaN last.
  if (Number.isNaN(sorted.at(-1))) throw new RangeError("Cannot take the quantile: one of the values is NaN");
  const place = q * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below === above ? below : below + (place - Math.floor(place)) * (above - below);
}
