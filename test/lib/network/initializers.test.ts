import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  constant,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  Matrix,
  normal,
  orthogonal,
  scaledNormal,
  scaledUniform,
  seeded,
  torchLinear,
  truncatedNormal,
  xavierNormal,
  xavierUniform,
  zeros,
  type Initializer,
} from "../../../lib/index";
import { assertSameBits, assertThrows } from "../assertions";

const all: Readonly<Record<string, Initializer>> = {
  zeros,
  "constant(2)": constant(2),
  "scaledNormal(0.5)": scaledNormal(0.5),
  "scaledUniform(0.5)": scaledUniform(0.5),
  "truncatedNormal(0.5)": truncatedNormal(0.5),
  xavierNormal,
  xavierUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  torchLinear,
  "orthogonal()": orthogonal(),
};

const fan = fc.integer({ min: 1, max: 8 });

for (const [name, initialize] of Object.entries(all)) {
  test(`${name} makes one row per unit and one column per input, the same for the same seed`, () => {
    fc.assert(
      fc.property(fan, fan, fc.integer(), (fanIn, fanOut, seed) => {
        const W = initialize(fanIn, fanOut, seeded(seed));
        assert.equal(W.shape, `${fanOut}×${fanIn}`);
        assertSameBits(initialize(fanIn, fanOut, seeded(seed)), W);
      }),
    );
  });

  test(`${name} refuses fans that are not positive integers`, () => {
    for (const bad of [0, -1, 1.5, NaN]) {
      const rule = `must be an integer from 1 up, not ${bad}`;
      assertThrows(
        () => initialize(bad, 2, seeded(0)),
        `RangeError: Cannot initialize weights: fanIn ${rule}`,
      );
      assertThrows(
        () => initialize(2, bad, seeded(0)),
        `RangeError: Cannot initialize weights: fanOut ${rule}`,
      );
    }
  });
}

test("zeros and constants are what they say, and draw nothing", () => {
  const forbidden = (): number => assert.fail("nothing is random here");
  assertSameBits(zeros(3, 2, forbidden), Matrix.zeros(2, 3));
  assertSameBits(constant(-0.5)(3, 2, forbidden), Matrix.fill(2, 3, -0.5));
});

test("normal weights are randn times their scale, drawn row by row", () => {
  const [fanIn, fanOut] = [3, 4];
  const randn = (scale: number): Matrix => {
    const random = seeded(9);
    return Matrix.generate(fanOut, fanIn, () => scale * normal(random));
  };
  assertSameBits(scaledNormal(0.01)(fanIn, fanOut, seeded(9)), randn(0.01));
  assertSameBits(xavierNormal(fanIn, fanOut, seeded(9)), randn(Math.sqrt(2 / (fanIn + fanOut))));
  assertSameBits(heNormal(fanIn, fanOut, seeded(9)), randn(Math.sqrt(2 / fanIn)));
});

test("the variances are those of the papers", () => {
  const [fanIn, fanOut] = [300, 700];
  const count = fanIn * fanOut;
  // The variance of the squares, over the squared variance: 2 for normal draws, 4/5 for uniform ones.
  const cases = [
    { initialize: scaledNormal(3), expected: 9, spread: 2 },
    { initialize: xavierNormal, expected: 2 / (fanIn + fanOut), spread: 2 },
    { initialize: xavierUniform, expected: 2 / (fanIn + fanOut), spread: 4 / 5 },
    { initialize: heNormal, expected: 2 / fanIn, spread: 2 },
  ];
  for (const { initialize, expected, spread } of cases) {
    const W = initialize(fanIn, fanOut, seeded(4));
    assert.ok(Math.abs(W.mean()) < 4 * Math.sqrt(expected / count));
    assert.ok(Math.abs(W.hadamard(W).mean() / expected - 1) < 4 * Math.sqrt(spread / count));
  }
});

test("uniform weights fill their bounds and stay within", () => {
  const bound = Math.sqrt(6 / 1000);
  const W = xavierUniform(300, 700, seeded(4));
  const sorted = W.data.slice().sort();
  assert.ok(sorted[0]! >= -bound && sorted.at(-1)! <= bound);
  // Of 210 000 draws, the chance that none is within 1e-4 of an end is e^−10.
  assert.ok(sorted[0]! < -bound * (1 - 1e-4) && sorted.at(-1)! > bound * (1 - 1e-4));
});

test("scales and constants that are not finite, and negative scales, are refused", () => {
  const scale =
    "RangeError: Cannot initialize normal weights: their scale must be a finite number from 0 up, not";
  for (const bad of [-1, NaN, Infinity]) assertThrows(() => scaledNormal(bad), `${scale} ${bad}`);
  const value = "RangeError: Cannot initialize constant weights: their value must be a finite number, not";
  for (const bad of [NaN, -Infinity]) assertThrows(() => constant(bad), `${value} ${bad}`);
  assertSameBits(scaledNormal(0)(2, 2, seeded(0)).map(Math.abs), Matrix.zeros(2, 2));
});
