import { part, reserve, type Workspace } from "./instance";

/** Rows, columns and steps of k in one call: three blocks of 8 MiB at most lie in the memory, which can only grow. */
const BLOCK = 1024;

/** Steps of k for which assembly/product.ts packs the right operand at a time. */
const PACKED_DEPTH = 256;

/**
 * An operand: entry (i, j) is `data[i · row + j · col]`. One of the strides is 1: `col` for a row-major matrix, `row`
 * for the transpose of one.
 */
interface Operand {
  readonly data: Float64Array;
  readonly row: number;
  readonly col: number;
}

/** Rows `row` to `row + rows` and columns `col` to `col + cols`. */
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
 * @param a - `m × k`
 * @param b - `k × n`
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
  else if (m <= BLOCK && k <= BLOCK && n <= BLOCK) whole(workspace, out, a, b, m, k, n);
  else
    for (let col = 0; col < n; col += BLOCK) {
      for (let row = 0; row < m; row += BLOCK) {
        const block = { row, rows: Math.min(BLOCK, m - row), col, cols: Math.min(BLOCK, n - col) };
        productBlock(workspace, out, a, b, k, n, block);
      }
    }
}

/** Computes a product that is a single block: the operands are copied as they are. */
function whole(
  workspace: Workspace,
  out: Float64Array,
  a: Operand,
  b: Operand,
  m: number,
  k: number,
  n: number,
): void {
  const scratch = workspace.start;
  const left = scratch + Math.min(PACKED_DEPTH, k) * (n + 4);
  const right = left + m * k;
  const result = right + k * n;
  const numbers = reserve(workspace, result + m * n - scratch);
  numbers.set(a.data, left);
  numbers.set(b.data, right);
  // prettier-ignore
  workspace.loops.multiply(
    m, n, k, 8 * left, a.row, a.col, 8 * right, b.row, b.col, 8 * result, 8 * scratch, true,
  );
  out.set(part(workspace, result, m * n));
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
    const [leftRow, leftCol] = a.col === 1 ? [depth, 1] : [1, rows];
    const [rightRow, rightCol] = b.col === 1 ? [cols, 1] : [1, depth];
    // prettier-ignore
    workspace.loops.multiply(
      rows, cols, depth, left * 8, leftRow, leftCol, right * 8, rightRow, rightCol, result * 8, scratch * 8, step === 0,
    );
  }
  store(out, n, block, numbers, result);
}

/**
 * Copies a block of an operand to index `at`, without gaps: a transposed one as it lies in memory, row after row of
 * its array.
 */
function load(numbers: Float64Array, at: number, { data, row, col }: Operand, block: Block): void {
  const transposed = col !== 1;
  const length = transposed ? col : row;
  const first = transposed ? block.col : block.row;
  const lines = transposed ? block.cols : block.rows;
  const start = transposed ? block.row : block.col;
  const width = transposed ? block.rows : block.cols;
  for (let i = 0; i < lines; i++) {
    const from = (first + i) * length + start;
    numbers.set(data.subarray(from, from + width), at + i * width);
  }
}

/** Copies a block of the result from index `at` to where it belongs in `out`. */
function store(out: Float64Array, length: number, block: Block, numbers: Float64Array, at: number): void {
  const { row, rows, col, cols } = block;
  for (let i = 0; i < rows; i++) {
    const from = at + i * cols;
    out.set(numbers.subarray(from, from + cols), (row + i) * length + col);
  }
}
