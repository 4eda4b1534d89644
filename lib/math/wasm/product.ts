import { reserve, type Workspace } from "./instance";

/** Rows, columns and steps of k in one call: three blocks of 8 MiB at most lie in the memory, which can only grow. */
const BLOCK = 1024;

/** Steps of k for which assembly/product.ts packs the right operand at a time. */
const PACKED_DEPTH = 256;

/** Copies up to this length are faster element by element than through `set` and `subarray`. */
const SHORT = 64;

/** A row-major array with `cols` columns, meant as it is or transposed. */
export interface Operand {
  readonly data: Float64Array;
  readonly cols: number;
  readonly transposed: boolean;
}

/** Rows `row` to `row + rows` and columns `col` to `col + cols` of a matrix. */
interface Block {
  readonly row: number;
  readonly rows: number;
  readonly col: number;
  readonly cols: number;
}

/**
 * Computes `out = A·B` in WebAssembly, with the bits of three plain loops over i, k and j.
 *
 * @param out - `m × n`, overwritten; not one of the operands
 * @param a - `m × k`, or the transpose of an array that is `k × m`
 * @param b - `k × n`, or the transpose of an array that is `n × k`
 */
export function product(
  workspace: Workspace,
  out: Float64Array,
  a: Operand,
  b: Operand,
  m: number,
  k: number,
  n: number,
): void {
  // Sums of no terms, which no step of k would write.
  if (k === 0) out.fill(0);
  for (let col = 0; k > 0 && col < n; col += BLOCK) {
    for (let row = 0; row < m; row += BLOCK) {
      const block = { row, rows: Math.min(BLOCK, m - row), col, cols: Math.min(BLOCK, n - col) };
      productBlock(workspace, out, a, b, k, n, block);
    }
  }
}

/** Computes one block of the result; blocks of k are taken in order and continue the sums. */
function productBlock(
  workspace: Workspace,
  out: Float64Array,
  a: Operand,
  b: Operand,
  k: number,
  n: number,
  block: Block,
): void {
  const { row, rows, col, cols } = block;
  const steps = Math.min(BLOCK, k);
  const scratch = workspace.start;
  const left = scratch + Math.min(PACKED_DEPTH, steps) * (cols + 4);
  const right = left + rows * steps;
  const result = right + steps * cols;
  const numbers = reserve(workspace, result + rows * cols - scratch);
  for (let step = 0; step < k; step += BLOCK) {
    const depth = Math.min(BLOCK, k - step);
    load(numbers, left, a, { row, rows, col: step, cols: depth });
    load(numbers, right, b, { row: step, rows: depth, col, cols });
    const leftRow = a.transposed ? 1 : depth;
    const leftCol = a.transposed ? rows : 1;
    const rightRow = b.transposed ? 1 : cols;
    const rightCol = b.transposed ? depth : 1;
    // prettier-ignore
    workspace.kernels.multiply(
      rows, cols, depth, left * 8, leftRow, leftCol, right * 8, rightRow, rightCol, result * 8, scratch * 8, step === 0,
    );
  }
  store(out, n, block, numbers, result);
}

/** Copies a block of an operand to index `at`, row after row as the operand's array has them. */
function load(numbers: Float64Array, at: number, operand: Operand, block: Block): void {
  const { data, cols: length } = operand;
  const { row, rows, col, cols } = operand.transposed
    ? { row: block.col, rows: block.cols, col: block.row, cols: block.rows }
    : block;
  if (rows * cols <= SHORT && cols === length)
    for (let p = 0; p < rows * cols; p++) numbers[at + p] = data[row * length + p]!;
  else if (rows * cols === data.length) numbers.set(data, at);
  else
    for (let i = 0; i < rows; i++) {
      const from = (row + i) * length + col;
      numbers.set(data.subarray(from, from + cols), at + i * cols);
    }
}

/** Copies a block of the result from index `at` to where it belongs in `out`. */
function store(out: Float64Array, length: number, block: Block, numbers: Float64Array, at: number): void {
  const { row, rows, col, cols } = block;
  if (cols < length) {
    for (let i = 0; i < rows; i++) {
      const from = at + i * cols;
      out.set(numbers.subarray(from, from + cols), (row + i) * length + col);
    }
  } else if (rows * cols <= SHORT) {
    for (let p = 0; p < rows * cols; p++) out[row * length + p] = numbers[at + p]!;
  } else out.set(numbers.subarray(at, at + rows * cols), row * length);
}
