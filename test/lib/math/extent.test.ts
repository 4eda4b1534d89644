import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rowSpread, Matrix } from "../../../lib/index";
import { extent } from "../../../lib/math/extent";

test("the extent is what Math.min and Math.max say", () => {
  fc.assert(
    fc.property(fc.array(fc.double()), (values) => {
      assert.deepEqual(extent(values), [Math.min(...values), Math.max(...values)]);
      assert.deepEqual(extent(Float64Array.from(values)), extent(values));
    }),
  );
});

test("a million values have an extent, and as many rows a spread", () => {
  const values = Float64Array.from({ length: 1e6 }, (_, index) => index);
  assert.deepEqual(extent(values), [0, 999_999]);
  assert.equal(rowSpread(Matrix.columnVector(values)), 999_999);
});
