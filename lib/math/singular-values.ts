import type { Matrix } from "./matrix";

/** Two rows count as orthogonal when the cosine between them is below this. */
const TOLERANCE = 1e-15;

/** Sweeps over all pairs of rows: ten are plenty, since the convergence is quadratic. */
const MOST_SWEEPS = 40;

/**
 * The singular values of a matrix: by how much it stretches the directions that it keeps at right angles, the largest
 * first. Their mean square is the mean square of the entries times the longer side.
 *
 * @param M - a matrix of finite numbers
 * @returns min(rows, columns) numbers from 0 up, in descending order
 * @throws RangeError if an entry is not finite
 * @see Hestenes (1958), the one-sided Jacobi method
 * @example
 * singularValues(Matrix.from([[3, 0], [0, -4]])); // [4, 3]
 */
export function singularValues(M: Matrix): number[] {
  if (!M.data.every(Number.isFinite)) {
    throw new RangeError(`Cannot take the singular values of a ${M.shape} matrix: an entry is not finite`);
  }
  const rows = (M.rows <= M.cols ? M : M.transpose()).toArray().map((row) => Float64Array.from(row));
  for (let sweep = 0, turned = true; turned && sweep < MOST_SWEEPS; sweep++) {
    turned = false;
    for (let i = 1; i < rows.length; i++) {
      for (let j = 0; j < i; j++) turned = turn(rows[i]!, rows[j]!) || turned;
    }
  }
  return rows.map((row) => Math.sqrt(dot(row, row))).sort((a, b) => b - a);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** Turns two rows in their plane so that they are orthogonal; false if they are so already. */
function turn(a: Float64Array, b: Float64Array): boolean {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  if (Math.abs(ab) <= TOLERANCE * Math.sqrt(aa * bb)) return false;
  const zeta = (bb - aa) / (2 * ab);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]!, b[k]!];
    a[k] = c * x - s * y;
    b[k] = s * x + c * y;
  }
  return true;
}
