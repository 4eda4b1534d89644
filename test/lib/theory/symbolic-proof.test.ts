import assert from "node:assert/strict";
import { test } from "node:test";
import { derivative, parse, simplify } from "mathjs";
import {
  activations,
  backward,
  binaryCrossEntropy,
  cost,
  displayTex,
  Matrix,
  proveSymmetry,
  seeded,
  sigmoid,
  squaredError,
  identity,
  type Activation,
  type Loss,
} from "../../../lib/index";
import type { Equality } from "../../../lib/theory/proof/symbolic-proof";
import type { ParameterName } from "../../../lib/theory/proof/symbolic-network";
import { assertThrows } from "../assertions";

const all: readonly Equality[] = ["weights", "biases", "outputWeights"];

/** Activations as mathjs writes them; `g(z)` is any function, for which the library puts in tanh when it evaluates. */
const written: Record<string, Activation> = {
  "tanh(z)": activations.tanh,
  "1 / (1 + exp(-z))": activations.sigmoid,
  "log(1 + exp(z))": activations.softplus,
  z: activations.identity,
  "g(z)": activations.tanh,
};

const losses: Record<string, { loss: Loss; output: Activation }> = {
  "log(1 + exp(z)) - y * z": { loss: binaryCrossEntropy, output: sigmoid },
  "(z - y)^2 / 2": { loss: squaredError, output: identity },
};

for (const activation of Object.keys(written)) {
  test(`for ${activation}, all four differences simplify to 0`, () => {
    for (const loss of Object.keys(losses)) {
      const proof = proveSymmetry({ activation, loss });
      assert.deepEqual(
        proof.comparisons.map(({ difference }) => difference.text),
        ["0", "0", "0", "0"],
      );
      assert.equal(proof.holds, true);
    }
  });
}

for (const left of all) {
  test(`without equal ${left}, no difference but those that need not change is 0`, () => {
    for (const activation of Object.keys(written)) {
      const equal = all.filter((one) => one !== left);
      const { comparisons, holds } = proveSymmetry({ activation, equal });
      assert.equal(holds, false);
      // A linear unit has the same slope everywhere: there, weights and biases that differ only stay as far apart.
      assert.ok(comparisons.every(({ verdict }) => verdict !== "undecided"));
      assert.ok(comparisons.some(({ verdict }) => verdict === "different"));
    }
  });
}

test("with unequal output weights, the rows part in proportion to the difference of these weights", () => {
  const [row] = proveSymmetry({ equal: ["weights", "biases"] }).comparisons;
  const expected = "alpha * (exp(z) / (exp(z) + 1) - y) * (v2 - v1) * dg(z1) * x1";
  assert.equal(simplify(`(${row!.difference.text}) - (${expected})`).toString(), "0");
});

/** Random numbers for all the letters. */
function values(seed: number): Record<string, number> {
  const random = seeded(seed);
  const letters = ["w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c", "x1", "x2", "alpha"];
  return { ...Object.fromEntries(letters.map((letter) => [letter, 2 * random() - 1])), y: 1 };
}

for (const [text, { loss, output }] of Object.entries(losses)) {
  for (const [activationText, activation] of Object.entries(written)) {
    test(`the symbolic gradient of ${text} with ${activationText} has the values that backpropagation computes`, () => {
      const proof = proveSymmetry({ activation: activationText, loss: text });
      const at = values(7) as Record<ParameterName | "x1" | "x2" | "y", number>;
      const W = Matrix.from([
        [at.w11, at.w12],
        [at.w21, at.w22],
      ]);
      const network = {
        layers: [
          { W, b: Matrix.columnVector([at.b1, at.b2]), activation },
          { W: Matrix.rowVector([at.v1, at.v2]), b: Matrix.rowVector([at.c]), activation: output },
        ],
      };
      const [X, Y] = [Matrix.columnVector([at.x1, at.x2]), Matrix.rowVector([at.y])];
      const [hidden, last] = backward(network, { X, Y }, loss);
      const computed = [hidden!.dW, hidden!.db, last!.dW, last!.db].flatMap(({ data }) => [...data]);
      const names: ParameterName[] = ["w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c"];
      names.forEach((name, i) => {
        // A few dozen operations on numbers below 1.
        assert.ok(Math.abs(proof.gradient[name].evaluate(at) - computed[i]!) < 1e-14, name);
      });
      assert.ok(Math.abs(proof.network.L!.evaluate(at) - cost(network, { X, Y }, loss)) < 1e-14);
    });
  }
}

test("deriving the whole loss in one go by mathjs gives the same gradient as our chain rule", () => {
  const whole = (activation: string): string => {
    const unit = (i: number) => activation.replace("z", `(w${i}1 * x1 + w${i}2 * x2 + b${i})`);
    const z = `(v1 * ${unit(1)} + v2 * ${unit(2)} + c)`;
    return `log(1 + exp(${z})) - y * ${z}`;
  };
  for (const activation of ["tanh(z)", "sin(z)"]) {
    const { gradient } = proveSymmetry({ activation });
    for (const name of ["w11", "w22", "b1", "v2", "c"] as const) {
      const direct = Number(derivative(parse(whole(activation)), name).evaluate(values(9)));
      assert.ok(Math.abs(gradient[name].evaluate(values(9)) - direct) < 1e-14, name);
    }
  }
});

