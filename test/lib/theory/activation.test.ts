import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { derivative, parse } from "mathjs";
import {
  activation,
  activations,
  createNetwork,
  gain,
  Matrix,
  meanField,
  normalCdf,
  relu,
  tanh,
  train,
  type Activation,
} from "../../../lib/index";
import { numericSlope } from "../../../lib/math/numeric-slope";

const numbers = fc.double({ min: -8, max: 8, noNaN: true });

/** Fails unless two numbers agree within a share of their size, from 1 up. */
function assertNear(actual: number, expected: number, share: number, what: string): void {
  const error = Math.abs(actual - expected);
  assert.ok(error <= share * Math.max(1, Math.abs(expected)), `${what}: ${actual} instead of ${expected}`);
}

const formulas = [
  "z * exp(-z^2)",
  "sin(3 z) / (1 + z^2)",
  "ln(1 + exp(z)) - 0.5 z",
  "(z^3 - 2 z) ^ 2 / 100",
  "2 ^ z + atan(z) - sqrt(z^2 + 1)",
  "tanh(z)^3 + cos(z) * sinh(z / 4) - cosh(z / 5)",
  "cbrt(z^2 + 8) + log10(z^2 + 2)",
];

for (const text of formulas) {
  test(`${text} and its slope are those of mathjs, and the slope agrees with differences`, () => {
    const { f, df } = activation(text);
    const spelled = text.replaceAll("ln", "log");
    const [value, slope] = [parse(spelled).compile(), derivative(spelled, "z").compile()];
    fc.assert(
      fc.property(numbers, (z) => {
        assertNear(f(z), Number(value.evaluate({ z })), 1e-13, `${text} at ${z}`);
        assertNear(df(z), Number(slope.evaluate({ z })), 1e-12, `the slope of ${text} at ${z}`);
        assertNear(numericSlope(f)(z), df(z), 1e-8, `the difference of ${text} at ${z}`);
      }),
    );
  });
}

test("the name of an activation of the library, or a call of it, gives that very activation", () => {
  for (const one of Object.values<Activation>(activations)) {
    assert.equal(activation(one.name), one);
    assert.equal(activation(` ${one.name}(z)`), one);
  }
});

test("a formula of a built-in activation has its values, its slopes, its gain and its mean field", () => {
  const pairs: readonly [string, Activation][] = [
    ["max(0, z)", relu],
    ["z > 0 ? z : 0.01 z", activations.leakyRelu],
    ["1 / (1 + exp(-z))", activations.sigmoid],
    ["(exp(z) - exp(-z)) / (exp(z) + exp(-z))", tanh],
    ["ln(1 + exp(z))", activations.softplus],
    ["z / (1 + exp(-z))", activations.silu],
    ["0.5 z (1 + erf(z / sqrt(2)))", activations.gelu],
  ];
  for (const [text, own] of pairs) {
    const made = activation(text);
    fc.assert(
      fc.property(numbers, (z) => {
        assertNear(made.f(z), own.f(z), 1e-14, `${text} at ${z}`);
        assertNear(made.df(z), own.df(z), 1e-14, `the slope of ${text} at ${z}`);
      }),
    );
    assert.equal(made.df(0), own.df(0), `at its kink, if it has one: ${text}`);
    assertNear(gain(made), gain(own), 1e-12, `the gain of ${text}`);
    const variances = { weightVariance: 1.2, biasVariance: 0.1 };
    const [here, there] = [meanField(made, variances), meanField(own, variances)];
    assert.equal(here.phase, there.phase);
    if (Number.isFinite(there.q)) assertNear(here.q, there.q, 1e-9, `q of ${text}`);
  }
});

test("without a slope, a function's own differences agree with the slope that it has", () => {
  for (const { name, f, df } of Object.values<Activation>(activations)) {
    const made = activation(`my ${name}`, f);
    fc.assert(
      fc.property(numbers, (z) => {
        // Nearer to a kink than differences reach, either side's slope is right.
        fc.pre(z === 0 || Math.abs(z) > 1e-7);
        assertNear(made.df(z), df(z), 1e-8, `${name} at ${z}`);
      }),
    );
  }
  assert.equal(activation("sine", Math.sin, Math.cos).df, Math.cos);
});

test("at a kink and at a jump, the slope is that on the left, by formula and by differences", () => {
  const cases: readonly [string, (z: number) => number, number][] = [
    ["abs(z)", Math.abs, -1],
    ["max(z, 3 z)", (z) => Math.max(z, 3 * z), 1],
    ["min(2 z, 1 z)", (z) => Math.min(2 * z, z), 2],
    ["z > 0", (z) => Number(z > 0), 0],
    ["sign(z)", Math.sign, 0],
    ["floor(z) + z", (z) => Math.floor(z) + z, 1],
  ];
  for (const [text, f, slope] of cases) {
    assert.equal(activation(text).df(0), slope, text);
    assertNear(activation("own", f).df(0), slope, 1e-6, text);
    for (const z of [-1e-5, -1e-8, 1e-8, 1e-5]) {
      assert.equal(activation(text).f(z), f(z));
      assertNear(activation("own", f).df(z), activation(text).df(z), 1e-6, `${text} at ${z}`);
    }
  }
});

