/**
 * Elementwise loops and row sums on row-major arrays. `out` may be one of the operands, except in `sumRows`.
 *
 * Each operation has its own loop: a loop shared through a callback runs several times slower, because V8 can no longer
 * inline the operation. Each loop handles four entries per iteration: V8 looks up where the arrays are and how long they
 * are once per iteration, which takes longer than the operation itself.
 */
import { onArrays, withSlope } from "./wasm/elementwise";

/** Computes `out = a + b`. */
export function add(out: Float64Array, a: Float64Array, b: Float64Array): void {
  let i = 0;
  for (; i + 3 < out.length; i += 4) {
    out[i] = a[i]! + b[i]!;
    out[i + 1] = a[i + 1]! + b[i + 1]!;
    out[i + 2] = a[i + 2]! + b[i + 2]!;
    out[i + 3] = a[i + 3]! + b[i + 3]!;
  }
  for (; i < out.length; i++) out[i] = a[i]! + b[i]!;
}

/** Computes `out = a − b`. */
export function subtract(out: Float64Array, a: Float64Array, b: Float64Array): void {
  let i = 0;
  for (; i + 3 < out.length; i += 4) {
    out[i] = a[i]! - b[i]!;
    out[i + 1] = a[i + 1]! - b[i + 1]!;
    out[i + 2] = a[i + 2]! - b[i + 2]!;
    out[i + 3] = a[i + 3]! - b[i + 3]!;
  }
  for (; i < out.length; i++) out[i] = a[i]! - b[i]!;
}

/** Computes `out = a ∘ b`, the product entry by entry. */
export function hadamard(out: Float64Array, a: Float64Array, b: Float64Array): void {
  let i = 0;
  for (; i + 3 < out.length; i += 4) {
    out[i] = a[i]! * b[i]!;
    out[i + 1] = a[i + 1]! * b[i + 1]!;
    out[i + 2] = a[i + 2]! * b[i + 2]!;
    out[i + 3] = a[i + 3]! * b[i + 3]!;
  }
  for (; i < out.length; i++) out[i] = a[i]! * b[i]!;
}

/** Computes `out = factor · a`. */
export function scale(out: Float64Array, a: Float64Array, factor: number): void {
  let i = 0;
  for (; i + 3 < out.length; i += 4) {
    out[i] = factor * a[i]!;
    out[i + 1] = factor * a[i + 1]!;
    out[i + 2] = factor * a[i + 2]!;
    out[i + 3] = factor * a[i + 3]!;
  }
  for (; i < out.length; i++) out[i] = factor * a[i]!;
}

/** Computes `out[i] = f(a[i])`; functions of ../elementary/activations.ts go through WebAssembly. */
export function map(out: Float64Array, a: Float64Array, f: (entry: number) => number): void {
  const whole = onArrays.get(f);
  if (whole) whole(out, a);
  else for (let i = 0; i < out.length; i++) out[i] = f(a[i]!);
}

/** Computes `values[i] = f(a[i])` and `slopes[i] = df(a[i])`, both at once where that is faster. */
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
    const end = (i + 1) * cols;
    let p = i * cols;
    for (; p + 3 < end; p += 4) {
      out[p] = a[p]! + shift;
      out[p + 1] = a[p + 1]! + shift;
      out[p + 2] = a[p + 2]! + shift;
      out[p + 3] = a[p + 3]! + shift;
    }
    for (; p < end; p++) out[p] = a[p]! + shift;
  }
}

/** Writes to `out[i]` the sum of row `i` of the `rows × cols` array `a`, from the left. */
export function sumRows(out: Float64Array, a: Float64Array, rows: number, cols: number): void {
  for (let i = 0; i < rows; i++) {
    const end = (i + 1) * cols;
    let sum = 0;
    let p = i * cols;
    for (; p + 3 < end; p += 4) {
      sum += a[p]!;
      sum += a[p + 1]!;
      sum += a[p + 2]!;
      sum += a[p + 3]!;
    }
    for (; p < end; p++) sum += a[p]!;
    out[i] = sum;
  }
}
