import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  activation,
  activations,
  gaussianMean,
  identity,
  Matrix,
  meanSlope,
  normal,
  relu,
  saturatedShare,
  seeded,
  sigmoid,
  softplus,
  tanh,
} from "../../../lib/index";

function assertClose(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is ${actual - expected} from ${expected}`);
}

test("a normal number's even moments are 1, 3, 15 times powers of the variance", () => {
  for (const deviation of [0, 0.01, 1, 7, 100]) {
    for (const [power, moment] of [
      [0, 1],
      [2, 1],
      [4, 3],
      [6, 15],
    ] as const) {
      const exact = moment * deviation ** power;
      assertClose(
        gaussianMean((z) => z ** power, deviation),
        exact,
        1e-12 * exact,
      );
    }
  }
});

test("the mean of ReLU is the deviation over √(2π), within the error of a kink", () => {
  assertClose(gaussianMean(relu.f, 2), 2 / Math.sqrt(2 * Math.PI), 1e-3);
});

test("the mean slope of a tanh layer is .606, .079, .0080 at pre-activation std 1, 10, 100", () => {
  // scipy.integrate.quad of the same integral, relative error 1e-13.
  assertClose(meanSlope(tanh, 1), 0.605705509602159, 1e-12);
  assertClose(meanSlope(tanh, 10), 0.07946313656948335, 1e-12);
  assertClose(meanSlope(tanh, 100), 0.007978517519486956, 1e-12);
});

test("the mean slope is what a hundred thousand draws give", () => {
  const random = seeded(4);
  const draws = 100_000;
  for (const one of [tanh, sigmoid, softplus]) {
    const slopes = Array.from({ length: draws }, () => one.df(3 * normal(random)));
    const mean = slopes.reduce((sum, slope) => sum + slope, 0) / draws;
    const variance = slopes.reduce((sum, slope) => sum + (slope - mean) ** 2, 0) / draws;
    assertClose(meanSlope(one, 3), mean, 4 * Math.sqrt(variance / draws));
  }
});

test("a tanh unit is saturated exactly where |a| > 0.97", () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (z) => {
      fc.pre(Math.abs(Math.abs(Math.tanh(z)) - 0.97) > 1e-12);
      assert.equal(saturatedShare(Matrix.rowVector([z]), tanh), Math.abs(Math.tanh(z)) > 0.97 ? 1 : 0);
    }),
  );
});

test("the limit of saturation is 0.97, on both sides", () => {
  const shares = [-0.9701, -0.9699, 0.9699, 0.9701].map((a) =>
    saturatedShare(Matrix.rowVector([Math.atanh(a)]), tanh),
  );
  assert.deepEqual(shares, [1, 0, 0, 1]);
});

test("a sigmoid unit is as flat as a tanh unit of half its pre-activation", () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (z) => {
      assert.equal(
        saturatedShare(Matrix.rowVector([2 * z]), sigmoid),
        saturatedShare(Matrix.rowVector([z]), tanh),
      );
    }),
  );
});

test("a ReLU is flat where it is off, and a linear unit nowhere", () => {
  assert.equal(saturatedShare(Matrix.rowVector([-2, 0, 1, 5]), relu), 0.5);
  assert.equal(saturatedShare(Matrix.rowVector([-1e9, 0, 1e9]), identity), 0);
  for (const one of Object.values(activations)) {
    assert.equal(saturatedShare(Matrix.rowVector([1]), one), 0, one.name);
  }
});

test("what has no slope anywhere is flat everywhere, and slopes without end do not make the others flat", () => {
  const Z = Matrix.rowVector([-3, -0.6, 0, 0.6, 3]);
  for (const flat of ["z > 0", "1", "sign(z)", "floor(z)"]) {
    assert.equal(saturatedShare(Z, activation(flat)), 1, flat);
    assert.equal(saturatedShare(Z, activation("own", activation(flat).f)), 1, `${flat} by differences`);
  }
  // Of z³ − z the slope 3z² − 1 is at most 11 up to z = ±2; near its turning points at ±0.58 it is flat.
  assert.equal(saturatedShare(Z, activation("z^3 - z")), 0.4);
  assert.equal(saturatedShare(Z, activation("abs(z)")), 0);
  assert.equal(saturatedShare(Matrix.rowVector([0, Math.PI / 2]), activation("sin")), 0.5);
});

test("there is no share of no values, and no negative deviation", () => {
  assert.throws(
    () => saturatedShare(Matrix.zeros(3, 0), tanh),
    /^RangeError: Cannot take the saturated share of a layer: its pre-activations are 3×0, and at least one is needed$/,
  );
  assert.throws(() => meanSlope(tanh, -1), RangeError);
  assert.throws(() => gaussianMean(tanh.f, NaN), RangeError);
});