test("what TypeScript and typesetters write is read too", () => {
  const bump = activation("z * exp(-z^2)");
  for (const text of ["z * Math.exp(-(z**2))", "z · exp(−z^2)", "z exp(-z^2)", "(z) (exp(-z^2))"]) {
    assert.equal(activation(text).f(0.7), bump.f(0.7), text);
  }
  assert.equal(activation("-1 < z < 1").f(0.5), 1);
  assert.equal(activation("-1 < z < 1").f(1), 0);
  assert.equal(activation("pi z").f(1), Math.PI);
});

test("a formula has its TeX, and a function has none", () => {
  assert.match(activation("z * exp(-z^2)").tex!, /e\^\{-/);
  assert.match(activation("z > 0 ? z : 0.1 z").tex!, /cases/);
  assert.equal(activation("sine", Math.sin).tex, undefined);
});

test("NaN goes through every formula, and a formula without a value at some z says NaN there", () => {
  for (const text of [
    "z > 0",
    "z > 0 ? 1 : 0",
    "max(0, z)",
    "abs(z)",
    "sign(z)",
    "erf(z)",
    "z^0 + z",
    "floor(z)",
    "z and 1",
  ]) {
    const { f, df } = activation(text);
    assert.ok(Number.isNaN(f(NaN)), text);
    assert.ok(Number.isNaN(df(NaN)) || text === "z^0 + z", `the slope of ${text}`);
  }
  const cardinal = activation("sin(z) / z");
  assert.ok(Number.isNaN(cardinal.f(0)) && Number.isNaN(cardinal.df(0)));
  const { f, df } = activation("log(z)");
  assert.deepEqual([f(0), f(-1), df(-1)], [-Infinity, NaN, NaN]);
});

test("what is not an activation is refused, with the place and the rule", () => {
  const cases: readonly [string, RegExp][] = [
    ["", /^SyntaxError: Cannot make an activation of "": write a formula in z, such as "z \* exp\(-z\^2\)"$/],
    ["z * exp(-z^2", /^SyntaxError: .*: parenthesis \) expected at its end$/],
    ["2 +* z", /^SyntaxError: .*: value expected at character 4$/],
    ["z => z", /write only the formula, without =>$/],
    ["|z|", /write abs\(z\) for \|z\|/],
    ["z && 1", /write and for &&$/],
    ["x^2", /^RangeError: .*"x\^2": x at character 1 is unknown; the variable is z/],
    ["2 z + foo(z)", /the function foo at character 7 is unknown; it may call exp/],
    ["1 + sin z", /sin at character 5 is a function; write sin\(z\)$/],
    ["max(z)", /max at character 1 takes at least 2 numbers, not 1$/],
    ["tanh(z, 2)", /tanh at character 1 takes 1 number, not 2$/],
    ["z!", /! at character 2 is not an operator on real numbers$/],
    ["[z, 1]", /\[z, 1\] is not a number$/],
    ["'a'", /"a" is not a number$/],
    ["y = z", /y = z is not a number; write only what stands right of =$/],
    ["sqrt(-1 - z^2)", /its value is not a finite number at any z from -8 to 8$/],
    ["constructor(z)", /the function constructor at character 1 is unknown/],
  ];
  for (const [text, message] of cases) {
    assert.throws(
      () => activation(text),
      (error) => {
        assert.match(String(error), message);
        return true;
      },
    );
  }
});

test("a function alone, or one that makes no numbers, is refused with the line that works", () => {
  const loose = activation as (...given: unknown[]) => Activation;
  assert.throws(
    () => loose(Math.sin),
    /^TypeError: .* the function sin: give .* activation\("sin", Math.sin\)$/,
  );
  assert.throws(() => loose("a", 3), TypeError);
  assert.throws(() => loose("a", () => "1"), /its value at z = -7.9 is "1", and not a number/);
  assert.throws(() => loose("a", () => NaN), RangeError);
  assert.throws(() => loose("a", Math.sin, () => undefined), /its slope at z = -7.9 is undefined/);
});

test("the normal distribution function can be drawn from too", () => {
  assertNear(
    activation("Φ", normalCdf).df(0.5),
    Math.exp(-0.125) / Math.sqrt(2 * Math.PI),
    1e-9,
    "its density",
  );
});

test("training stops where an activation has no value, and says at which z", () => {
  const hidden = activation("log(z)");
  const network = createNetwork({ weights: [[[1]], [[1]]], hidden });
  const data = { X: Matrix.rowVector([1, -2]), Y: Matrix.rowVector([0, 1]) };
  assert.throws(
    () => train(network, data, { learningRate: 1, steps: 1 }),
    /NaN in A of layer 1 at \(0, 1\), where log\(z\) got z = -2/,
  );
});

test("a name out of Python or in other letters is told as it is written here", () => {
  const told = {
    "np.tanh(z)": /the function np\.tanh at character 1 is unknown; write tanh$/,
    "torch.nn.functional.leaky_relu(z)": /is unknown; write leakyRelu$/,
    "ReLU(z)": /write relu$/,
    GELU: /write gelu$/,
    "np.maximum(0, z)": /write max$/,
    step: /step at character 1 is unknown; write z > 0 \? 1 : 0$/,
    "z if z > 0 else 0": /if at character 3 is unknown; write z > 0 \? z : 0\.1 z$/,
    "lambda z: max(0, z)": /write only the formula, behind the colon$/,
  };
  for (const [text, message] of Object.entries(told)) assert.throws(() => activation(text), message, text);
});
