import { reserve, type Workspace } from "./instance";

/** Rows, columns and steps of k in one call: three blocks of 8 MiB at most lie in the memory, which can only grow. */
const BLOCK = 1024;

/** Steps of k for which assembly/product.ts packs the right operand at a time. */
const PACKED_DEPTH = 256;

/** Copies up to this length are faster element by element than through `set` and `subarray`. */
const SHORT = 64;

/**
 * An operand: entry (i, j) is `data[i · row + j · col]`. One of the strides is 1: `col` for a row-major matrix, `row` for the
 * transpose of one.
 */
export interface Operand {
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
    const [leftRow, leftCol] = a.col === 1 ? [depth, 1] : [1, rows];
    const [rightRow, rightCol] = b.col === 1 ? [cols, 1] : [1, depth];
    // prettier-ignore
    workspace.kernels.multiply(
      rows, cols, depth, left * 8, leftRow, leftCol, right * 8, rightRow, rightCol, result * 8, scratch * 8, step === 0,
    );
  }
  store(out, n, block, numbers, result);
}

/** Copies a block of an operand to index `at`, without gaps: a transposed one as it lies in memory, row after row of its array. */
function load(numbers: Float64Array, at: number, { data, row, col }: Operand, block: Block): void {
  const transposed = col !== 1;
  const length = transposed ? col : row;
  const first = transposed ? block.col : block.row;
  const lines = transposed ? block.cols : block.rows;
  const start = transposed ? block.row : block.col;
  const width = transposed ? block.rows : block.cols;
  if (lines * width === data.length) {
    copy(numbers, at, data, 0, data.length);
    return;
  }
  for (let i = 0; i < lines; i++) copy(numbers, at + i * width, data, (first + i) * length + start, width);
}

/** Copies a block of the result from index `at` to where it belongs in `out`. */
function store(out: Float64Array, length: number, block: Block, numbers: Float64Array, at: number): void {
  const { row, rows, col, cols } = block;
  if (cols === length) {
    copy(out, row * length, numbers, at, rows * cols);
    return;
  }
  for (let i = 0; i < rows; i++) copy(out, (row + i) * length + col, numbers, at + i * cols, cols);
}

function copy(to: Float64Array, at: number, from: Float64Array, start: number, count: number): void {
  if (count === from.length) to.set(from, at);
  else if (count > SHORT) to.set(from.subarray(start, start + count), at);
  else for (let i = 0; i < count; i++) to[at + i] = from[start + i]!;
}
