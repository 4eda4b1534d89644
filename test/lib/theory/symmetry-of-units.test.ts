import assert from "node:assert/strict";
import { test } from "node:test";
import {
  adam,
  backward,
  constant,
  cost,
  createNetwork,
  followUnits,
  Matrix,
  moons,
  permuteGradients,
  permuteUnits,
  randomCase,
  relu,
  scaledNormal,
  seeded,
  sigmoid,
  swapOrder,
  tanh,
  tieUnits,
  unitSpread,
  xor,
  zeros,
  type Activation,
  type Initializer,
  type Network,
  type TrainingOptions,
} from "../../../lib/index";
import type { SymmetryCase } from "../../../lib/theory/symmetry/random-cases";
import { functionSpread } from "../../../lib/theory/symmetry/tied-units";
import { shuffle } from "../../../lib/math/random/shuffle";
import { assertSameBits, assertThrows } from "../assertions";

const random = seeded(2024);
const cases: SymmetryCase[] = Array.from({ length: 300 }, () => randomCase(random));

test("in 300 random trainings, the two tied units stay equal bit for bit while the network learns", () => {
  for (const one of cases) {
    const { largest, parted, moved } = followUnits(one.network, one.data, one.options);
    assert.equal(largest, 0, one.description);
    assert.equal(parted, undefined, one.description);
    assert.ok(moved > 1e-4, `${one.description} moved by ${moved} only`);
  }
});

test("the random cases cover what they promise", () => {
  const words = cases.map(({ description }) => description).join("\n");
  for (const word of [
    ...["sigmoid", "tanh", "relu", "leakyRelu", "softplus", "identity"],
    ...["binary cross-entropy", "softmax cross-entropy", "squared error"],
    ...["gradient descent", "momentum", "RMSProp", "Adam", "with weight decay"],
    ...["all examples", "batches of 1;", "hidden layer 4"],
  ]) {
    assert.ok(words.includes(word), word);
  }
  assert.equal(new Set(cases.map(({ description }) => description)).size, cases.length);
});

test("without the tie, the same trainings have units that differ", () => {
  for (const one of cases.slice(0, 50)) {
    const { layer, units } = one.options;
    const W = one.network.layers[layer]!.W;
    const changed = W.with(units[1], 0, W.get(units[1], 0) + 1e-3);
    const layers = one.network.layers.map((old, l) => (l === layer ? { ...old, W: changed } : old));
    const { largest } = followUnits({ layers }, one.data, one.options);
    assert.ok(largest > 0, one.description);
  }
});

test("the loss does not feel a permutation of units, and the gradient goes along with it", () => {
  for (const { network, data, options } of cases.slice(0, 100)) {
    const { loss, layer } = options;
    const order = shuffle(swapOrder(network.layers[layer]!.W.rows, 0, 0), random);
    const permuted = permuteUnits(network, layer, order);
    const [before, after] = [cost(network, data, loss), cost(permuted, data, loss)];
    // Sums in another order: some dozen roundings a layer.
    assert.ok(Math.abs(before - after) <= 1e-13 * Math.max(1, Math.abs(before)));
    const expected = permuteGradients(backward(network, data, loss), layer, order);
    backward(permuted, data, loss).forEach(({ dW, db }, l) => {
      for (const [actual, wanted] of [
        [dW, expected[l]!.dW],
        [db, expected[l]!.db],
      ] as const) {
        assert.ok(Math.max(...actual.minus(wanted).data.map(Math.abs)) < 1e-12);
      }
    });
  }
});

test("a tied network is a fixed point of the swap, bit for bit; permuting and back gives the network", () => {
  for (const { network, options } of cases.slice(0, 50)) {
    const { layer, units } = options;
    const count = network.layers[layer]!.W.rows;
    const swapped = permuteUnits(network, layer, swapOrder(count, ...units));
    swapped.layers.forEach(({ W, b }, l) => {
      assertSameBits(W, network.layers[l]!.W);
      assertSameBits(b, network.layers[l]!.b);
    });
    const order = shuffle(swapOrder(count, 0, 0), random);
    const inverse = order.map((_, unit) => order.indexOf(unit));
    const back = permuteUnits(permuteUnits(network, layer, order), layer, inverse);
    back.layers.forEach(({ W }, l) => {
      assertSameBits(W, network.layers[l]!.W);
    });
  }
});

/** A 2-2-1 network started from three initializers. */
function startFrom(W1: Initializer, W2: Initializer, hidden: Activation, b1: Initializer = zeros): Network {
  return createNetwork({
    sizes: [2, 2, 1],
    hidden,
    weights: [W1, W2],
    biases: [b1, zeros],
    random: seeded(3),
  });
}
const data = moons({ count: 40, random: seeded(4) });
const half = constant(0.5);
const dropout = () => ({ rate: 0.5, random: seeded(5) });
const follow = (network: Network, options: Partial<TrainingOptions> = {}) =>
  followUnits(network, data, { learningRate: 0.5, steps: 40, ...options });