test("the updated weight is the weight minus alpha times the gradient, at the symmetric start", () => {
  const at = { ...values(3) };
  const symmetric: Record<string, number> = { ...at, w21: at.w11!, w22: at.w12!, b2: at.b1!, v2: at.v1! };
  const { comparisons, gradient } = proveSymmetry({ activation: "tanh(z)" });
  for (const { names, updates } of comparisons) {
    names.forEach((name, i) => {
      const expected = symmetric[name]! - at.alpha! * gradient[name].evaluate(symmetric);
      assert.ok(Math.abs(updates[i]!.evaluate(symmetric) - expected) < 1e-14);
    });
  }
});

/** What is told of a formula that is not one. */
const refused: readonly (readonly ["activation" | "loss", string, string, string])[] = [
  ["activation", "tanh(x)", "RangeError", "z, and x is unknown"],
  ["activation", "x1 * z", "RangeError", "z, and x1 is unknown"],
  ["activation", "tanh(z1)", "RangeError", "z, and z1 is unknown"],
  ["activation", "tanh", "RangeError", "z, and tanh is a name in mathjs that is not a number"],
  ["activation", "tanh(z", "SyntaxError", "z, and mathjs cannot read it: Parenthesis ) expected (char 7)"],
  ["activation", "relu(z)", "RangeError", "z, and mathjs cannot derive relu: "],
  ["activation", "max(0, z)", "RangeError", "z, and mathjs cannot derive max: "],
  ["activation", "h(3) * z", "RangeError", "z, and mathjs cannot derive h: "],
  ["activation", "random() * z", "RangeError", "z, and mathjs cannot derive random: "],
  ["activation", "z > 0 ? z : 0", "RangeError", "z, and mathjs cannot derive it: "],
  ["activation", "z * g(z)", "RangeError", "z, and mathjs cannot derive it: "],
  ["activation", "", "RangeError", "z, and its value is not a number"],
  ["activation", "f(z) = z", "RangeError", "z, and its value is not a number"],
  ["activation", "exp(z, z)", "RangeError", "z, and its value is not a number"],
  ["loss", "log(1 + exp(zz)) - y * zz", "RangeError", "z and y, and zz is unknown"],
  ["loss", "max(0, 1 - y * z)", "RangeError", "z and y, and mathjs cannot derive max: "],
];

for (const [part, text, name, reason] of refused) {
  test(`${JSON.stringify(text)} is refused as ${part}, with the reason`, () => {
    const start = `${name}: Cannot prove symmetry for ${part} ${JSON.stringify(text)}: it must be a formula in ${reason}`;
    assert.throws(
      () => proveSymmetry({ [part]: text }),
      (error) => String(error).startsWith(start),
    );
  });
}

test("a loss that does not depend on z is refused: all its gradients are 0, and the proof would say nothing", () => {
  for (const loss of ["y", "3"]) {
    assertThrows(
      () => proveSymmetry({ loss }),
      `RangeError: Cannot prove symmetry for loss "${loss}": it must depend on z`,
    );
  }
});

test("who writes sigmoid is told how mathjs knows it", () => {
  assertThrows(
    () => proveSymmetry({ activation: "sigmoid(z)" }),
    'RangeError: Cannot prove symmetry for activation "sigmoid(z)": it must be a formula in z, and mathjs cannot ' +
      "derive sigmoid: it knows exp, log, tanh, sin and powers; write sigmoid as 1 / (1 + exp(-z))",
  );
});

test("constants are formulas too, with and without a name, and so are functions of two numbers", () => {
  for (const activation of ["0*z+3", "z - z", "1", "pi * z", "e^z", "log(z, 2)", "log(2) * z"]) {
    assert.equal(proveSymmetry({ activation }).holds, true, activation);
  }
});

test("formulas in TeX have subscripts and no letters glued to commands", () => {
  const { gradient, network } = proveSymmetry();
  assert.equal(network.z1!.tex, String.raw`w_{11}\, x_{1}+ w_{12}\, x_{2}+ b_{1}`);
  assert.equal(gradient.v1.tex, String.raw`\left(\frac{ e^{z}}{ e^{z}+1}- y\right)\, a_{1}`);
  assert.match(displayTex(["a", "b"]), /^\$\$\\begin\{aligned\}\na \\\\\nb\n\\end\{aligned\}\$\$$/);
});

test("in TeX a negative factor has brackets, and a number its power of ten", () => {
  const differenceOf = (activation: string) =>
    proveSymmetry({ activation, equal: ["weights", "outputWeights"] }).comparisons[0]!.difference.tex;
  assert.match(differenceOf("z + 0.1 * z^2"), /\\frac\{ z_\{2\}\\,\\left\(-1\\right\)\}\{5\}/);
  assert.match(differenceOf("z + 1e-9 * z^2"), /2 \\times 10\^\{-9\}\\, z_\{1\}/);
});

test("slopes that differ by little differ, and what rounding leaves of equal ones does not", () => {
  const verdictOf = (activation: string) =>
    proveSymmetry({ activation, equal: ["weights", "outputWeights"] }).comparisons[0]!.verdict;
  for (const activation of ["z + 1e-9 * z^2", "1e-9 * z^2"])
    assert.equal(verdictOf(activation), "different", activation);
  for (const activation of ["2 * z + 1", "1e6 * z + sin(z)^2 + cos(z)^2", "(z + 1)^2 - (z - 1)^2"])
    assert.notEqual(verdictOf(activation), "different", activation);
});
