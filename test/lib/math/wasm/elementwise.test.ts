import assert from "node:assert/strict";
import { test } from "node:test";
import { seeded } from "../../../../lib/math/random";
import * as elementwise from "../../../../lib/math/wasm/elementwise";
import { wasm } from "../../../../lib/math/wasm/instance";
import * as single from "../../../../lib/math/functions";
import { assertSameBits, AWKWARD, randomBits } from "./numbers";

const names = ["exp", "sigmoid", "sigmoidSlope", "tanh", "tanhSlope"] as const;

/** Numbers of any bits, many in the range where the functions bend, awkward ones, and the points where formulas change. */
function samples(count: number): Float64Array {
  const random = seeded(2);
  const edges = [2 ** -28, 354, 710, 746, 745.13, 709.78, 708.4, 0.34657359027997264, 22].flatMap((x) =>
    [x, -x].flatMap((y) => [y * (1 - 2 ** -52), y, y * (1 + 2 ** -52)]),
  );
  const bends = Array.from({ length: count }, () => (random() - 0.5) * 10 ** (random() * 5 - 1));
  return Float64Array.from([...AWKWARD, ...edges, ...bends, ...randomBits(count, 3)]);
}

test("arrays have the bits of single numbers", () => {
  assert.ok(wasm());
  const x = samples(300_000);
  for (const name of names) {
    const out = new Float64Array(x.length);
    elementwise[name](out, x);
    assertSameBits(out, x.map(single[name]), name);
  }
});

test("arrays of every length have the bits of single numbers, in place too", () => {
  const x = samples(3000);
  for (const length of [...Array(70).keys(), 2047, 2048, 2049, 4097, 5000]) {
    for (const name of names) {
      const part = x.slice(0, length);
      const expected = part.map(single[name]);
      elementwise[name](part, part);
      assertSameBits(part, expected, `${name} of ${length}`);
    }
  }
});

test("a value and its slope in one go have the bits of each alone", () => {
  for (const length of [3, 5000]) {
    const x = samples(length).slice(0, length);
    const [value, slope] = [new Float64Array(length), new Float64Array(length)];
    elementwise.tanhAndSlope(value, slope, x);
    assertSameBits(value, x.map(single.tanh), "tanh");
    assertSameBits(slope, x.map(single.tanhSlope), "slope of tanh");
    elementwise.sigmoidAndSlope(value, slope, x);
    assertSameBits(value, x.map(single.sigmoid), "sigmoid");
    assertSameBits(slope, x.map(single.sigmoidSlope), "slope of sigmoid");
  }
});