test("dropout parts units that start from a constant; from zero it parts sigmoid units, but not tanh and ReLU", () => {
  assert.ok(follow(startFrom(half, half, tanh), { dropout: dropout() }).parted! >= 1);
  for (const hidden of [tanh, relu]) {
    const { largest, parted } = follow(startFrom(zeros, zeros, hidden), { dropout: dropout() });
    assert.deepEqual({ largest, parted }, { largest: 0, parted: undefined });
  }
  assert.ok(follow(startFrom(zeros, zeros, sigmoid), { dropout: dropout() }).parted! >= 1);
});

test("unequal output weights, unequal biases and one perturbed weight part the units", () => {
  const unequal: Initializer = (_, rows) =>
    Matrix.columnVector(Array.from({ length: rows }, (_, unit) => unit / 10));
  assert.equal(follow(startFrom(half, scaledNormal(1), tanh)).parted, 1);
  assert.equal(follow(startFrom(half, half, tanh, unequal)).parted, 0);
  const nudged: Initializer = (cols, rows) => Matrix.fill(rows, cols, 0.5).with(0, 0, 0.5 + 1e-15);
  const { spreads } = follow(startFrom(nudged, half, tanh));
  // Rounding may swallow it on the way.
  assert.ok(spreads[0]! > 0 && spreads.every((spread) => spread < 1e-12));
});

test("W1 = 0 with random W2 parts tanh units at the first step, and leaves ReLU units frozen", () => {
  assert.equal(follow(startFrom(zeros, scaledNormal(1), tanh)).parted, 1);
  const frozen = follow(startFrom(zeros, scaledNormal(1), relu));
  assert.equal(frozen.parted, undefined);
  assert.ok(frozen.largest > 0, "their output weights differ all the time");
});

test("mini-batches and Adam do not part the units", () => {
  const batch = { size: 1, random: seeded(6) };
  assert.equal(follow(startFrom(half, half, tanh), { batch, optimizer: adam() }).largest, 0);
});

test("the spread is measured over rows, biases and output weights", () => {
  const network = tieUnits(startFrom(scaledNormal(1), scaledNormal(1), tanh));
  const [hidden, output] = network.layers;
  assert.equal(unitSpread(network), 0);
  const other = (change: Partial<typeof hidden>): Network => ({
    layers: [{ ...hidden!, ...change }, output!],
  });
  const W = hidden!.W.with(1, 0, hidden!.W.get(0, 0) + 0.5);
  assert.equal(unitSpread(other({ W })), functionSpread(other({ W })));
  assert.ok(Math.abs(unitSpread(other({ W })) - 0.5) < 1e-15);
  assert.equal(functionSpread(other({ b: Matrix.columnVector([0, 2]) })), 2);
  const apart: Network = { layers: [hidden!, { ...output!, W: Matrix.rowVector([1, 4]) }] };
  assert.deepEqual([functionSpread(apart), unitSpread(apart)], [0, 3]);
});

test("layers and units that are not there are refused", () => {
  const network = startFrom(half, half, tanh);
  assertThrows(
    () => permuteUnits(network, 1, [0, 1]),
    "RangeError: Cannot permute the units of hidden layer 1: they are 0 to 0",
  );
  assertThrows(
    () => permuteUnits(network, 0, [0, 0]),
    "RangeError: Cannot permute 2 units by [0, 0]: it must name each of the units 0 to 1 once",
  );
  const gradients = backward(network, data);
  assertThrows(
    () => permuteGradients(gradients, 5, [0, 1]),
    "RangeError: Cannot permute the gradients of hidden layer 5: they are 0 to 0",
  );
  assertThrows(
    () => permuteGradients(gradients, 0, [0, 0]),
    "RangeError: Cannot permute 2 units by [0, 0]: it must name each of the units 0 to 1 once",
  );
  assertThrows(
    () => swapOrder(3, 0, 7),
    "RangeError: Cannot swap units 0 and 7 of 3: units are counted from 0 to 2",
  );
  assert.throws(() => swapOrder(3, -1, 0), /units are counted from 0 to 2/);
  assert.throws(() => swapOrder(2.5, 0, 1), /their number must be an integer from 1 up, not 2.5/);
  assert.throws(() => tieUnits(network, { units: [0, 2] }), /units are counted from 0 to 1/);
  const single = createNetwork({ sizes: [2, 1], hidden: tanh, weights: zeros, random: seeded(0) });
  assert.throws(() => unitSpread(single), /the network has none/);
  assert.throws(() => followUnits(single, xor(), { learningRate: 1, steps: 1 }), /has none/);
});
