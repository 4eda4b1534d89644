/**
 * The three matrix products of a network's forward and backward passes, on row-major arrays.
 *
 * Every entry of `out` is one sum that starts at 0 and takes its terms one by one in the order of the inner index.
 * Two equal rows of a left operand therefore give two rows of `out` that are equal bit for bit, which the lessons
 * rely on: reordered or split sums round differently from row to row.
 */

/**
 * Computes `out = A·B`.
 *
 * @param out - `m × n`, overwritten; not one of the operands
 * @param a - `m × k`
 * @param b - `k × n`
 */
export function multiply(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  out.fill(0);
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const factor = a[i * k + p]!;
      for (let j = 0; j < n; j++) out[i * n + j]! += factor * b[p * n + j]!;
    }
  }
}

/**
 * Computes `out = Aᵀ·B`, with the same bits as `multiply` on the transposed array.
 *
 * @param out - `m × n`, overwritten; not one of the operands
 * @param a - `k × m`
 * @param b - `k × n`
 */
export function transposeMultiply(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  out.fill(0);
  for (let p = 0; p < k; p++) {
    for (let i = 0; i < m; i++) {
      const factor = a[p * m + i]!;
      for (let j = 0; j < n; j++) out[i * n + j]! += factor * b[p * n + j]!;
    }
  }
}

/**
 * Computes `out = A·Bᵀ`, with the same bits as `multiply` on the transposed array.
 *
 * @param out - `m × n`, overwritten; not one of the operands
 * @param a - `m × k`
 * @param b - `n × k`
 */
export function multiplyTranspose(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[i * k + p]! * b[j * k + p]!;
      out[i * n + j] = sum;
    }
  }
}
