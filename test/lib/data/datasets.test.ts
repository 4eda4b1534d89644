import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  blobs,
  circles,
  mean,
  moons,
  normal,
  seeded,
  spirals,
  standardDeviation,
  xor,
  type Dataset,
} from "../../../lib/index";
import type { DatasetOptions } from "../../../lib/data/dataset";
import { assertSameBits, assertThrows } from "../assertions";

const makers: Readonly<Record<string, (options: DatasetOptions) => Dataset>> = {
  moons,
  circles,
  spirals,
  blobs,
};

for (const [name, make] of Object.entries(makers)) {
  test(`${name} are balanced in any stretch, of the asked size, and the same for the same seed`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer(), (count, seed) => {
        const data = make({ count, random: seeded(seed) });
        assert.equal(data.name, name);
        assert.equal(data.X.shape, `2×${count}`);
        assert.deepEqual(data.Y.toArray(), [Array.from({ length: count }, (_, i) => i % 2)]);
        assert.ok(data.X.data.every(Number.isFinite));
        assertSameBits(make({ count, random: seeded(seed) }).X, data.X);
        assert.ok(!make({ count, random: seeded(seed + 1) }).X.equals(data.X));
      }),
    );
  });

  test(`${name} have 200 examples if no number is given, and noise of the given deviation`, () => {
    assert.equal(make({ random: seeded(0) }).X.cols, 200);
    const options = { count: 5000, random: seeded(1) };
    const [clean, noisy] = [make({ ...options, noise: 0 }), make({ ...options, noise: 0.25 })];
    const noise = noisy.X.minus(clean.X).data;
    // Four standard errors of a mean and of a standard deviation.
    assert.ok(Math.abs(mean(noise)) < (4 * 0.25) / Math.sqrt(noise.length));
    assert.ok(Math.abs(standardDeviation(noise) - 0.25) < (4 * 0.25) / Math.sqrt(2 * noise.length));
  });

  test(`${name} refuse numbers of examples and noise out of range`, () => {
    for (const count of [1, 0, -5, 2.5, NaN]) {
      assertThrows(
        () => make({ count, random: seeded(0) }),
        `RangeError: Cannot draw ${name}: the number of examples must be an integer from 2 up, not ${count}`,
      );
    }
    for (const noise of [-1, NaN, Infinity]) {
      assertThrows(
        () => make({ noise, random: seeded(0) }),
        `RangeError: Cannot draw ${name}: the noise must be a finite number from 0 up, not ${noise}`,
      );
    }
  });
}

test("noise is drawn example by example, x before y, so that a seed keeps its meaning", () => {
  const random = seeded(8);
  const { X } = blobs({ count: 6, noise: 0.5, random: seeded(8) });
  for (let i = 0; i < 6; i++) {
    const centre = i % 2 === 0 ? -1 : 1;
    assert.deepEqual(X.column(i), [centre + 0.5 * normal(random), centre + 0.5 * normal(random)]);
  }
});

test("xor is 1 where exactly one input is", () => {
  const { X, Y, name } = xor();
  assert.equal(name, "xor");
  for (let j = 0; j < 4; j++) assert.equal(Y.get(0, j), X.get(0, j) ^ X.get(1, j));
  assert.equal(new Set(X.transpose().toArray().map(String)).size, 4);
});

/** Examples without noise, class by class. */
function clean(make: (options: DatasetOptions) => Dataset, label: number): number[][] {
  const { X, Y } = make({ count: 201, noise: 0, random: seeded(0) });
  return X.transpose()
    .toArray()
    .filter((_, i) => Y.get(0, i) === label);
}

/** A few roundings of numbers of order 1. */
const EXACT = 1e-14;

test("moons are two half circles that reach into each other", () => {
  const upper = clean(moons, 0);
  const lower = clean(moons, 1);
  assert.equal(upper.length, 101);
  for (const [x, y] of upper) assert.ok(Math.abs(Math.hypot(x!, y!) - 1) < EXACT && y! >= 0);
  for (const [x, y] of lower) assert.ok(Math.abs(Math.hypot(x! - 1, y! - 0.5) - 1) < EXACT && y! <= 0.5);
  // From end to end.
  assert.deepEqual(upper[0], [1, 0]);
  assert.ok(Math.abs(upper.at(-1)![0]! + 1) < EXACT);
});

test("circles are closed, without a doubled point", () => {
  for (const [label, radius] of [
    [0, 1],
    [1, 0.5],
  ] as const) {
    const points = clean(circles, label);
    for (const [x, y] of points) assert.ok(Math.abs(Math.hypot(x!, y!) - radius) < EXACT);
    // Evenly spaced points of a whole circle have their middle at 0.
    assert.ok(Math.abs(mean(points.map(([x]) => x!))) < EXACT);
    assert.ok(Math.abs(mean(points.map(([, y]) => y!))) < EXACT);
  }
});

test("the arms of the spirals go outwards, one a half turn from the other", () => {
  const { X } = spirals({ count: 200, noise: 0, random: seeded(0) });
  for (let i = 0; i < 200; i += 2) {
    const [one, other] = [X.column(i), X.column(i + 1)];
    assert.ok(Math.abs(one[0]! + other[0]!) < EXACT && Math.abs(one[1]! + other[1]!) < EXACT);
    if (i > 0) assert.ok(Math.hypot(...one) > Math.hypot(...X.column(i - 2)));
  }
  assert.ok(Math.abs(Math.hypot(...X.column(198)) - 1) < EXACT);
});

test("blobs are around their centres, and a line separates them", () => {
  assert.deepEqual(clean(blobs, 0)[0], [-1, -1]);
  assert.deepEqual(clean(blobs, 1)[0], [1, 1]);
  const { X, Y } = blobs({ random: seeded(0) });
  for (let i = 0; i < X.cols; i++) assert.equal(X.get(0, i) + X.get(1, i) > 0, Y.get(0, i) === 1);
});
