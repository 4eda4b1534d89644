/**
 * Elementwise loops and row sums on row-major arrays. `out` may be one of the operands, except in `sumRows`.
 *
 * Each operation has its own loop: one loop shared by way of a callback runs several times slower, because the engine
 * can no longer inline the operation.
 */
import { onArrays, withSlope } from "../wasm/elementwise";

/** Computes `out = a + b`. */
export function add(out: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
}

/** Computes `out = a − b`. */
export function subtract(out: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! - b[i]!;
}

/** Computes `out = a ∘ b`, the product entry by entry. */
export function hadamard(out: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
}

/** Computes `out = factor · a`. */
export function scale(out: Float64Array, a: Float64Array, factor: number): void {
  for (let i = 0; i < out.length; i++) out[i] = factor * a[i]!;
}

/** Computes `out[i] = f(a[i])`; functions of ../functions.ts go through WebAssembly. */
export function map(out: Float64Array, a: Float64Array, f: (entry: number) => number): void {
  const whole = onArrays.get(f);
  if (whole) whole(out, a);
  else for (let i = 0; i < out.length; i++) out[i] = f(a[i]!);
}

/** Computes `values[i] = f(a[i])` and `slopes[i] = df(a[i])`, in one go where there is a faster way to do so. */
export function mapWithSlope(
  values: Float64Array,
  slopes: Float64Array,
  a: Float64Array,
  f: (entry: number) => number,
  df: (entry: number) => number,
): void {
  const known = withSlope.get(f);
  if (known?.slope === df) known.both(values, slopes, a);
  else {
    map(values, a, f);
    map(slopes, a, df);
  }
}

/** Adds `column[i]` to every entry of row `i` of the `rows × cols` array `a`. */
export function addColumn(
  out: Float64Array,
  a: Float64Array,
  column: Float64Array,
  rows: number,
  cols: number,
): void {
  for (let i = 0; i < rows; i++) {
    const shift = column[i]!;
    for (let p = i * cols; p < (i + 1) * cols; p++) out[p] = a[p]! + shift;
  }
}

/** Writes to `out[i]` the sum of row `i` of the `rows × cols` array `a`, from the left. */
export function sumRows(out: Float64Array, a: Float64Array, rows: number, cols: number): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let p = i * cols; p < (i + 1) * cols; p++) sum += a[p]!;
    out[i] = sum;
  }
}
