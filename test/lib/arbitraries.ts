import * as fc from "fast-check";
import { Matrix } from "../../lib/index";

/** Ordinary numbers of all magnitudes up to a thousand, tiny ones included. */
export const ordinary: fc.Arbitrary<number> = fc.double({ min: -1000, max: 1000, noNaN: true });

/** Whole numbers so small that sums of their products are exact. */
export const whole: fc.Arbitrary<number> = fc.integer({ min: -100, max: 100 });

/** Any number at all: infinities, NaN, −0 and numbers whose products overflow. */
export const anything: fc.Arbitrary<number> = fc.double();

/** Sizes from 0 to 6. */
export const size: fc.Arbitrary<number> = fc.nat({ max: 6 });

/** Matrices of the given size. */
export function matrix(rows: number, cols: number, entry: fc.Arbitrary<number>): fc.Arbitrary<Matrix> {
  return fc
    .array(entry, { minLength: rows * cols, maxLength: rows * cols })
    .map((entries) => new Matrix(rows, cols, Float64Array.from(entries)));
}

/** Matrices of any size, each size from 0 to 6. */
export function anyMatrix(entry: fc.Arbitrary<number>): fc.Arbitrary<Matrix> {
  return fc.tuple(size, size).chain(([rows, cols]) => matrix(rows, cols, entry));
}

/** Two matrices of one shape. */
export function sameShape(entry: fc.Arbitrary<number>): fc.Arbitrary<[Matrix, Matrix]> {
  return fc
    .tuple(size, size)
    .chain(([rows, cols]) => fc.tuple(matrix(rows, cols, entry), matrix(rows, cols, entry)));
}

/** Matrices that can be multiplied in this order: `sizes.length − 1` of them. */
export function chain(count: number, entry: fc.Arbitrary<number>): fc.Arbitrary<Matrix[]> {
  return fc
    .array(size, { minLength: count + 1, maxLength: count + 1 })
    .chain((sizes) =>
      fc.tuple(...Array.from({ length: count }, (_, i) => matrix(sizes[i]!, sizes[i + 1]!, entry))),
    );
}
