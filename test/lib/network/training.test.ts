import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  accuracy,
  backward,
  binaryCrossEntropy,
  blobs,
  cost,
  createNetwork,
  forward,
  heNormal,
  identity,
  Matrix,
  moons,
  oneHot,
  predict,
  relu,
  scaledNormal,
  seeded,
  sigmoid,
  softmaxCrossEntropy,
  squaredError,
  step,
  tanh,
  train,
  xor,
  zeros,
  type Activation,
  type Loss,
  type Network,
} from "../../../lib/index";
import { training, type TrainingState } from "../../../lib/network/training";
import { assertSameBits, assertThrows, gamma } from "../assertions";

function newNetwork(seed = 1): Network {
  return createNetwork({ sizes: [2, 4, 1], hidden: tanh, weights: scaledNormal(1), random: seeded(seed) });
}

/** One linear unit `w·x + b`. */
function unit(w: number, b: number, activation: Activation = identity): Network {
  return { layers: [{ W: Matrix.rowVector([w]), b: Matrix.rowVector([b]), activation }] };
}

function assertSameNetwork(actual: Network, expected: Network): void {
  assert.equal(actual.layers.length, expected.layers.length);
  actual.layers.forEach(({ W, b, activation }, l) => {
    assertSameBits(W, expected.layers[l]!.W);
    assertSameBits(b, expected.layers[l]!.b);
    assert.equal(activation, expected.layers[l]!.activation);
  });
}

test("a step moves every parameter against its gradient and leaves the network as it was", () => {
  const network = unit(1, 2);
  const moved = step(network, [{ dW: Matrix.rowVector([10]), db: Matrix.rowVector([-20]) }], 0.5);
  assertSameNetwork(moved, unit(-4, 12));
  assertSameNetwork(network, unit(1, 2));
});

test("a step refuses gradients of other shapes or numbers", () => {
  const layers = [{ W: Matrix.zeros(2, 2), b: Matrix.zeros(2, 1), activation: identity }];
  const [dW, db, other] = [Matrix.zeros(2, 2), Matrix.zeros(2, 1), Matrix.zeros(1, 1)];
  assertThrows(
    () => step({ layers }, [{ dW: other, db }], 1),
    "RangeError: Cannot step layer 1: its weights are 2×2 and dW is 1×1",
  );
  assertThrows(
    () => step({ layers }, [{ dW, db: other }], 1),
    "RangeError: Cannot step layer 1: its biases are 2×1 and db is 1×1",
  );
  assertThrows(
    () => step(unit(1, 0), [], 1),
    "RangeError: Cannot step 1 layers with 0 gradients: give one for each layer",
  );
});

test("training is the loop of forward, backward and step", () => {
  const { X, Y } = xor();
  let network = newNetwork();
  const { history } = train(network, { X, Y }, { learningRate: 0.3, steps: 20 });
  for (const state of history) {
    assertSameNetwork(state.network, network);
    assert.equal(state.loss, cost(network, { X, Y }));
    network = step(network, backward(network, { X, Y }), 0.3);
  }
  assert.equal(history.length, 21);
});

test("states are recorded at step 0, at every so many steps and at the last", () => {
  fc.assert(
    fc.property(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 40 }), (steps, every) => {
      const options = { learningRate: 1, steps, every };
      const { history, network, loss } = train(newNetwork(), xor(), options);
      const all = Array.from({ length: steps + 1 }, (_, i) => i);
      assert.deepEqual(
        history.map((state) => state.step),
        all.filter((i) => i % every === 0 || i === steps),
      );
      assert.equal(history.at(-1)!.network, network);
      assert.equal(history.at(-1)!.loss, loss);
      // How often states are recorded changes nothing in what is learnt.
      assertSameNetwork(network, train(newNetwork(), xor(), { ...options, every: 1 }).network);
    }),
    { numRuns: 30 },
  );
});

test("every recorded state knows the gradients of its next step, long after the training has ended", () => {
  const seen: TrainingState[] = [];
  const options = { learningRate: 1, steps: 3 };
  const { history } = train(newNetwork(), xor(), { ...options, onRecord: (state) => seen.push(state) });
  assert.deepEqual(seen, history);
  assert.equal(history.length, 4);
  history.forEach(({ network, gradients }) => {
    const expected = backward(network, xor());
    gradients.forEach(({ dW, db }, l) => {
      assertSameBits(dW, expected[l]!.dW);
      assertSameBits(db, expected[l]!.db);
    });
  });
});

