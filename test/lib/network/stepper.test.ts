import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import {
  adam,
  binaryCrossEntropy,
  createNetwork,
  forward,
  backward,
  gradientDescent,
  leakyRelu,
  Matrix,
  momentum,
  normal,
  predict,
  relu,
  scaledNormal,
  seeded,
  sigmoid,
  softplus,
  squaredError,
  tanh,
  train,
  type Network,
  type Optimizer,
} from "../../../lib/index";
import { dropoutMasks } from "../../../lib/network/dropout";
import { Stepper } from "../../../lib/network/stepper";
import { assertSameBits } from "../assertions";
import { backpropagate, type ParameterGradient } from "../../../lib/network/backward";

const activations = [tanh, sigmoid, relu, leakyRelu, softplus];
const optimizers = [gradientDescent, momentum(), adam()];

function assertSameNetwork(actual: Network, expected: Network): void {
  actual.layers.forEach(({ W, b }, l) => {
    assertSameBits(W, expected.layers[l]!.W);
    assertSameBits(b, expected.layers[l]!.b);
  });
}

/** A network and data of random sizes, large enough for WebAssembly and small enough for plain loops alike. */
function situation(seed: number): { network: Network; X: Matrix; Y: Matrix } {
  const random = seeded(seed);
  const size = (most: number): number => 1 + Math.floor(random() * most);
  const sizes = [size(6), ...Array.from({ length: size(3) }, () => size(20)), size(2)];
  const hidden = activations[seed % activations.length]!;
  const network = createNetwork({
    sizes,
    hidden,
    weights: scaledNormal(0.7),
    biases: scaledNormal(0.1),
    random,
  });
  const examples = size(60);
  return {
    network,
    X: Matrix.generate(sizes[0]!, examples, () => normal(random)),
    Y: Matrix.generate(sizes.at(-1)!, examples, () => Math.round(random())),
  };
}

/** Takes the steps of an optimizer one after the other, each in new matrices. */
function mover(optimizer: Optimizer): (network: Network, gradients: readonly ParameterGradient[]) => Network {
  const memory = new Map<string, Float64Array[]>();
  let t = 0;
  const moved = (name: string, parameters: Matrix, gradient: Matrix): Matrix => {
    const copy = parameters.clone();
    const empty = (): Float64Array => new Float64Array(copy.data.length);
    const own = memory.get(name) ?? Array.from({ length: optimizer.memory }, empty);
    memory.set(name, own);
    optimizer.move(copy.data, gradient.data, own, 0.1, t);
    return copy;
  };
  return ({ layers }, gradients) => {
    t++;
    return {
      layers: layers.map(({ W, b, activation }, l) => {
        const { dW, db } = gradients[l]!;
        return { W: moved(`W${l}`, W, dW), b: moved(`b${l}`, b, db), activation };
      }),
    };
  };
}

test("steps in reused matrices have the bits of forward, backward and the optimizer", () => {
  for (let seed = 0; seed < 60; seed++) {
    const { network, X, Y } = situation(seed);
    const optimizer = optimizers[seed % 3]!;
    const loss = seed % 4 === 0 ? squaredError : binaryCrossEntropy;
    const [ours, theirs] = [seeded(seed), seeded(seed)];
    const dropout = seed % 2 === 0;
    const stepper = new Stepper(network, loss, optimizer);
    let current = network;
    const move = mover(optimizer);
    for (let step = 0; step < 6; step++) {
      const masks = dropout ? dropoutMasks(network, X.cols, { rate: 0.3, random: ours }) : [];
      assert.ok(stepper.compute({ X, Y, masks }));
      const same = dropout ? dropoutMasks(network, X.cols, { rate: 0.3, random: theirs }) : [];
      const passes = forward(current, X, same);
      const gradients = backpropagate(current, passes, Y, loss);
      assert.equal(stepper.loss(Y), loss.value(passes.at(-1)!.Z, Y, sigmoid));
      assertSameNetwork(stepper.snapshot(), current);
      current = move(current, gradients);
      stepper.move(0.1);
    }
  }
});

test("predictions have the bits of the last activations", () => {
  for (let seed = 0; seed < 30; seed++) {
    const { network, X } = situation(seed);
    assertSameBits(predict(network, X), forward(network, X).at(-1)!.A);
    const inputs = X.data.slice();
    predict(network, X);
    assert.deepEqual(X.data, inputs);
  }
  // Layers of equal width write over each other.
  const network = createNetwork({
    sizes: [9, 9, 9, 9, 9],
    hidden: tanh,
    weights: scaledNormal(1),
    random: seeded(1),
  });
  const X = Matrix.generate(9, 20, (i, j) => i - j / 7);
  assertSameBits(predict(network, X), forward(network, X).at(-1)!.A);
});

