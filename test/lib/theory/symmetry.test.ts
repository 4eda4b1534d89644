import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Matrix, rowSpread } from "../../../lib/index";
import { anyMatrix, ordinary } from "../arbitraries";

test("the spread is the largest difference of two rows in any column", () => {
  fc.assert(
    fc.property(anyMatrix(ordinary), (W) => {
      let largest = 0;
      for (const a of W.toArray()) {
        for (const b of W.toArray()) {
          a.forEach((entry, j) => (largest = Math.max(largest, Math.abs(entry - b[j]!))));
        }
      }
      assert.equal(rowSpread(W), largest);
    }),
  );
});

test("equal rows have spread 0, and the smallest difference shows", () => {
  const W = Matrix.fill(3, 2, 0.1);
  assert.equal(rowSpread(W), 0);
  assert.equal(rowSpread(W.with(2, 1, 0.1 + 2 ** -56)), 2 ** -56);
  assert.equal(rowSpread(Matrix.columnVector([0, Number.MIN_VALUE])), Number.MIN_VALUE);
});

test("fewer than two rows, and no columns, have spread 0", () => {
  for (const W of [Matrix.rowVector([1, 2]), Matrix.zeros(0, 3), Matrix.zeros(3, 0)])
    assert.equal(rowSpread(W), 0);
});

test("infinities and NaN are not taken for equal", () => {
  assert.equal(rowSpread(Matrix.columnVector([Infinity, Infinity])), 0);
  assert.equal(rowSpread(Matrix.columnVector([Infinity, 1])), Infinity);
  assert.equal(rowSpread(Matrix.columnVector([Infinity, -Infinity])), Infinity);
  assert.equal(rowSpread(Matrix.columnVector([NaN, NaN])), NaN);
  assert.equal(
    rowSpread(
      Matrix.from([
        [NaN, 1],
        [0, 2],
      ]),
    ),
    NaN,
  );
});