test("a generator trains only as far as it is asked to", () => {
  let calls = 0;
  const counting: Activation = { ...tanh, f: (z) => (calls++, Math.tanh(z)) };
  const network = createNetwork({
    sizes: [2, 1],
    hidden: tanh,
    output: counting,
    weights: zeros,
    random: seeded(0),
  });
  const states = training(network, xor(), { loss: squaredError, learningRate: 1, steps: 1e9 });
  for (let i = 0; i < 3; i++) states.next();
  // Four examples: in the pass, the loss and its gradient of the checks, then in the last two of each of three steps.
  assert.equal(calls, (3 + 3 * 2) * 4);
});

test("the same seeds train the same network, bit for bit", () => {
  const run = (): Network => {
    const { X, Y } = moons({ count: 50, random: seeded(3) });
    return train(newNetwork(4), { X, Y }, { learningRate: 0.5, steps: 50 }).network;
  };
  assertSameNetwork(run(), run());
});

test("training changes neither the network nor the data it was given", () => {
  const [network, { X, Y }] = [newNetwork(), xor()];
  train(network, { X, Y }, { learningRate: 1, steps: 5 });
  assertSameNetwork(network, newNetwork());
  assertSameBits(X, xor().X);
  assertSameBits(Y, xor().Y);
});

test("logistic regression may start at zero: its loss starts at ln 2 and it learns", () => {
  const data = blobs({ count: 60, random: seeded(2) });
  const network = createNetwork({ sizes: [2, 1], hidden: tanh, weights: zeros, random: seeded(0) });
  const result = train(network, data, { learningRate: 0.5, steps: 100 });
  // A mean of 60 times ln 2.
  assert.ok(Math.abs(result.history[0]!.loss - Math.LN2) <= gamma(61) * Math.LN2);
  const losses = result.history.map(({ loss }) => loss);
  // The loss is convex with curvature at most (|x|² + 1) / 4 on average, so that this rate never overshoots.
  for (let i = 1; i < losses.length; i++) assert.ok(losses[i]! < losses[i - 1]!);
  assert.equal(accuracy(result.network, data), 1);
});

test("with all weights zero and tanh or relu units, only the output bias moves: to ln 1.5 on 60/40 classes", () => {
  const X = Matrix.generate(2, 5, (i, j) => Math.cos(3 * i + j));
  const Y = Matrix.rowVector([1, 0, 1, 0, 1]);
  for (const hidden of [tanh, relu]) {
    const network = createNetwork({ sizes: [2, 3, 1], hidden, weights: zeros, random: seeded(0) });
    const { layers } = train(network, { X, Y }, { learningRate: 1, steps: 200 }).network;
    assertSameBits(layers[0]!.W.map(Math.abs), Matrix.zeros(3, 2));
    assertSameBits(layers[0]!.b.map(Math.abs), Matrix.zeros(3, 1));
    assertSameBits(layers[1]!.W.map(Math.abs), Matrix.zeros(1, 3));
    // Each step shrinks the distance by about 1 − 0.24; 0.76^200 is far below the rounding.
    assert.ok(Math.abs(layers[1]!.b.get(0, 0) - Math.log(1.5)) < 1e-14);
  }
});

test("linear regression finds the least squares", () => {
  // y = 2x − 1 exactly, so that the least loss is 0.
  const X = Matrix.rowVector([-1, 0, 1, 2]);
  const Y = X.map((x) => 2 * x - 1);
  const { network } = train(unit(0, 0), { X, Y }, { loss: squaredError, learningRate: 0.3, steps: 500 });
  const { W, b } = network.layers[0]!;
  assert.ok(Math.abs(W.get(0, 0) - 2) < 1e-12 && Math.abs(b.get(0, 0) + 1) < 1e-12);
});

test("a softmax network separates three classes", () => {
  const labels = Array.from({ length: 30 }, (_, i) => i % 3);
  const angle = (i: number): number => (2 * Math.PI * labels[i]!) / 3 + i / 100;
  const X = Matrix.generate(2, 30, (feature, i) => (feature === 0 ? Math.cos(angle(i)) : Math.sin(angle(i))));
  const Y = oneHot(labels, 3);
  const random = seeded(0);
  const start = createNetwork({
    sizes: [2, 6, 3],
    hidden: relu,
    output: identity,
    weights: heNormal,
    random,
  });
  const { network } = train(start, { X, Y }, { loss: softmaxCrossEntropy, learningRate: 0.5, steps: 200 });
  assert.equal(accuracy(network, { X, Y }), 1);
});

