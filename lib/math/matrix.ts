import { display } from "./display";
import * as elementwise from "./engine/elementwise";
import * as product from "./engine/product";
import { sum } from "./engine/sums";
import { matrixHtml, matrixText } from "./matrix-table";

/** The name under which Node looks for how a value is to be shown. */
const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/** A matrix written out: its rows, each an array or a typed array of numbers, all of the same length. */
export type Rows = readonly ArrayLike<number>[];

/** What is taken where a matrix is meant. */
export type MatrixLike = Matrix | Rows;

/**
 * A matrix of numbers with its arithmetic. Every method returns a new matrix and leaves its operands as they are.
 *
 * By the convention of the lessons, a weight matrix has one row per unit and a data matrix has one column per example.
 * Matrices without rows or without columns are allowed. Rows and columns are counted from 0.
 *
 * @example
 * const W = Matrix.from([[1, 2], [3, 4]]);
 * const x = Matrix.columnVector([1, 10]);
 * W.multiply(x).toArray(); // [[21], [43]]
 */
export class Matrix {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  /** The entries row by row: entry (i, j) is `data[i * cols + j]`. Treat it as read-only. */
  readonly data: Float64Array;

  /**
   * Wraps an array of entries without copying it; `Matrix.from` is the readable way to write a matrix down.
   *
   * @param rows - non-negative integer
   * @param cols - non-negative integer
   * @param data - `rows × cols` entries, row by row
   * @throws RangeError if a size is not a non-negative integer or the number of entries does not fit
   * @example
   * new Matrix(1, 2, Float64Array.of(5, 6)).toArray(); // [[5, 6]]
   * new Matrix(2, 2, new Float64Array(3)); // throws RangeError: Cannot create a 2×2 matrix of 3 entries: it needs 4
   */
  constructor(rows: number, cols: number, data: Float64Array) {
    checkSizes(rows, cols);
    if (data.length !== rows * cols) {
      throw new RangeError(
        `Cannot create a ${rows}×${cols} matrix of ${data.length} entries: it needs ${rows * cols}`,
      );
    }
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  static {
    // Cells are not checked strictly enough to refuse `W[0][0]`, so that the first place that a reader tries says it.
    for (let i = 0; i < 10; i++) {
      const refuse = (): never => {
        throw new TypeError(
          `Cannot index a matrix by [${i}]: write get(${i}, j) for an entry, row(${i}) for a row, or with(${i}, j, value)`,
        );
      };
      Object.defineProperty(this.prototype, i, { get: refuse, set: refuse });
    }
  }

  /**
   * A `rows × cols` matrix of zeros.
   *
   * @throws RangeError if a size is not a non-negative integer
   * @example
   * Matrix.zeros(1, 3).toArray(); // [[0, 0, 0]]
   */
  static zeros(rows: number, cols: number): Matrix {
    return new Matrix(rows, cols, room(rows, cols));
  }

  /**
   * A `rows × cols` matrix whose entries are all `value`.
   *
   * @throws RangeError if a size is not a non-negative integer
   * @example
   * Matrix.fill(2, 2, 0.5).toArray(); // [[0.5, 0.5], [0.5, 0.5]]
   */
  static fill(rows: number, cols: number, value: number): Matrix {
    return new Matrix(rows, cols, room(rows, cols).fill(value));
  }

  /**
   * A matrix from its rows. No rows give a 0×0 matrix, and a matrix is returned as it is.
   *
   * @throws RangeError if the rows differ in length
   * @throws TypeError if they or one of them is not an array, or an entry is not a number
   * @example
   * Matrix.from([[1, 2, 3], [4, 5, 6]]).shape; // "2×3"
   * Matrix.from([[1, 2], [3]]); // throws RangeError: Cannot create a matrix of ragged rows: row 1 has 1 entry and row 0 has 2
   */
  static from(rows: MatrixLike): Matrix {
    if (isMatrix(rows)) return rows;
    if (!isList(rows)) {
      throw new TypeError(
        `Cannot create a matrix: what is given is ${inWords(rows)}, not an array of rows; write them, e.g. [[1, 2], [3, 4]]`,
      );
    }
    const cols = rows[0]?.length ?? 0;
    Array.from(rows).forEach((row, i) => {
      checkRow(row, i, cols);
    });
    const matrix = Matrix.zeros(rows.length, cols);
    rows.forEach((row, i) => {
      matrix.data.set(row, i * cols);
    });
    return matrix;
  }

  /**
   * A `rows × cols` matrix whose entry (i, j) is `entry(i, j)`, computed row by row.
   *
   * @throws RangeError if a size is not a non-negative integer
   * @example
   * Matrix.generate(2, 3, (i, j) => 10 * i + j).toArray(); // [[0, 1, 2], [10, 11, 12]]
   */
  static generate(rows: number, cols: number, entry: (i: number, j: number) => number): Matrix {
    const matrix = Matrix.zeros(rows, cols);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) matrix.data[i * cols + j] = entry(i, j);
    }
    return matrix;
  }

  /**
   * The `size × size` matrix with ones on the diagonal and zeros elsewhere.
   *
   * @throws RangeError if `size` is not a non-negative integer
   * @example
   * Matrix.identity(2).toArray(); // [[1, 0], [0, 1]]
   */
  static identity(size: number): Matrix {
    return Matrix.generate(size, size, (i, j) => (i === j ? 1 : 0));
  }

  /**
   * A matrix of one row.
   *
   * @example
   * Matrix.rowVector([1, 2, 3]).shape; // "1×3"
   */
  static rowVector(values: ArrayLike<number>): Matrix {
    return new Matrix(1, values.length, Float64Array.from(values));
  }

  /**
   * A matrix of one column.
   *
   * @example
   * Matrix.columnVector([1, 2, 3]).shape; // "3×1"
   */
  static columnVector(values: ArrayLike<number>): Matrix {
    return new Matrix(values.length, 1, Float64Array.from(values));
  }

  /**
   * Rows and columns as text.
   *
   * @example
   * Matrix.zeros(2, 3).shape; // "2×3"
   */
  get shape(): string {
    return `${this.rows}×${this.cols}`;
  }

  /**
   * Entry in row `i` and column `j`, both from 0.
   *
   * @throws RangeError if there is no such entry
   * @example
   * Matrix.from([[1, 2], [3, 4]]).get(1, 0); // 3
   * Matrix.zeros(2, 2).get(2, 0); // throws RangeError: Cannot read row 2 of a 2×2 matrix: its rows are 0 to 1
   */
  get(i: number, j: number): number {
    checkRowIndex(this, "read", i);
    checkColumnIndex(this, "read", j);
    return this.data[i * this.cols + j]!;
  }

  /**
   * A copy with the entry in row `i` and column `j` changed to `value`.
   *
   * @throws RangeError if there is no such entry
   * @example
   * Matrix.zeros(2, 2).with(0, 1, 5).toArray(); // [[0, 5], [0, 0]]
   */
  with(i: number, j: number, value: number): Matrix {
    checkRowIndex(this, "change", i);
    checkColumnIndex(this, "change", j);
    const copy = this.clone();
    copy.data[i * this.cols + j] = value;
    return copy;
  }

  /**
   * The entries of row `i`, a copy.
   *
   * @throws RangeError if there is no such row
   * @example
   * Matrix.from([[1, 2], [3, 4]]).row(1); // [3, 4]
   */
  row(i: number): number[] {
    checkRowIndex(this, "read", i);
    return Array.from(this.data.subarray(i * this.cols, (i + 1) * this.cols));
  }

  /**
   * The entries of column `j`, a copy.
   *
   * @throws RangeError if there is no such column
   * @example
   * Matrix.from([[1, 2], [3, 4]]).column(1); // [2, 4]
   */
  column(j: number): number[] {
    checkColumnIndex(this, "read", j);
    return Array.from({ length: this.rows }, (_, i) => this.data[i * this.cols + j]!);
  }

  /**
   * The columns at these places, in the order given; a column may come more than once, or not at all.
   *
   * @param indices - columns, counted from 0
   * @throws RangeError if there is no such column
   * @example
   * Matrix.from([[1, 2, 3], [4, 5, 6]]).pickColumns([2, 0]).toArray(); // [[3, 1], [6, 4]]
   */
  pickColumns(indices: readonly number[]): Matrix {
    for (const j of indices) checkColumnIndex(this, "pick", j);
    return Matrix.generate(this.rows, indices.length, (i, k) => this.data[i * this.cols + indices[k]!]!);
  }

  /**
   * A copy with entries of its own.
   *
   * @example
   * const A = Matrix.zeros(1, 2);
   * const B = A.clone();
   * B.data[0] = 5;
   * A.toArray(); // [[0, 0]]
   */
  clone(): Matrix {
    return new Matrix(this.rows, this.cols, this.data.slice());
  }

  /**
   * The rows as plain arrays, a copy.
   *
   * @example
   * Matrix.identity(2).toArray(); // [[1, 0], [0, 1]]
   */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => this.row(i));
  }

  /**
   * The transpose: rows become columns.
   *
   * @example
   * Matrix.from([[1, 2, 3]]).transpose().toArray(); // [[1], [2], [3]]
   */
  transpose(): Matrix {
    return Matrix.generate(this.cols, this.rows, (i, j) => this.data[j * this.cols + i]!);
  }

  /**
   * Sum, entry by entry.
   *
   * @throws RangeError if the shapes differ
   * @example
   * Matrix.rowVector([1, 2]).plus(Matrix.rowVector([10, 20])).toArray(); // [[11, 22]]
   * Matrix.zeros(2, 3).plus(Matrix.zeros(3, 2)); // throws RangeError: Cannot add 2×3 and 3×2: the shapes must be the same
   */
  plus(other: Matrix): Matrix {
    checkSameShape(this, other, "add");
    const sum = Matrix.zeros(this.rows, this.cols);
    elementwise.add(sum.data, this.data, other.data);
    return sum;
  }

  /**
   * Difference, entry by entry.
   *
   * @throws RangeError if the shapes differ
   * @example
   * Matrix.rowVector([11, 22]).minus(Matrix.rowVector([10, 20])).toArray(); // [[1, 2]]
   */
  minus(other: Matrix): Matrix {
    checkSameShape(this, other, "subtract");
    const difference = Matrix.zeros(this.rows, this.cols);
    elementwise.subtract(difference.data, this.data, other.data);
    return difference;
  }

  /**
   * Hadamard product `A ∘ B`: entry by entry.
   *
   * @throws RangeError if the shapes differ
   * @example
   * Matrix.rowVector([1, 2]).hadamard(Matrix.rowVector([10, 20])).toArray(); // [[10, 40]]
   */
  hadamard(other: Matrix): Matrix {
    checkSameShape(this, other, "multiply entry by entry");
    const result = Matrix.zeros(this.rows, this.cols);
    elementwise.hadamard(result.data, this.data, other.data);
    return result;
  }

  /**
   * Every entry times `factor`.
   *
   * @example
   * Matrix.rowVector([1, 2]).scale(0.5).toArray(); // [[0.5, 1]]
   */
  scale(factor: number): Matrix {
    const scaled = Matrix.zeros(this.rows, this.cols);
    elementwise.scale(scaled.data, this.data, factor);
    return scaled;
  }

  /**
   * The function `f` of every entry.
   *
   * @example
   * Matrix.rowVector([1, 4]).map(Math.sqrt).toArray(); // [[1, 2]]
   */
  map(f: (entry: number) => number): Matrix {
    const mapped = Matrix.zeros(this.rows, this.cols);
    elementwise.map(mapped.data, this.data, f);
    return mapped;
  }

  /**
   * Matrix product `A·B`. Each entry is one sum in the order of the inner index, so that equal rows of `A` give rows
   * of the product that are equal bit for bit.
   *
   * @param other - as many rows as this matrix has columns
   * @throws RangeError if the shapes do not fit
   * @example
   * Matrix.from([[1, 2], [3, 4]]).multiply(Matrix.from([[0, 1], [1, 0]])).toArray(); // [[2, 1], [4, 3]]
   */
  multiply(other: Matrix): Matrix {
    if (this.cols !== other.rows) {
      throw new RangeError(
        `Cannot multiply ${this.shape} by ${other.shape}: ` +
          `the left matrix needs as many columns (${this.cols}) as the right has rows (${other.rows})`,
      );
    }
    const result = Matrix.zeros(this.rows, other.cols);
    product.multiply(result.data, this.data, other.data, this.rows, this.cols, other.cols);
    return result;
  }

  /**
   * The product `Aᵀ·B` without forming the transpose; the same bits as `A.transpose().multiply(B)`.
   *
   * @param other - as many rows as this matrix
   * @throws RangeError if the shapes do not fit
   * @example
   * Matrix.columnVector([1, 2]).transposeMultiply(Matrix.columnVector([3, 4])).toArray(); // [[11]]
   */
  transposeMultiply(other: Matrix): Matrix {
    if (this.rows !== other.rows) {
      throw new RangeError(
        `Cannot multiply ${this.shape} transposed by ${other.shape}: ` +
          `the left matrix needs as many rows (${this.rows}) as the right (${other.rows})`,
      );
    }
    const result = Matrix.zeros(this.cols, other.cols);
    product.transposeMultiply(result.data, this.data, other.data, this.cols, this.rows, other.cols);
    return result;
  }

  /**
   * The product `A·Bᵀ` without forming the transpose; the same bits as `A.multiply(B.transpose())`.
   *
   * @param other - as many columns as this matrix
   * @throws RangeError if the shapes do not fit
   * @example
   * Matrix.rowVector([1, 2]).multiplyTranspose(Matrix.rowVector([3, 4])).toArray(); // [[11]]
   */
  multiplyTranspose(other: Matrix): Matrix {
    if (this.cols !== other.cols) {
      throw new RangeError(
        `Cannot multiply ${this.shape} by ${other.shape} transposed: ` +
          `the left matrix needs as many columns (${this.cols}) as the right (${other.cols})`,
      );
    }
    const result = Matrix.zeros(this.rows, other.rows);
    product.multiplyTranspose(result.data, this.data, other.data, this.rows, this.cols, other.rows);
    return result;
  }

  /**
   * Adds the same column to every column, as biases are added to pre-activations.
   *
   * @param column - one column with as many rows as this matrix
   * @throws RangeError if the shape of `column` does not fit
   * @example
   * Matrix.from([[1, 2], [3, 4]]).addColumn(Matrix.columnVector([10, 20])).toArray(); // [[11, 12], [23, 24]]
   */
  addColumn(column: Matrix): Matrix {
    if (column.cols !== 1 || column.rows !== this.rows) {
      throw new RangeError(
        `Cannot add a ${column.shape} column to ${this.shape}: the column must be ${this.rows}×1`,
      );
    }
    const result = Matrix.zeros(this.rows, this.cols);
    elementwise.addColumn(result.data, this.data, column.data, this.rows, this.cols);
    return result;
  }

  /**
   * Sums each row.
   *
   * @returns a `rows × 1` matrix
   * @example
   * Matrix.from([[1, 2], [3, 4]]).sumRows().toArray(); // [[3], [7]]
   */
  sumRows(): Matrix {
    const sums = Matrix.zeros(this.rows, 1);
    elementwise.sumRows(sums.data, this.data, this.rows, this.cols);
    return sums;
  }

  /**
   * Sum of all entries; 0 if there are none.
   *
   * @example
   * Matrix.from([[1, 2], [3, 4]]).sum(); // 10
   */
  sum(): number {
    return sum(this.data);
  }

  /**
   * Mean of all entries.
   *
   * @throws RangeError if there are none
   * @example
   * Matrix.from([[1, 2], [3, 4]]).mean(); // 2.5
   */
  mean(): number {
    if (this.data.length === 0) {
      throw new RangeError(`Cannot take the mean of a ${this.shape} matrix: it has no entries`);
    }
    return this.sum() / this.data.length;
  }

  /**
   * Whether both matrices have the same shape and every entry is `===` its counterpart: no tolerance, and NaN equals
   * nothing.
   *
   * @example
   * Matrix.rowVector([0.1 + 0.2]).equals(Matrix.rowVector([0.3])); // false
   */
  equals(other: Matrix): boolean {
    return (
      this.rows === other.rows &&
      this.cols === other.cols &&
      this.data.every((entry, index) => entry === other.data[index])
    );
  }

  /**
   * The entries as aligned text; a large matrix shows its corners.
   *
   * @example
   * Matrix.from([[1, -20], [3, 4]]).toString(); // "1  -20\n3    4"
   */
  toString(): string {
    return matrixText(this);
  }

  /** What a notebook shows if a matrix is the last value of a cell. */
  [display](): Readonly<Record<string, string>> {
    return { "text/html": matrixHtml(this), "text/plain": matrixText(this) };
  }

  /** What `console.log` shows: the shape and the entries. */
  [inspect](): string {
    if (this.data.length === 0) return `Matrix ${this.shape}`;
    return `Matrix ${this.shape}\n${this.toString().replace(/^/gm, "  ")}`;
  }
}

