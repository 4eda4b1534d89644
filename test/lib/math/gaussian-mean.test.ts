import assert from "node:assert/strict";
import { test } from "node:test";
import {
  gaussianMean,
  leakyRelu,
  meanSlope,
  relu,
  seeded,
  sigmoid,
  softplus,
  tanh,
} from "../../../lib/index";
import { normalCdf, normalDensity } from "../../../lib/math/gaussian";

/** Deviations over twelve powers of ten. */
const deviations = [1e-6, 0.01, 0.3, 1, 5 / 3, 10, 1000, 1e6];

function assertNear(actual: number, exact: number, size = Math.abs(exact)): void {
  assert.ok(Math.abs(actual - exact) <= 1e-10 * size, `${actual} is not ${exact} to ten digits`);
}

test("means of functions with a kink are exact to ten digits at any deviation", () => {
  for (const s of deviations) {
    assertNear(gaussianMean(relu.f, s), s / Math.sqrt(2 * Math.PI));
    assertNear(
      gaussianMean((z) => relu.f(z) ** 2, s),
      s ** 2 / 2,
    );
    assertNear(gaussianMean(Math.abs, s), s * Math.sqrt(2 / Math.PI));
    assertNear(
      gaussianMean((z) => leakyRelu.f(z) ** 2, s),
      (s ** 2 * (1 + 0.01 ** 2)) / 2,
    );
  }
});

test("means of functions with a jump are exact to ten digits at any deviation", () => {
  for (const s of deviations) {
    assertNear(meanSlope(relu, s), 1 / 2);
    assertNear(meanSlope(leakyRelu, s), 1.01 / 2);
  }
});

test("kinks and jumps anywhere else are found too", () => {
  for (const at of [0.1, 0.7, 1, Math.PI, 5, 7.3]) {
    assertNear(
      gaussianMean((z) => (z > at ? 1 : 0), 1),
      normalCdf(-at),
      1,
    );
    assertNear(
      gaussianMean((z) => Math.max(0, z - at), 1),
      normalDensity(at) - at * normalCdf(-at),
      1,
    );
  }
});

test("the share of a tanh layer that is saturated is the tail of the normal distribution", () => {
  for (const s of [0.5, 1, 5 / 3, 4]) {
    const share = gaussianMean((z) => (Math.abs(tanh.f(z)) > 0.97 ? 1 : 0), s);
    assertNear(share, 2 * normalCdf(-Math.atanh(0.97) / s), 1);
  }
});

test("means of smooth functions match their closed forms", () => {
  for (const s of [0.1, 1, 3]) {
    assertNear(gaussianMean(Math.exp, s), Math.exp(s ** 2 / 2));
    assertNear(gaussianMean(Math.cos, s), Math.exp(-(s ** 2) / 2), 1);
    assertNear(
      gaussianMean((z) => z ** 6, s),
      15 * s ** 6,
    );
    assertNear(gaussianMean(sigmoid.f, s), 1 / 2);
    assertNear(meanSlope(softplus, s), 1 / 2);
  }
});

test("a constant has itself for a mean but for rounding, and an odd function exactly 0", () => {
  const mean = gaussianMean(() => 0.3, 7);
  assert.ok(Math.abs(mean / 0.3 - 1) < 4 * Number.EPSILON, `${mean}`);
  assert.equal(gaussianMean(tanh.f, 2), 0);
  assert.equal(gaussianMean(tanh.f, 0), 0);
});

test("the mean slope of tanh follows its series for small deviations and 2 / (s sqrt(2 pi)) for large ones", () => {
  for (const s of [0.01, 0.02]) assertNear(meanSlope(tanh, s), 1 - s ** 2 + 2 * s ** 4 - (17 / 3) * s ** 6);
  for (const s of [1e5, 1e6]) assertNear(meanSlope(tanh, s), 2 / (s * Math.sqrt(2 * Math.PI)));
});

test("a function without a mean, or one that cannot be summed, is refused", () => {
  assert.throws(() => gaussianMean(Math.log, 1), { name: "RangeError", message: /gives NaN at -/ });
  assert.throws(() => gaussianMean((z) => 1 / Math.abs(z), 1), {
    name: "RangeError",
    message: /gives Infinity/,
  });
  assert.throws(() => gaussianMean(() => NaN, 1), { name: "RangeError", message: /gives NaN at/ });
  const random = seeded(1);
  assert.throws(() => gaussianMean(() => random(), 1), { name: "RangeError", message: /changes too fast/ });
  for (const s of [-1, NaN, Infinity]) assert.throws(() => gaussianMean(tanh.f, s), { name: "RangeError" });
});
