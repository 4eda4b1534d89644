import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  adam,
  forward,
  gradientDescent,
  identity,
  Matrix,
  momentum,
  rmsProp,
  sigmoid,
  squaredError,
  tanh,
  train,
  weightDecay,
  type Network,
  type Optimizer,
} from "../../../lib/index";
import { assertSameBits, assertThrows } from "../assertions";
import { backpropagate } from "../../../lib/network/backward";

interface Parameters {
  readonly W: number[][];
  readonly b: number[][];
}

/** What PyTorch computed; `optimizers.py` beside it says how. */
const oracle = JSON.parse(readFileSync(join(__dirname, "../fixtures/optimizers.json"), "utf8")) as {
  readonly X: number[][];
  readonly Y: number[][];
  readonly start: Parameters[];
  readonly steps: number;
  readonly learningRate: number;
  readonly trained: Record<string, Parameters[]>;
  readonly dropout: { mask: number[][]; loss: number; gradients: Parameters[] };
};

const X = Matrix.from(oracle.X);
const Y = Matrix.from(oracle.Y);
const network: Network = {
  layers: oracle.start.map(({ W, b }, l) => ({
    W: Matrix.from(W),
    b: Matrix.from(b),
    activation: l === 0 ? tanh : sigmoid,
  })),
};

const optimizers: Record<string, Optimizer> = {
  "gradient descent": gradientDescent,
  momentum: momentum(0.75),
  RMSProp: rmsProp({ rho: 0.75, epsilon: 1e-4 }),
  Adam: adam({ beta1: 0.75, beta2: 0.875, epsilon: 1e-4 }),
  "gradient descent with weight decay": weightDecay(0.25),
  "Adam with weight decay": weightDecay(0.25, adam()),
};

/**
 * Both sides compute in double precision with numbers of about 1, and a step of Adam or RMSProp amplifies rounding in a
 * gradient by at most 1 / epsilon = 1e4 (no gradient here is below 1e-3, so by 1e3): 2^-53 · 100 operations · 1e3.
 */
const tolerance = 1e-11;

function assertNear(actual: Matrix, expected: number[][]): void {
  const distance = Math.max(...actual.minus(Matrix.from(expected)).data.map(Math.abs));
  assert.ok(distance < tolerance, `off by ${distance}`);
}

for (const [name, optimizer] of Object.entries(optimizers)) {
  test(`six steps of ${name} end where PyTorch's do`, () => {
    assert.equal(optimizer.name, name);
    const { learningRate, steps } = oracle;
    const trained = train(network, { X, Y }, { learningRate, steps, optimizer }).network;
    trained.layers.forEach(({ W, b }, l) => {
      assertNear(W, oracle.trained[name]![l]!.W);
      assertNear(b, oracle.trained[name]![l]!.b);
    });
  });
}

test("under dropout, loss and gradients are those of PyTorch", () => {
  const passes = forward(network, X, [Matrix.from(oracle.dropout.mask)]);
  const gradients = backpropagate(network, passes, Y);
  gradients.forEach(({ dW, db }, l) => {
    assertNear(dW, oracle.dropout.gradients[l]!.W);
    assertNear(db, oracle.dropout.gradients[l]!.b);
  });
});

test("gradient descent as an optimizer takes the very steps that training takes without one", () => {
  const options = { learningRate: 0.3, steps: 20 };
  const plain = train(network, { X, Y }, options).network.layers;
  train(network, { X, Y }, { ...options, optimizer: gradientDescent }).network.layers.forEach(
    ({ W, b }, l) => {
      assertSameBits(W, plain[l]!.W);
      assertSameBits(b, plain[l]!.b);
    },
  );
});

test("a memory that overflows is told, not carried on in silence", () => {
  const start: Network = {
    layers: [{ W: Matrix.rowVector([0]), b: Matrix.rowVector([0]), activation: identity }],
  };
  const far = { X: Matrix.rowVector([1e150]), Y: Matrix.rowVector([1e150]) };
  const options = { learningRate: 1e-300, steps: 2, loss: squaredError, optimizer: rmsProp() };
  assertThrows(
    () => train(start, far, options),
    "RangeError: Cannot take step 1 with RMSProp: its memory of 1×1 parameters is no longer finite; " +
      "try a smaller learning rate or smaller initial weights",
  );
});

test("settings out of range are refused", () => {
  assertThrows(
    () => momentum(1),
    "RangeError: Cannot descend with momentum: beta must be from 0 up and below 1, not 1",
  );
  assertThrows(
    () => adam({ beta2: NaN }),
    "RangeError: Cannot descend with Adam: beta2 must be from 0 up and below 1, not NaN",
  );
  assert.throws(() => rmsProp({ epsilon: 0 }), /epsilon must be a finite number from 5e-324 up, not 0/);
  assert.throws(() => weightDecay(-1), /lambda must be a finite number from 0 up, not -1/);
});

test("an optimizer of your own that returns what it should write, or remembers no number of numbers, is told so", () => {
  const own: Optimizer = {
    name: "my rule",
    tex: "",
    memory: 0,
    move: (w, g, _, rate) => w.map((value, i) => value - rate * g[i]!),
  };
  const settings = { learningRate: 0.1, steps: 5 };
  assertThrows(
    () => train(network, { X, Y }, { ...settings, optimizer: own }),
    "TypeError: Cannot take step 1 with my rule: its move must change the parameters w in place, and return nothing",
  );
  for (const memory of [-1, NaN, 0.5]) {
    assertThrows(
      () => train(network, { X, Y }, { ...settings, optimizer: { ...own, memory } }),
      `RangeError: Cannot train with my rule: the numbers that it remembers about each parameter must be an integer from 0 up, not ${memory}`,
    );
  }
});