/** An array for the entries, all 0. */
function room(rows: number, cols: number): Float64Array {
  checkSizes(rows, cols);
  try {
    return new Float64Array(rows * cols);
  } catch (cause) {
    const reason = "the memory has no room for its entries";
    throw new RangeError(`Cannot create a ${rows}×${cols} matrix: ${reason}`, { cause });
  }
}

function checkSizes(rows: number, cols: number): void {
  if (Number.isInteger(rows) && Number.isInteger(cols) && rows >= 0 && cols >= 0) return;
  throw new RangeError(`Cannot create a ${rows}×${cols} matrix: both sizes must be integers from 0 up`);
}

function checkRowIndex(matrix: Matrix, action: string, i: number): void {
  if (Number.isInteger(i) && i >= 0 && i < matrix.rows) return;
  const rule = matrix.rows === 0 ? "it has no rows" : `its rows are 0 to ${matrix.rows - 1}`;
  throw new RangeError(`Cannot ${action} row ${i} of a ${matrix.shape} matrix: ${rule}`);
}

function checkColumnIndex(matrix: Matrix, action: string, j: number): void {
  if (Number.isInteger(j) && j >= 0 && j < matrix.cols) return;
  const rule = matrix.cols === 0 ? "it has no columns" : `its columns are 0 to ${matrix.cols - 1}`;
  throw new RangeError(`Cannot ${action} column ${j} of a ${matrix.shape} matrix: ${rule}`);
}

