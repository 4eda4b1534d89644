import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { all, create, type BigNumber } from "mathjs";
import { activations, createNetwork, type Activation } from "../../../lib/index";
import { assertThrows, UNIT_ROUNDOFF } from "../assertions";

const math = create(all!, { number: "BigNumber", precision: 64 });

/** The formulas as mathjs reads them; it differentiates them and evaluates them with 64 digits. */
const formulas = {
  sigmoid: "1 / (1 + exp(-z))",
  tanh: "tanh(z)",
  softplus: "log(1 + exp(z))",
  identity: "z",
} as const;

/** The very value of a number: its usual notation has fewer digits. */
const exactly = (x: number): BigNumber => math.bignumber(x.toPrecision(60));

/** The largest relative error of a formula of at most six operations, each of which errs by up to one last digit. */
const TOLERANCE = 6 * 2 * UNIT_ROUNDOFF;

for (const [name, formula] of Object.entries(formulas)) {
  test(`${name} and its slope agree with mathjs, which differentiates the formula with 64 digits`, () => {
    const { f, df } = activations[name as keyof typeof formulas];
    const value = math.parse(formula).compile();
    const slope = math.derivative(formula, "z").compile();
    fc.assert(
      fc.property(fc.double({ min: -40, max: 40, noNaN: true }), (z) => {
        const scope = { z: exactly(z) };
        const pairs = [
          [f(z), value.evaluate(scope) as BigNumber],
          [df(z), math.bignumber(slope.evaluate(scope) as BigNumber)],
        ] as const;
        for (const [actual, exact] of pairs) {
          const error = exactly(actual).minus(exact).abs().toNumber();
          // Numbers below the normal range have fewer digits.
          const allowed = TOLERANCE * exact.abs().toNumber() + 4 * Number.MIN_VALUE;
          assert.ok(error <= allowed, `${name} at ${z}: ${actual} instead of ${exact.toString()}`);
        }
      }),
      { numRuns: 400 },
    );
  });
}

test("relu and leaky relu are the pieces they should be, with the left slope at 0", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (z) => {
      const { relu, leakyRelu } = activations;
      assert.equal(relu.f(z), z > 0 ? z : 0);
      assert.equal(relu.df(z), z > 0 ? 1 : 0);
      assert.equal(leakyRelu.f(z), z > 0 ? z : 0.01 * z);
      assert.equal(leakyRelu.df(z), z > 0 ? 1 : 0.01);
    }),
  );
});

/** What an activation is at −∞ and +∞, and its slope there. */
interface Limits {
  readonly f: readonly [number, number];
  readonly df: readonly [number, number];
  /** Whether it falls somewhere, as one with a dip on the negative side does. */
  readonly notMonotone?: true;
}

const limits: Readonly<Record<string, Limits>> = {
  sigmoid: { f: [0, 1], df: [0, 0] },
  tanh: { f: [-1, 1], df: [0, 0] },
  relu: { f: [0, Infinity], df: [0, 1] },
  leakyRelu: { f: [-Infinity, Infinity], df: [0.01, 1] },
  softplus: { f: [0, Infinity], df: [0, 1] },
  identity: { f: [-Infinity, Infinity], df: [1, 1] },
  gelu: { f: [0, Infinity], df: [0, 1], notMonotone: true },
  silu: { f: [0, Infinity], df: [0, 1], notMonotone: true },
  selu: { f: [activations.selu.f(-100), Infinity], df: [0, activations.selu.df(1)] },
};

/**
 * Whether a value at |z| = `size` goes to a limit: it may still be 1/√size from it, as the slowest of the usual functions
 * is, and twice the last digit. On the way to ±Infinity it may be any number of that sign.
 */
function goesTo(limit: number, value: number, size: number): boolean {
  if (!Number.isFinite(limit)) return Math.sign(value) === Math.sign(limit);
  return Math.abs(value - limit) <= 1 / Math.sqrt(size) + 4 * UNIT_ROUNDOFF * Math.abs(limit);
}

for (const { name, f, df } of Object.values<Activation>(activations)) {
  test(`${name} reaches its limits at infinity, without a NaN on the way`, () => {
    const expected = limits[name]!;
    assert.deepEqual([f(-Infinity), f(Infinity)], expected.f);
    assert.deepEqual([df(-Infinity), df(Infinity)], expected.df);
    for (const size of [1e3, 1e100, 1e307]) {
      for (const [side, z] of [-size, size].entries()) {
        const [value, slope] = [expected.f[side]!, expected.df[side]!];
        assert.ok(goesTo(value, f(z), size), `f(${z}) is ${f(z)}, and its limit ${value}`);
        assert.ok(goesTo(slope, df(z), size), `df(${z}) is ${df(z)}, and its limit ${slope}`);
        // What grows without end grows as its slope says, if that has an end.
        if (Number.isFinite(slope)) assert.ok(goesTo(slope, f(z) / z, size), `f(${z}) is ${f(z)}`);
      }
    }
  });

  test(`${name} hands NaN on`, () => {
    assert.deepEqual([f(NaN), df(NaN)], [NaN, NaN]);
  });

  if (limits[name]!.notMonotone) continue;
  test(`${name} never decreases, and its slope is never negative`, () => {
    const numbers = fc.double({ noNaN: true });
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        // One last digit for the library functions, which may err by that much.
        assert.ok(f(low) <= f(high) + 4 * UNIT_ROUNDOFF * Math.abs(f(high)));
        assert.ok(df(a) >= 0);
      }),
    );
  });
}

test("slopes of saturated units are tiny, not 0", () => {
  const { sigmoid, tanh, softplus } = activations;
  // Far out, sigmoid′ and softplus are e^−|z|, and tanh′ is 4 e^−2|z|.
  assert.equal(sigmoid.df(700), Math.exp(-700));
  assert.equal(sigmoid.df(-700), Math.exp(-700));
  assert.equal(softplus.f(-700), Math.exp(-700));
  assert.equal(tanh.df(300), 4 * Math.exp(-600));
});

test("tanh is odd and the slopes of tanh and sigmoid are even, exactly", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (z) => {
      const { tanh, sigmoid } = activations;
      assert.ok(Object.is(tanh.f(-z), -tanh.f(z)));
      assert.equal(tanh.df(-z), tanh.df(z));
      assert.equal(sigmoid.df(-z), sigmoid.df(z));
    }),
  );
});

test("each activation is found under its own name and has a formula", () => {
  for (const [key, { name, tex }] of Object.entries<Activation>(activations)) {
    assert.equal(name, key);
    assert.match(tex ?? "", /z/);
  }
});

test("what is not an activation is refused where it is taken, with the line that works", () => {
  const start = (hidden: unknown) => () =>
    createNetwork({ weights: [[[1]], [[1]]], hidden: hidden as Activation });
  assertThrows(
    start(Math.sin),
    'TypeError: Cannot create a network with a function as its activation: write activation("sin", Math.sin)',
  );
  assertThrows(
    start({ name: "swish", f: Math.sin }),
    'TypeError: Cannot create a network with an activation without its slope df: write activation("swish", f), which finds the slope by itself',
  );
  assert.throws(start(undefined), /with undefined as its activation: give tanh, relu or another/);
  assert.throws(start("tanh"), /with "tanh" as its activation: give tanh, relu or another/);
  start({ name: "own", f: Math.sin, df: Math.cos })();
});
