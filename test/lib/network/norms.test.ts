import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { batchNorm, layerNorm, Matrix, mean, variance } from "../../../lib/index";
import { matrix, ordinary } from "../arbitraries";
import { assertSameBits, assertWithin } from "../assertions";

/** Some 30 operations at 4 entries of order 1, each off by half a last digit, lose less than this. */
const TOLERANCE = 1e-14;

/*
 * Both ways as Python's decimal module has them with 40 digits:
 * mu = sum(z) / m; c = [x - mu for x in z]; s = (sum(x * x for x in c) / m + D("1e-12")).sqrt(); y = [x / s for x in c]
 * dz = [(g - mean(d) - y * mean(d * y)) / s for g, y in zip(d, y)]
 */
const Z = Matrix.from([
  [1, 2, 4, 8],
  [-3, 0, 5, 1],
]);
const dOutput = Matrix.from([
  [1, 0, 2, -1],
  [3, 1, 1, 0],
]);
const normalized = Matrix.from([
  [-1.0257552890642738, -0.6527533657681742, 0.09325048082402489, 1.585258174008423],
  [-1.3105560849914768, -0.26211121699829537, 1.485296896323674, 0.08737040566609845],
]);
const derivative = Matrix.from([
  [-0.04540892979253638, -0.33407998347387735, 0.580585602347839, -0.20109668908142528],
  [0.30146124703115623, -0.14939672419240504, 0.26411206598297227, -0.4161765888217234],
]);

const within = (actual: Matrix, expected: Matrix, tolerance = TOLERANCE): void => {
  assertWithin(
    actual,
    expected,
    expected.map(() => tolerance),
  );
};

test("batch norm normalizes rows, and brings derivatives back, as 40 digits do", () => {
  const { output, back } = batchNorm.normalize(Z);
  within(output, normalized);
  within(back(dOutput), derivative);
});

test("layer norm does the same to columns", () => {
  const { output, back } = layerNorm.normalize(Z.transpose());
  within(output, normalized.transpose());
  within(back(dOutput.transpose()), derivative.transpose());
});

test("a normalized row has mean 0 and variance 1, unless its numbers are nearly equal", () => {
  fc.assert(
    fc.property(matrix(3, 6, ordinary), (any) => {
      const { output } = batchNorm.normalize(any);
      for (let i = 0; i < any.rows; i++) {
        const spread = variance(any.row(i));
        if (spread < 1e-3) continue;
        // The mean of numbers up to 1000 is off by 1e-13, which is divided by at least √1e-3; ε takes 1e-9 of the variance.
        assert.ok(Math.abs(mean(output.row(i))) < 1e-11);
        assert.ok(Math.abs(variance(output.row(i)) - 1) < 2e-9);
      }
    }),
  );
});

test("batch norm takes out the scale of each row, layer norm that of all rows only", () => {
  const stretched = Matrix.generate(2, 4, (i, j) => [100, 1][i]! * Z.get(i, j));
  // Of a variance above 1/4, ε takes 4e-12, which is half as much of the numbers.
  within(batchNorm.normalize(stretched).output, batchNorm.normalize(Z).output, 4e-12);
  within(layerNorm.normalize(Z.scale(100)).output, layerNorm.normalize(Z).output, 4e-12);
  const layer = layerNorm.normalize(stretched).output.minus(layerNorm.normalize(Z).output);
  assert.ok(Math.max(...layer.data.map(Math.abs)) > 0.5);
});

test("a row of equal numbers gives zeros, and no derivative where the others' sum is 0", () => {
  const { output, back } = batchNorm.normalize(Matrix.fill(1, 4, 7));
  assertSameBits(output, Matrix.zeros(1, 4));
  assertSameBits(back(Matrix.fill(1, 4, 3)), Matrix.zeros(1, 4));
});
