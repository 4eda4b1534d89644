/**
 * The three matrix products of a network's forward and backward passes, on row-major arrays.
 *
 * Every entry of `out` is one sum that starts at 0 and takes its terms one by one in the order of the inner index.
 * Two equal rows of a left operand therefore give two rows of `out` that are equal bit for bit, which the lessons
 * rely on: reordered or split sums round differently from row to row. WebAssembly and the plain loops keep to this
 * order alike, so that it makes no difference which of them computes.
 */
import { wasm } from "./wasm/instance";
import { product } from "./wasm/product";

/** Products of fewer terms are done before WebAssembly has its copies of the operands. */
const FEW_TERMS = 200;

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
  compute(out, a, k, 1, b, n, 1, m, k, n);
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
  compute(out, a, 1, m, b, n, 1, m, k, n);
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
  compute(out, a, k, 1, b, 1, k, m, k, n);
}

/**
 * The product of operands whose entry (i, j) lies at `i · row + j · col`; a transpose has these two the other way
 * round.
 */
function compute(
  out: Float64Array,
  a: Float64Array,
  aRow: number,
  aCol: number,
  b: Float64Array,
  bRow: number,
  bCol: number,
  m: number,
  k: number,
  n: number,
): void {
  const workspace = m * k * n < FEW_TERMS ? null : wasm();
  if (workspace) {
    product(workspace, out, { data: a, row: aRow, col: aCol }, { data: b, row: bRow, col: bCol }, m, k, n);
    return;
  }
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[i * aRow + p * aCol]! * b[p * bRow + j * bCol]!;
      out[i * n + j] = sum;
    }
  }
}
