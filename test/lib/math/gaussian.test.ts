import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { erf, normalCdf } from "../../../lib/math/gaussian";

const oracle = JSON.parse(
  readFileSync(join(__dirname, "../fixtures/special-functions.json"), "utf8"),
) as Record<string, [x: number, high: number, low: number][]>;

for (const [name, f] of Object.entries({ erf, normalCdf })) {
  test(`${name} is right to 1e-14 of itself, far out in the tails too`, () => {
    for (const [x, exact] of oracle[name]!) {
      const error = Math.abs(f(x) / exact - 1);
      assert.ok(error < 1e-14, `${name}(${x}) is ${f(x)}, not ${exact}: off by ${error}`);
    }
  });
}

test("the distribution function goes from 0 to 1 and erf from -1 to 1, with exact middles", () => {
  assert.deepEqual([-Infinity, 0, Infinity].map(normalCdf), [0, 0.5, 1]);
  assert.deepEqual([-Infinity, 0, Infinity].map(erf), [-1, 0, 1]);
  for (const far of [40, 1e5, 1e9 + 0.3, 3e38, 1e300]) assert.deepEqual([-far, far].map(normalCdf), [0, 1]);
});

test("they never fall", () => {
  for (const f of [normalCdf, erf]) {
    for (let x = -9; x < 9; x += 0.01) assert.ok(f(x + 0.01) >= f(x), `at ${x}`);
  }
});

test("NaN is refused", () => {
  assert.throws(() => normalCdf(NaN), { name: "RangeError", message: /x is NaN/ });
  assert.throws(() => erf(NaN), { name: "RangeError", message: /x is NaN/ });
});