test("predict gives the last activations, and cost the loss there", () => {
  const [network, { X, Y }] = [newNetwork(), xor()];
  const output = forward(network, X).at(-1)!;
  assertSameBits(predict(network, X), output.A);
  assert.equal(cost(network, { X, Y }), binaryCrossEntropy.value(output.Z, Y));
  assert.equal(
    cost(unit(2, 0, sigmoid), { X: Matrix.rowVector([0]), Y: Matrix.rowVector([0]) }, squaredError),
    0.125,
  );
});

test("accuracy counts right classes: outputs above one half, or the first largest of several", () => {
  const X = Matrix.rowVector([-1, 0, 0.5, 0.6]);
  assert.equal(accuracy(unit(1, 0), { X, Y: Matrix.rowVector([0, 0, 0, 1]) }), 1);
  assert.equal(accuracy(unit(1, 0), { X, Y: Matrix.rowVector([0, 0, 1, 1]) }), 0.75);
  const both = { layers: [{ W: Matrix.columnVector([1, -1]), b: Matrix.zeros(2, 1), activation: identity }] };
  assert.equal(accuracy(both, { X, Y: oneHot([1, 0, 0, 0], 2) }), 1);
  assert.equal(accuracy(both, { X, Y: oneHot([1, 1, 0, 0], 2) }), 0.75);
  assertThrows(
    () => accuracy(unit(1, 0), { X, Y: Matrix.rowVector([1]) }),
    "RangeError: Cannot use examples with X of 1×4 and Y of 1×1: X and Y have one column per example",
  );
});

const start = newNetwork();
const settings = { learningRate: 1, steps: 1 };

test("a number of steps past the safe integers is told so", () => {
  assert.throws(
    () => training(start, xor(), { ...settings, steps: 1e20 }),
    /the number of steps must be an integer of at most 2⁵³ − 1 in size, not 100000000000000000000$/,
  );
});

test("settings out of range are refused at once", () => {
  for (const learningRate of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => training(start, xor(), { ...settings, learningRate }),
      `RangeError: Cannot train with learning rate ${learningRate}: it must be a positive number`,
    );
  }
  assertThrows(
    () => training(start, xor(), { ...settings, steps: -1 }),
    "RangeError: Cannot train: the number of steps must be an integer from 0 up, not -1",
  );
  assertThrows(
    () => training(start, xor(), { ...settings, every: 0 }),
    "RangeError: Cannot train: the number of steps between records must be an integer from 1 up, not 0",
  );
  assertThrows(
    () => training(start, xor(), { ...settings, loss: softmaxCrossEntropy }),
    "RangeError: Cannot use softmax cross-entropy on sigmoid outputs: it takes identity",
  );
  assertThrows(
    () => training(start, { ...xor(), Y: Matrix.rowVector([-1, 1, 1, -1]) }, settings),
    "RangeError: Cannot compute binary cross-entropy with label -1 at (0, 0): " +
      "labels are 0 or 1, or probabilities between",
  );
  assertThrows(
    () => training(start, { ...xor(), X: Matrix.zeros(3, 4) }, settings),
    "RangeError: Cannot run layer 1 of the network: its weights (4×2) take 2 inputs and X is 3×4",
  );
});

test("inputs and parameters that are not finite are refused at once, with their place", () => {
  assertThrows(
    () => training(start, { ...xor(), X: xor().X.with(1, 3, NaN) }, settings),
    "RangeError: Cannot train on NaN in X at (1, 3): inputs must be finite numbers",
  );
  const [first, second] = start.layers;
  const spoiltW = { layers: [{ ...first!, W: first!.W.with(2, 1, Infinity) }, second!] };
  assertThrows(
    () => training(spoiltW, xor(), settings),
    "RangeError: Cannot train from Infinity in W of layer 1 at (2, 1): weights and biases must be finite numbers",
  );
  const spoiltB = { layers: [first!, { ...second!, b: Matrix.rowVector([NaN]) }] };
  assertThrows(
    () => training(spoiltB, xor(), settings),
    "RangeError: Cannot train from NaN in b of layer 2 at (0, 0): weights and biases must be finite numbers",
  );
});

/** Trains on one example of one input. */
function trainOne(network: Network, x: number, y: number, learningRate = 1, every = 1000): void {
  const [X, Y] = [Matrix.rowVector([x]), Matrix.rowVector([y])];
  train(network, { X, Y }, { loss: squaredError, learningRate, steps: 200, every });
}

