import assert from "node:assert/strict";
import { test } from "node:test";
import { all, create, type BigNumber } from "mathjs";
import { exp } from "../../../../../lib/math/elementary";
import { seeded } from "../../../../../lib/math/random/seeded";
import * as single from "../../../../../lib/math/elementary/activations";

const math = create(all!, { number: "BigNumber", precision: 60 });
const one = math.bignumber(1);
const two = math.bignumber(2);

/** The exponent of the last place of a float, read from its bits. */
function lastPlace(x: number): number {
  const [low, high] = new Uint32Array(Float64Array.of(x).buffer);
  assert.ok(low !== undefined && high !== undefined);
  return Math.max(1, (high >>> 20) & 0x7ff) - 1075;
}

/** The exact value of a float: `math.bignumber(x)` would take its shortest decimal. */
function exactly(x: number): BigNumber {
  const place = lastPlace(x);
  // 2^1074 itself would overflow.
  const digits = place < -1000 ? x * 2 ** 1000 * 2 ** (-place - 1000) : x * 2 ** -place;
  return math.bignumber(BigInt(digits).toString()).times(two.pow(place));
}

/** Distance of `actual` from the true value in units of its last place. */
function ulps(actual: number, truth: BigNumber): number {
  return exactly(actual)
    .minus(truth)
    .abs()
    .div(two.pow(lastPlace(truth.toNumber())))
    .toNumber();
}

const power = (x: BigNumber): BigNumber => math.exp(x);
const functions = {
  exp: { limit: 0.9, truth: power, from: -746, to: 709.7 },
  sigmoid: { limit: 3, truth: (x: BigNumber) => one.div(one.plus(power(x.neg()))), from: -746, to: 40 },
  sigmoidSlope: {
    limit: 3,
    truth: (x: BigNumber) => one.div(two.plus(power(x)).plus(power(x.neg()))),
    from: -746,
    to: 746,
  },
  tanh: {
    limit: 3,
    truth: (x: BigNumber) => one.minus(two.div(power(x.times(2)).plus(1))),
    from: -20,
    to: 20,
  },
  tanhSlope: {
    limit: 4,
    truth: (x: BigNumber) => math.bignumber(4).div(two.plus(power(x.times(2))).plus(power(x.times(-2)))),
    from: -354,
    to: 354,
  },
} as const;

for (const [name, { limit, truth, from, to }] of Object.entries(functions)) {
  test(`${name} is at most ${limit} units in the last place off`, () => {
    const random = seeded(4);
    const wide = Array.from({ length: 400 }, () => from + (to - from) * random());
    const bends = Array.from({ length: 800 }, () => (random() - 0.5) * 6);
    const small = Array.from({ length: 200 }, () => (random() - 0.5) * 10 ** (-8 * random()));
    let worst = 0;
    for (const x of [...wide, ...bends, ...small]) {
      worst = Math.max(worst, ulps({ ...single, exp }[name as keyof typeof functions](x), truth(exactly(x))));
    }
    assert.ok(worst <= limit, `${worst} units`);
  });
}

test("tanh of a tiny number is that number", () => {
  for (const x of [1e-9, 1e-100, 1e-310, Number.MIN_VALUE]) {
    assert.equal(single.tanh(x), x);
    assert.equal(single.tanh(-x), -x);
  }
});

test("the functions are exact at zero and at the ends, and hand NaN on", () => {
  assert.deepEqual([0, Infinity, -Infinity, NaN].map(exp), [1, Infinity, 0, NaN]);
  assert.deepEqual([0, Infinity, -Infinity, NaN].map(single.sigmoid), [0.5, 1, 0, NaN]);
  assert.deepEqual([0, Infinity, -Infinity, NaN].map(single.sigmoidSlope), [0.25, 0, 0, NaN]);
  assert.deepEqual([0, -0, Infinity, -Infinity, NaN].map(single.tanh), [0, -0, 1, -1, NaN]);
  assert.deepEqual([0, Infinity, -Infinity, NaN].map(single.tanhSlope), [1, 0, 0, NaN]);
});

test("tanh is odd, and neither it nor the sigmoid leaves its range", () => {
  const random = seeded(5);
  for (let round = 0; round < 100_000; round++) {
    const x = (random() - 0.5) * 10 ** (random() * 4 - 1);
    assert.equal(single.tanh(-x), -single.tanh(x));
    assert.ok(Math.abs(single.tanh(x)) <= 1);
    assert.ok(single.sigmoid(x) >= 0 && single.sigmoid(x) <= 1);
  }
});
