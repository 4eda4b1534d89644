import assert from "node:assert/strict";
import { test } from "node:test";
import {
  exactActivations,
  identity,
  Matrix,
  relu,
  squaredError,
  trainExactly,
  train,
  type Activation,
} from "../../../lib/index";
import type { ExactTrainingOptions } from "../../../lib/theory/proof/exact-training";
import type { Rational } from "../../../lib/theory/proof/rational";
import { rational } from "../../../lib/theory/proof/rational";
import { digitsOf } from "../../../lib/theory/proof/rational";
import { assertThrows } from "../assertions";

/** A fraction as a floating-point number: exact if that has at most 100 binary places, else to within 2⁻¹⁰⁰ and rounding. */
const toNumber = ({ s, n, d }: Rational): number => (Number(s) * Number((n << 100n) / d)) / 2 ** 100;

const hardTanh: Activation = {
  ...identity,
  name: "hardTanh",
  f: (z) => Math.max(-1, Math.min(1, z)),
  df: (z) => Number(Math.abs(z) < 1),
};
const square: Activation = { ...identity, name: "square", f: (z) => z * z, df: (z) => 2 * z };
const inFloats: Record<keyof typeof exactActivations, Activation> = { identity, relu, square, hardTanh };

const options: ExactTrainingOptions = {
  layers: [
    {
      W: [
        [0.5, -0.25],
        [0.5, -0.25],
        ["1", "0.75"],
      ],
      b: ["1/8", "1/8", 0],
    },
    { W: [[0.5, 0.5, -0.5]], b: ["1/4"] },
  ],
  X: [
    [0, 0, 1, 2],
    [0, 1, 0, 1],
  ],
  Y: [[0, 1, 1, 0]],
  learningRate: "1/4",
  steps: 4,
};

for (const name of ["identity", "relu", "square", "hardTanh"] as const) {
  const steps = name === "square" ? 3 : 4;
  const history = trainExactly({ ...options, steps, activation: exactActivations[name] });

  test(`${name}: units 1 and 2 are equal as fractions at every step, unit 3 is another`, () => {
    assert.equal(history.length, steps + 1);
    for (const { layers } of history) {
      const [first, second, third] = layers[0]!.W;
      assert.ok(first!.every((w, j) => w.equals(second![j]!)));
      assert.ok(!first!.every((w, j) => w.equals(third![j]!)));
      assert.ok(layers[0]!.b[0]!.equals(layers[0]!.b[1]!));
      assert.ok(layers[1]!.W[0]![0]!.equals(layers[1]!.W[0]![1]!));
    }
    assert.ok(!history.at(-1)!.layers[0]!.W[0]![0]!.equals(history[0]!.layers[0]!.W[0]![0]!));
  });

  test(`${name}: training in floating point stays within its rounding of the exact one`, () => {
    const read = (rows: readonly (readonly (string | number)[])[]) =>
      Matrix.from(rows.map((row) => row.map((entry) => toNumber(rational(entry)))));
    const network = {
      layers: options.layers.map(({ W, b }, l) => ({
        W: read(W),
        b: read([b]).transpose(),
        activation: l === 0 ? inFloats[name] : identity,
      })),
    };
    const [X, Y] = [read(options.X), read(options.Y)];
    const floats = train(network, { X, Y }, { loss: squaredError, learningRate: 0.25, steps }).network;
    const exact = history.at(-1)!.layers;
    floats.layers.forEach(({ W, b }, l) => {
      // Some hundred roundings of 1e-16 on numbers below 10.
      W.toArray().forEach((row, i) => {
        row.forEach((w, j) => {
          assert.ok(Math.abs(w - toNumber(exact[l]!.W[i]![j]!)) < 1e-13);
        });
      });
      b.column(0).forEach((bias, i) => {
        assert.ok(Math.abs(bias - toNumber(exact[l]!.b[i]!)) < 1e-13);
      });
    });
  });
}

test("unequal output weights part the rows, as fractions too", () => {
  const [hidden] = options.layers;
  const layers = [hidden!, { W: [[0.5, "0.5000000000000000000000000001", -0.5]], b: [0] }];
  const { W } = trainExactly({ ...options, layers, steps: 1 })[1]!.layers[0]!;
  assert.ok(!W[0]![0]!.equals(W[1]![0]!));
  // Their difference is far below what floating point could tell.
  assert.ok(Math.abs(toNumber(W[0]![0]!) - toNumber(W[1]![0]!)) < 1e-15);
});

test("the digits triple with each step of a ReLU network", () => {
  const digits = trainExactly({ ...options, steps: 5 }).map((state) => state.digits);
  for (const step of [3, 4, 5]) {
    const growth = digits[step]! / digits[step - 1]!;
    assert.ok(growth > 2.5 && growth < 3.5, `${digits.join()} grows by ${growth}`);
  }
});

test("long fractions are shortened and measured without overflow", () => {
  const huge = rational(`${"1".repeat(500)}/${"3".repeat(500)}`);
  assert.equal(huge.toFraction(), "1/3");
  const long = rational(`-1${"0".repeat(999)}1/1${"0".repeat(1000)}`);
  assert.ok(Math.abs(digitsOf(long) - 1001) <= 2);
  assert.equal(digitsOf(rational("-123/7")), 3);
});

test("a number means the decimal that it is printed as", () => {
  assert.equal(rational(0.1).toFraction(), "1/10");
  assert.equal(rational(1e-7).toFraction(), "1/10000000");
});

test("what is not a fraction, and shapes that do not fit, are refused", () => {
  assertThrows(
    () => rational(NaN),
    'TypeError: Cannot make a fraction of NaN: write a decimal or a quotient, e.g. "1/3"',
  );
  assert.throws(() => rational("1/0"), /Cannot make a fraction of "1\/0"/);
  assertThrows(
    () => trainExactly({ ...options, X: [[1, 2, 3, 4]] }),
    "RangeError: Cannot train layer 1 exactly: with 3 biases and 1 inputs it needs 3 rows of 1 weights, and at least one",
  );
  assert.throws(() => trainExactly({ ...options, Y: [[1]] }), /each needs one entry per example/);
  assert.throws(() => trainExactly({ ...options, steps: -1 }), RangeError);
});