test("a value that overflows is named where it arises: quantity, layer, place and step", () => {
  const past = "RangeError: Cannot train past step 0:";
  const advice = "try smaller initial weights";
  const another = (noun: string): string => `use an activation that has a finite ${noun} at every z`;
  assertThrows(() => {
    trainOne(unit(1e200, 0), 1e200, 0);
  }, `${past} Infinity in Z of layer 1 at (0, 0); ${advice}`);
  assertThrows(() => {
    trainOne(unit(1e200, 0), 1, 0);
  }, `${past} Infinity in the loss; ${advice}`);
  assertThrows(() => {
    trainOne(unit(1e100, 0), 1e250, 0.5 - 1e300);
  }, `${past} Infinity in Z of layer 1 at (0, 0); ${advice}`);
  assertThrows(() => {
    trainOne(unit(0, 0), 1e200, 1e150);
  }, `${past} -Infinity in dW of layer 1 at (0, 0); ${advice}`);
  const noSlope: Activation = { ...identity, df: () => NaN };
  assertThrows(
    () => {
      trainOne(unit(1, 0, noSlope), 1, 0);
    },
    `${past} NaN in dZ of layer 1 at (0, 0), where the slope of identity at z = 1 is NaN; ${another("slope")}`,
  );
  const noValue: Activation = { ...identity, f: Math.log };
  assertThrows(
    () => {
      trainOne(unit(-1, 0, noValue), 1, 0);
    },
    `${past} NaN in A of layer 1 at (0, 0), where identity got z = -1; ${another("value")}`,
  );
  // At 0 the logarithm has no value either; the exponential function has one, so that smaller weights help.
  assertThrows(
    () => {
      trainOne(unit(0, 0, noValue), 1, 0);
    },
    `${past} -Infinity in A of layer 1 at (0, 0), where identity got z = 0; ${another("value")}`,
  );
  assertThrows(() => {
    trainOne(unit(800, 0, { ...identity, f: Math.exp }), 1, 0);
  }, `${past} Infinity in A of layer 1 at (0, 0), where identity got z = 800; ${advice}`);
});

test("divergence is named at the step where it overflows, with the learning rate", () => {
  // Without a bias's part, the error e of w·x at x = 1 would become e − 10·2e = −19 e at each step: weight and bias both
  // move. Half its square overflows once 19^k exceeds √(2 · 1.8e308) = 1.9e154, first at k = 121.
  assert.equal(Math.ceil(Math.log(1.896e154) / Math.log(19)), 121);
  assertThrows(() => {
    trainOne(unit(0, 0), 1, 1, 10, 1);
  }, "RangeError: Cannot train past step 121: Infinity in the loss; try a learning rate below 10 or smaller initial weights");
});

test("the first bad value of several is the one that is named", () => {
  const first = {
    W: Matrix.columnVector([1, 1]),
    b: Matrix.zeros(2, 1),
    activation: { ...identity, df: () => NaN },
  };
  const second = { W: Matrix.rowVector([1, 1]), b: Matrix.rowVector([0]), activation: sigmoid };
  const [X, Y] = [Matrix.rowVector([1, 2]), Matrix.rowVector([0, 1])];
  assertThrows(
    () => train({ layers: [first, second] }, { X, Y }, { learningRate: 1, steps: 1 }),
    "RangeError: Cannot train past step 0: NaN in dZ of layer 1 at (0, 0), where the slope of identity at z = 1 is NaN; " +
      "use an activation that has a finite slope at every z",
  );
});

test("a loss of your own that is not right is named: its gradient of another shape, its value that is not a number", () => {
  const network = createNetwork({
    sizes: [2, 3, 1],
    hidden: tanh,
    weights: scaledNormal(1),
    random: seeded(1),
  });
  const own: Loss = { ...squaredError, name: "my loss", value: () => 1, gradient: () => Matrix.zeros(1, 1) };
  const settings = { learningRate: 0.1, steps: 5 };
  assertThrows(
    () => train(network, xor(), { ...settings, loss: own }),
    "RangeError: Cannot go backwards from my loss: its gradient is 1×1 and the outputs are 1×4; it needs their shape",
  );
  assertThrows(
    () => train(network, xor(), { ...settings, loss: { ...own, gradient: (Z) => Z, value: () => NaN } }),
    "RangeError: Cannot train past step 0: NaN in the loss (my loss); its value must be a number wherever the outputs are finite",
  );
});
