import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  gaussianMean,
  Matrix,
  relu,
  rootMeanSquare,
  scaledNormal,
  seeded,
  singularValues,
  tanh,
  toFloat16,
} from "../../../lib/index";
import { gaussianProduct } from "../../../lib/math/gaussian-product";
import { wideNetworks } from "../fixtures/wide-networks";

test("numbers are rounded to half precision as NumPy rounds them", () => {
  for (const { x, rounded } of wideNetworks.float16) {
    assert.equal(toFloat16(x), rounded === "inf" ? Infinity : Number(rounded), `${x}`);
  }
  assert.deepEqual([0, -0, Infinity, -Infinity, NaN].map(toFloat16), [0, -0, Infinity, -Infinity, NaN]);
});

test("what is rounded to half precision stays as it is, and is nearer to the number than both its neighbours", () => {
  fc.assert(
    fc.property(fc.double({ min: -65504, max: 65504, noNaN: true }), (x) => {
      const y = toFloat16(x);
      assert.equal(toFloat16(y), y);
      // Eleven digits in base 2: the error is at most half a unit of the last, or of the smallest subnormal number.
      assert.ok(Math.abs(x - y) <= Math.max(Math.abs(x) * 2 ** -11, 2 ** -25));
      assert.equal(toFloat16(-x), -y);
    }),
  );
});

test("singular values are those of LAPACK", () => {
  for (const { rows, values } of wideNetworks.singularValues) {
    singularValues(Matrix.from(rows)).forEach((value, k) => {
      assert.ok(Math.abs(value - values[k]!) < 1e-14 * values[0]!, `${value} is not ${values[k]!}`);
    });
  }
});

test("the squares of the singular values sum to the squares of the entries, and a transposed matrix has the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.nat(), (m, n, seed) => {
      const M = scaledNormal(1)(n, m, seeded(seed));
      const values = singularValues(M);
      const total = M.hadamard(M).sum();
      assert.ok(Math.abs(values.reduce((sum, s) => sum + s * s, 0) / total - 1) < 1e-13);
      singularValues(M.transpose()).forEach((value, k) => {
        assert.ok(Math.abs(value - values[k]!) < 1e-13 * values[0]!);
      });
    }),
    { numRuns: 40 },
  );
});

test("a matrix with an entry that is not finite has no singular values", () => {
  assert.throws(
    () => singularValues(Matrix.rowVector([1, NaN])),
    /Cannot take the singular values of a 1×2 matrix/,
  );
});

test("means over two correlated normal numbers are those of the trapezoidal rule", () => {
  for (const { deviation, correlation, tanh: expected } of wideNetworks.products) {
    const product = gaussianProduct(tanh.f, tanh.f, deviation, correlation);
    assert.ok(Math.abs(product - expected) < 1e-10, `${product} is not ${expected}`);
  }
});

test("means over two correlated normal numbers are exact for ReLU, which bends at 0", () => {
  for (const c of [-1, -0.8, -0.3, 0, 0.4, 0.9, 0.999, 1]) {
    // Cho and Saul (2009), eq. 6: the arc-cosine kernel of degree 1.
    const exact = (Math.sqrt(1 - c * c) + c * (Math.PI - Math.acos(c))) / (2 * Math.PI);
    assert.ok(Math.abs(gaussianProduct(relu.f, relu.f, 1, c) - exact) < 1e-12, `at ${c}`);
    assert.ok(Math.abs(gaussianProduct(relu.f, relu.f, 3, c) - 9 * exact) < 1e-11, `at ${c}`);
    const both = (Math.PI - Math.acos(c)) / (2 * Math.PI);
    assert.ok(Math.abs(gaussianProduct(relu.df, relu.df, 1, c) - both) < 1e-12, `slopes at ${c}`);
  }
});

test("with correlation 1 the mean of a product is the mean of the square", () => {
  for (const deviation of [0, 0.2, 1, 2]) {
    const square = gaussianMean((z) => tanh.f(z) ** 2, deviation);
    assert.ok(Math.abs(gaussianProduct(tanh.f, tanh.f, deviation, 1) - square) < 1e-9);
  }
});

test("a correlation beyond 1 is refused", () => {
  assert.throws(() => gaussianProduct(tanh.f, tanh.f, 1, 1.1), /must be from -1 to 1, not 1.1/);
  assert.throws(() => gaussianProduct(tanh.f, tanh.f, -1, 0), /the standard deviation/);
});

test("the root mean square neither overflows nor underflows", () => {
  assert.ok(Math.abs(rootMeanSquare([3e200, -4e200]) / 1e200 - Math.sqrt(12.5)) < 1e-14);
  assert.equal(rootMeanSquare([0, 0]), 0);
  assert.equal(rootMeanSquare([1, Infinity]), Infinity);
  assert.throws(() => rootMeanSquare([]), /root mean square of no values/);
});
