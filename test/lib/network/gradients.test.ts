import assert from "node:assert/strict";
import { test } from "node:test";
import {
  activations,
  backward,
  binaryCrossEntropy,
  createNetwork,
  forward,
  identity,
  Matrix,
  normal,
  oneHot,
  scaledNormal,
  seeded,
  sigmoid,
  softmaxCrossEntropy,
  squaredError,
  tanh,
  zeros,
  type Activation,
  type Loss,
  type Network,
} from "../../../lib/index";
import type { ParameterGradient } from "../../../lib/network/backward";
import { numericalGradient } from "../../../lib/network/gradient-check";
import { assertSameBits, assertThrows, assertWithin } from "../assertions";
import { backpropagate } from "../../../lib/network/backward";

/**
 * How far a central difference may be off. With h = 6e-6, rounding of the two losses costs about 2u·L/h = 4e-11 for a
 * loss around 1, and truncation h²/6 = 6e-12 times the third derivative. Weights and inputs here are of order 1, losses
 * up to about 10, and third derivatives below 100: together less than 1e-9, while a wrong formula is off by 1e-2 or so.
 */
const TOLERANCE = 1e-9;

/** A loss with an output activation that it takes, and fitting labels of 3 outputs. */
interface Head {
  readonly loss: Loss;
  readonly output: Activation;
  readonly labels: (m: number) => Matrix;
}

/** Smallest distance of a pre-activation from 0, where ReLU has a kink. */
function distanceFromKinks(network: Network, X: Matrix): number {
  return Math.min(...forward(network, X).flatMap(({ Z }) => Array.from(Z.data, Math.abs)));
}

/** Largest entries of the weight gradients, layer by layer. */
function sizes(gradients: readonly ParameterGradient[]): number[] {
  return gradients.map(({ dW }) => Math.max(...dW.data.map(Math.abs)));
}

/** Where backward is to be checked, with the gradient by finite differences. */
interface Case {
  readonly network: Network;
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly numerical: readonly ParameterGradient[];
}

/** A random network on random inputs: no pre-activation close to a kink, and some gradient in every layer. */
function draw(depth: number, hidden: Activation, { loss, output, labels }: Head): Case {
  const random = seeded(depth);
  const weights = scaledNormal(0.7);
  for (let attempt = 0; attempt < 100; attempt++) {
    const sizesOfLayers = [2, 4, 3, 5].slice(0, depth).concat(3);
    const network = createNetwork({ sizes: sizesOfLayers, hidden, output, weights, biases: weights, random });
    const X = Matrix.generate(2, 5, () => normal(random));
    const Y = labels(5);
    const numerical = numericalGradient(network, { X, Y }, loss);
    // Gradients that were all tiny would agree with anything.
    if (distanceFromKinks(network, X) > 1e-3 && Math.min(...sizes(numerical)) > 1e-4) {
      return { network, X, Y, numerical };
    }
  }
  return assert.fail("no such network in 100 attempts");
}

/**
 * The same for activations that grow faster than z, as a share of the largest gradient: four layers of squares are a
 * polynomial of degree 32, whose third derivatives here are below 1e4 times its slopes.
 */
const STEEP_TOLERANCE = 1e-7;

function toleranceFor({ network, numerical }: Case): number {
  const steep = network.layers.some(({ activation }) => !Number.isFinite(activation.df(Infinity)));
  return steep ? STEEP_TOLERANCE * Math.max(1, ...sizes(numerical)) : TOLERANCE;
}

function assertGradients(drawn: Case, loss: Loss): void {
  const { network, X, Y, numerical } = drawn;
  const tolerance = toleranceFor(drawn);
  const exact = backward(network, { X, Y }, loss);
  assert.equal(exact.length, network.layers.length);
  exact.forEach(({ dW, db }, l) => {
    const every = (): number => tolerance;
    assertWithin(dW, numerical[l]!.dW, dW.map(every));
    assertWithin(db, numerical[l]!.db, db.map(every));
  });
}

const bits = (m: number): Matrix => Matrix.generate(3, m, (i, j) => (i + j) % 2);
const classes = (m: number): Matrix =>
  oneHot(
    Array.from({ length: m }, (_, i) => i % 3),
    3,
  );
const targets = (m: number): Matrix => Matrix.generate(3, m, (i, j) => Math.sin(3 * i + j));

/** Each loss with each output activation that it takes. */
const heads: readonly Head[] = [
  { loss: binaryCrossEntropy, output: sigmoid, labels: bits },
  { loss: softmaxCrossEntropy, output: identity, labels: classes },
  ...Object.values<Activation>(activations).map((output) => ({
    loss: squaredError,
    output,
    labels: targets,
  })),
];