function checkSameShape(left: Matrix, right: Matrix, action: string): void {
  if (left.rows === right.rows && left.cols === right.cols) return;
  throw new RangeError(`Cannot ${action} ${left.shape} and ${right.shape}: the shapes must be the same`);
}

/** Not by its class: a matrix that the library made before it was loaded anew is one, too. */
export function isMatrix(value: unknown): value is Matrix {
  return typeof value === "object" && value !== null && "rows" in value && "cols" in value;
}

function isList(value: unknown): boolean {
  return typeof value === "object" && typeof (value as ArrayLike<unknown> | null)?.length === "number";
}

function checkRow(row: ArrayLike<number>, i: number, cols: number): void {
  if (!isList(row)) {
    throw new TypeError(
      `Cannot create a matrix: row ${i} is ${inWords(row)}, not an array; write its rows, e.g. [[1, 2], [3, 4]], ` +
        "or take Matrix.rowVector or Matrix.columnVector for a list of numbers",
    );
  }
  if (row.length !== cols) {
    const entries = row.length === 1 ? "1 entry" : `${row.length} entries`;
    throw new RangeError(
      `Cannot create a matrix of ragged rows: row ${i} has ${entries} and row 0 has ${cols}`,
    );
  }
  // A loop by index sees the holes of a sparse array too.
  for (let j = 0; j < cols; j++) {
    if (typeof row[j] === "number") continue;
    throw new TypeError(`Cannot create a matrix: entry (${i}, ${j}) is ${inWords(row[j])}, not a number`);
  }
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return `the text "${value}"`;
  return Array.isArray(value) ? "an array" : `of type ${typeof value}`;
}
