import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import * as mathjs from "mathjs";
import { mean, quantile, standardDeviation, variance } from "../../../lib/index";
import { ordinary } from "../arbitraries";
import { assertThrows, gamma } from "../assertions";

const values = fc.array(ordinary, { minLength: 1, maxLength: 50 });

function assertClose(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected} ± ${tolerance}`);
}

test("mean, variance and standard deviation are those of mathjs", () => {
  fc.assert(
    fc.property(values, (list) => {
      const n = list.length;
      // Sums of n numbers up to 1000 in size, of n squares up to 2000² of distances with a relative error each.
      assertClose(mean(list), mathjs.mean(list), 2 * gamma(n + 1) * 1000);
      const tolerance = 4 * gamma(2 * n + 6) * 2000 ** 2;
      assertClose(variance(list), Number(mathjs.variance(list, "uncorrected")), tolerance);
      assert.equal(standardDeviation(list), Math.sqrt(variance(list)));
    }),
  );
});

test("quantiles are those of mathjs, which interpolates as NumPy does", () => {
  // In sixty-fourths, places among the values are exact; mathjs fails where one is a rounding away from an integer.
  const sixtyFourths = fc.integer({ min: 0, max: 64 }).map((n) => n / 64);
  fc.assert(
    fc.property(values, sixtyFourths, (list, q) => {
      // Both interpolate between the same two values with a few roundings of numbers up to 2000 × 50.
      assertClose(quantile(list, q), mathjs.quantileSeq(list, q), gamma(10) * 2000 * 50);
    }),
  );
});

test("quantiles never decrease with their share", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(values, share, share, (list, p, q) => {
      // Up to the rounding of an interpolation between numbers up to 1000.
      assert.ok(quantile(list, Math.min(p, q)) <= quantile(list, Math.max(p, q)) + gamma(4) * 2000);
    }),
  );
});

test("quantiles go from the smallest value to the largest and leave the list alone", () => {
  const list = [3, -1, 2];
  assert.deepEqual([quantile(list, 0), quantile(list, 0.5), quantile(list, 1)], [-1, 2, 3]);
  assert.deepEqual(list, [3, -1, 2]);
  assert.equal(quantile([-Infinity, Infinity], 1), Infinity);
  assert.equal(quantile([Infinity, Infinity], 0.3), Infinity);
});

test("typed arrays and plain arrays count alike", () => {
  const list = [1, 2, 4, 8];
  const typed = Float64Array.from(list);
  assert.equal(mean(typed), mean(list));
  assert.equal(variance(typed), variance(list));
  assert.equal(quantile(typed, 0.3), quantile(list, 0.3));
});

test("equal values have no spread", () => {
  assert.equal(variance([5, 5, 5]), 0);
  assert.equal(standardDeviation([7]), 0);
});

test("statistics of no values, and shares outside 0 to 1, are refused", () => {
  const none = (statistic: string): string =>
    `RangeError: Cannot take the ${statistic} of no values: give at least one`;
  assertThrows(() => mean([]), none("mean"));
  assertThrows(() => variance([]), none("variance"));
  assertThrows(() => standardDeviation([]), none("standard deviation"));
  assertThrows(() => quantile([], 0.5), none("quantile"));
  for (const q of [-0.1, 1.1, NaN]) {
    assertThrows(
      () => quantile([1], q),
      `RangeError: Cannot take the quantile at ${q}: the share goes from 0 to 1`,
    );
  }
  assertThrows(
    () => quantile([1, NaN], 0.5),
    "RangeError: Cannot take the quantile: one of the values is NaN",
  );
  assert.ok(Number.isNaN(mean([1, NaN])));
});
