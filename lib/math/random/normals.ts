import { Matrix } from "../matrix";
import { normal } from "./normal";
import type { Random } from "./seeded";

/**
 * Draws a matrix of standard normal numbers, row by row: inputs without any structure.
 *
 * @param rows - features (non-negative integer)
 * @param cols - examples (non-negative integer)
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns a `rows × cols` matrix with entries ~ N(0, 1)
 * @throws RangeError if a size is not a non-negative integer
 * @example
 * normals(2, 3, seeded(1)).shape; // "2×3"
 */
export function normals(rows: number, cols: number, random: Random): Matrix {
  return Matrix.generate(rows, cols, () => normal(random));
}
