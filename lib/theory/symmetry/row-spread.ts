import { extent } from "../../math/extent";
import type { Matrix } from "../../math/matrix";

/**
 * The largest difference between two rows of a matrix, over all columns: how far the units of a layer are apart.
 *
 * It is 0 exactly if all rows are equal entry by entry (`===`), and also if there are fewer than two rows.
 *
 * @param W - weights, one row per unit
 * @returns a number from 0 up; NaN if an entry is NaN
 * @example
 * rowSpread(Matrix.from([[1, 2], [1, 2]])); // 0
 * rowSpread(Matrix.from([[1, 2], [1, 5], [0, 4]])); // 3
 */
export function rowSpread(W: Matrix): number {
  let spread = 0;
  for (let j = 0; j < W.cols; j++) spread = Math.max(spread, range(W.column(j)));
  return spread;
}

function range(values: readonly number[]): number {
  const [smallest, largest] = extent(values);
  // Equal infinities differ by 0 too.
  return values.length < 2 || largest === smallest ? 0 : largest - smallest;
}
