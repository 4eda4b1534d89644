/** Sums over all numbers of an array, from the left. */

/** The sum of the values. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** The sum of the squared distances from `center`. */
export function sumOfSquares(values: ArrayLike<number>, center: number): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += (values[i]! - center) * (values[i]! - center);
  return total;
}