test("a recorded state does not change with the steps after it", () => {
  const { network, X, Y } = situation(7);
  const { history } = train(network, { X, Y }, { learningRate: 0.1, steps: 5, every: 1 });
  history.forEach((state, i) => {
    assertSameNetwork(state.network, train(network, { X, Y }, { learningRate: 0.1, steps: i }).network);
  });
});

test("units that start equal are equal (===) at the end of whole trainings, in layers of any size", () => {
  for (let seed = 0; seed < 30; seed++) {
    const random = seeded(seed);
    const units = 2 + Math.floor(random() * 60);
    const examples = 1 + Math.floor(random() * 120);
    const hidden = activations[seed % activations.length]!;
    const weights = scaledNormal(0.5);
    const start = createNetwork({ sizes: [3, units, 5, 1], hidden, weights, biases: weights, random });
    const [first, second, third] = start.layers as [
      Network["layers"][0],
      Network["layers"][0],
      Network["layers"][0],
    ];
    const last = units - 1;
    // The last unit becomes a twin of unit 0: the same weights in and out, the same bias.
    const source = (unit: number): number => (unit === last ? 0 : unit);
    const W1 = Matrix.generate(units, 3, (i, j) => first.W.get(source(i), j));
    const b1 = Matrix.generate(units, 1, (i) => first.b.get(source(i), 0));
    const W2 = Matrix.generate(5, units, (i, j) => second.W.get(i, source(j)));
    const network = { layers: [{ ...first, W: W1, b: b1 }, { ...second, W: W2 }, third] };
    const X = Matrix.generate(3, examples, () => normal(random));
    const Y = Matrix.generate(1, examples, () => Math.round(random()));
    const optimizer = optimizers[seed % 3]!;
    const result = train(network, { X, Y }, { learningRate: 0.05, steps: 200, every: 200, optimizer });
    const [into, out] = result.network.layers;
    assert.deepEqual(into!.W.row(last), into!.W.row(0));
    assert.equal(into!.b.get(last, 0), into!.b.get(0, 0));
    assert.deepEqual(out!.W.column(last), out!.W.column(0));
  }
});

test("steps allocate no arrays once they are under way", () => {
  const random = seeded(1);
  const network = createNetwork({ sizes: [30, 40, 1], hidden: tanh, weights: scaledNormal(0.1), random });
  const X = Matrix.generate(30, 200, () => normal(random));
  const Y = Matrix.generate(1, 200, () => Math.round(random()));
  const stepper = new Stepper(network, binaryCrossEntropy, adam());
  const bytes: number[] = [];
  for (let step = 0; step < 300; step++) {
    stepper.compute({ X, Y });
    stepper.move(0.01);
    bytes.push(process.memoryUsage().arrayBuffers);
  }
  // One row of activations less than one array of a step, which would add up until the collector runs.
  const grown = Math.max(...bytes.slice(20)) - bytes[20]!;
  assert.ok(grown < 200 * 8, `${grown} bytes more`);
});

test("rates multiply the learning rate by the fans of each layer, and for biases by fan-in 1", () => {
  const { network, X, Y } = situation(3);
  const rates = (fanIn: number, fanOut: number): number => fanIn + fanOut / 8;
  const { network: after } = train(network, { X, Y }, { learningRate: 0.25, steps: 1, rates });
  const gradients = backward(network, { X, Y });
  const layers = network.layers.map(({ W, b, activation }, l) => {
    const { dW, db } = gradients[l]!;
    return {
      W: W.minus(dW.scale(0.25 * rates(W.cols, W.rows))),
      b: b.minus(db.scale(0.25 * rates(1, b.rows))),
      activation,
    };
  });
  assertSameNetwork(after, { layers });
});

test("a rate that is below 0 or no number is refused before the first step", () => {
  const { network, X, Y } = situation(3);
  for (const factor of [-1, NaN, Infinity]) {
    assert.throws(
      () => train(network, { X, Y }, { learningRate: 0.1, steps: 1, rates: () => factor }),
      new RangeError(
        `Cannot train: what the learning rate of layer 1 is multiplied by must be a finite number from 0 up, not ${factor}`,
      ),
    );
  }
});