for (const hidden of Object.values<Activation>(activations)) {
  for (const head of heads) {
    const [loss, output] = [head.loss.name, head.output.name];
    test(`backward agrees with finite differences: 1 to 4 layers, ${hidden.name} units, ${loss} on ${output} outputs`, () => {
      for (let depth = 1; depth <= 4; depth++) assertGradients(draw(depth, hidden, head), head.loss);
    });
  }
}

test("the numerical gradient of a quadratic is exact up to rounding", () => {
  const network = {
    layers: [{ W: Matrix.rowVector([3, -2]), b: Matrix.rowVector([0.5]), activation: identity }],
  };
  const [X, Y] = [
    Matrix.from([
      [1, 2],
      [0, 1],
    ]),
    Matrix.rowVector([1, 1]),
  ];
  // Errors are 2.5 and 3.5, so that db = 3, dW = [(2.5·1 + 3.5·2) / 2, 3.5 / 2].
  const [gradient] = numericalGradient(network, { X, Y }, squaredError);
  assertWithin(gradient!.dW, Matrix.rowVector([4.75, 1.75]), Matrix.fill(1, 2, TOLERANCE));
  assertWithin(gradient!.db, Matrix.rowVector([3]), Matrix.fill(1, 1, TOLERANCE));
});

test("with sigmoid outputs and cross-entropy, dZ is A − Y, dW is dZ·Aᵀ/m and db the mean of dZ", () => {
  const { network, X, Y } = draw(2, tanh, heads[0]!);
  const [hidden, output] = forward(network, X);
  const [first, second] = backpropagate(network, [hidden!, output!], Y);
  const m = X.cols;
  const dZ2 = output!.A.minus(Y);
  assertSameBits(second!.dZ, dZ2);
  assertSameBits(second!.dW, dZ2.multiply(hidden!.A.transpose()).scale(1 / m));
  assertSameBits(second!.db, dZ2.sumRows().scale(1 / m));
  const dZ1 = network.layers[1]!.W.transpose().multiply(dZ2).hadamard(hidden!.Z.map(tanh.df));
  assertSameBits(first!.dZ, dZ1);
  assertSameBits(first!.dW, dZ1.multiply(X.transpose()).scale(1 / m));
  assertSameBits(first!.db, dZ1.sumRows().scale(1 / m));
});

test("backward refuses passes, labels and losses that do not fit", () => {
  const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: zeros, random: seeded(0) });
  const passes = forward(network, Matrix.zeros(2, 4));
  const Y = Matrix.zeros(1, 4);
  assertThrows(
    () => backpropagate(network, passes.slice(1), Y),
    "RangeError: Cannot run 2 layers backwards with 1 passes: give what forward returned",
  );
  const give = "give what forward returned for this network";
  const other = createNetwork({ sizes: [2, 2, 1], hidden: tanh, weights: zeros, random: seeded(0) });
  assertThrows(
    () => backpropagate(network, forward(other, Matrix.zeros(2, 4)), Y),
    `RangeError: Cannot run layer 1 backwards: it goes from 2×4 to 3×4 and its pass went from 2×4 to 2×4; ${give}`,
  );
  assertThrows(
    () => backpropagate(network, [passes[0]!, forward(network, Matrix.zeros(2, 5))[1]!], Matrix.zeros(1, 5)),
    `RangeError: Cannot run layer 2 backwards: it goes from 3×4 to 1×4 and its pass went from 3×5 to 1×5; ${give}`,
  );
  assertThrows(
    () => backpropagate(network, [{ ...passes[0]!, mask: Matrix.zeros(3, 1) }, passes[1]!], Y),
    `RangeError: Cannot run layer 1 backwards: its pass is 3×4 and its mask 3×1; ${give}`,
  );
  assertThrows(
    () => backpropagate({ layers: [] }, [], Y),
    "RangeError: Cannot use a network of 0 layers: it needs at least one",
  );
  assertThrows(
    () => backpropagate(network, passes, Matrix.zeros(1, 5)),
    "RangeError: Cannot compute binary cross-entropy of 1×4 outputs and 1×5 labels: " +
      "each output of each example needs one label",
  );
  assertThrows(
    () => backpropagate(network, passes, Y, softmaxCrossEntropy),
    "RangeError: Cannot use softmax cross-entropy on sigmoid outputs: it takes identity",
  );
});
