import assert from "node:assert/strict";
import { test } from "node:test";
import { seeded } from "../../../../../lib/math/random/seeded";
import * as elementwise from "../../../../../lib/math/engine/wasm/elementwise";
import { wasm } from "../../../../../lib/math/engine/wasm/instance";
import * as single from "../../../../../lib/math/elementary/activations";
import { assertSameBits, AWKWARD, randomBits } from "./numbers";

const { relu, sigmoid, tanh } = elementwise;
const functions = [
  { name: "relu", one: single.relu, all: relu.value },
  { name: "slope of relu", one: single.reluSlope, all: relu.slope },
  { name: "sigmoid", one: single.sigmoid, all: sigmoid.value },
  { name: "slope of sigmoid", one: single.sigmoidSlope, all: sigmoid.slope },
  { name: "tanh", one: single.tanh, all: tanh.value },
  { name: "slope of tanh", one: single.tanhSlope, all: tanh.slope },
  { name: "identity", one: single.identity, all: elementwise.onArrays.get(single.identity)! },
  {
    name: "slope of identity",
    one: single.identitySlope,
    all: elementwise.onArrays.get(single.identitySlope)!,
  },
];

/**
 * Numbers of any bits, many in the range where the functions bend, awkward ones, and the points where formulas
 * change.
 */
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
  for (const { name, one, all } of functions) {
    const out = new Float64Array(x.length);
    all(out, x);
    assertSameBits(out, x.map(one), name);
  }
});

test("arrays of every length have the bits of single numbers, in place too", () => {
  const x = samples(3000);
  for (const length of [...Array(70).keys(), 2047, 2048, 2049, 4097, 5000]) {
    for (const { name, one, all } of functions) {
      const part = x.slice(0, length);
      const expected = part.map(one);
      all(part, part);
      assertSameBits(part, expected, `${name} of ${length}`);
    }
  }
});

test("a value and its slope in one go have the bits of each alone", () => {
  for (const length of [3, 5000]) {
    const x = samples(length).slice(0, length);
    const [value, slope] = [new Float64Array(length), new Float64Array(length)];
    tanh.both(value, slope, x);
    assertSameBits(value, x.map(single.tanh), "tanh");
    assertSameBits(slope, x.map(single.tanhSlope), "slope of tanh");
    sigmoid.both(value, slope, x);
    assertSameBits(value, x.map(single.sigmoid), "sigmoid");
    assertSameBits(slope, x.map(single.sigmoidSlope), "slope of sigmoid");
    relu.both(value, slope, x);
    assertSameBits(value, x.map(single.relu), "relu");
    assertSameBits(slope, x.map(single.reluSlope), "slope of relu");
  }
});
