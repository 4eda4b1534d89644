import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNumber, rounded, withMinus } from "../../../lib/math/format";

const written = (values: readonly number[], digits?: number): string[] =>
  values.map((value) => formatNumber(value, digits));

test("integers below a million are written in full, and zero without a sign", () => {
  assert.deepEqual(written([0, -0, 7, -12345, 999999]), ["0", "0", "7", "-12345", "999999"]);
});

test("other numbers have three significant digits and no zeros at the end", () => {
  assert.deepEqual(written([0.5, 1.2749, -0.0123456, 99999.4]), ["0.5", "1.27", "-0.0123", "1e5"]);
  assert.deepEqual(written([2 / 3, 1 / 3], 5), ["0.66667", "0.33333"]);
});

test("very small and very large numbers have a power of ten", () => {
  assert.deepEqual(written([1.234e-7, -1e-9, 1e6, 2.5e300]), ["1.23e-7", "-1e-9", "1e6", "2.5e300"]);
  assert.equal(formatNumber(1e-10, 1), "1e-10");
  assert.equal(formatNumber(5e-324), "4.94e-324");
});

test("what is rounded up to the next size is written as one of that size", () => {
  assert.equal(formatNumber(0.00099999), "0.001");
});

test("NaN and infinity are written as such", () => {
  assert.deepEqual(written([NaN, Infinity, -Infinity]), ["NaN", "Infinity", "-Infinity"]);
});

test("a number reads back as itself, as far as its digits go", () => {
  for (const value of [1.5, 0.0021987, 123.456, 6.02214e23]) {
    assert.equal(Number(formatNumber(value, 4)), rounded(value, 4));
  }
});

test("in a text for readers negative numbers have a true minus; words, ranges and dates keep their hyphens", () => {
  const kept = ["GPT-2", "a 2-4-1 network", "2026-11-30", "0-0.5", "a well-known start", "f(x)-1", "W[0]-1"];
  assert.deepEqual(kept.map(withMinus), kept);
  const signs = ["-1", "(-1, -.5)", "z = -0.3", "1.2e-5", "10<sup>-3</sup>", "-2 to -1"];
  assert.deepEqual(signs.map(withMinus), [
    "−1",
    "(−1, −.5)",
    "z = −0.3",
    "1.2e−5",
    "10<sup>−3</sup>",
    "−2 to −1",
  ]);
});
