/**
 * The smallest and the largest of any number of values; NaN if one of them is, and [Infinity, -Infinity] of none.
 * Spread into `Math.min`, a few hundred thousand values overflow the stack.
 */
export function extent(values: Iterable<number>): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
