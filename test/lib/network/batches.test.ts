import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cost,
  createNetwork,
  Matrix,
  moons,
  relu,
  scaledNormal,
  seeded,
  tanh,
  train,
  xor,
  type TrainingOptions,
} from "../../../lib/index";
import { batches } from "../../../lib/network/batches";
import { training } from "../../../lib/network/training";
import { dropoutMasks } from "../../../lib/network/dropout";
import { assertSameBits, assertThrows } from "../assertions";

const data = moons({ count: 50, random: seeded(1) });
const network = createNetwork({
  sizes: [2, 4, 3, 1],
  hidden: tanh,
  weights: scaledNormal(1),
  random: seeded(2),
});
const common: TrainingOptions = { learningRate: 0.1, steps: 12 };

test("each epoch hands out every example once, in an order of its own, with its own label", () => {
  const X = Matrix.rowVector([0, 1, 2, 3, 4, 5, 6]);
  const source = batches({ X, Y: X.scale(10) }, { size: 3, random: seeded(3) });
  const epochs = Array.from({ length: 4 }, () => {
    const three = Array.from({ length: 3 }, () => source.next().value);
    assert.deepEqual(
      three.map((batch) => batch.X.cols),
      [3, 3, 1],
    );
    for (const batch of three) assertSameBits(batch.Y, batch.X.scale(10));
    return three.flatMap((batch) => batch.X.row(0));
  });
  for (const epoch of epochs) assert.deepEqual([...epoch].sort(), X.row(0));
  assert.equal(new Set(epochs.map(String)).size, 4);
});

test("batches of no size and examples without labels are refused", () => {
  const { X, Y } = xor();
  assertThrows(
    () => batches({ X, Y }, { size: 0, random: seeded(0) }),
    "RangeError: Cannot cut examples into batches: their size must be an integer from 1 up, not 0",
  );
  assert.throws(
    () => batches({ X, Y: Matrix.zeros(1, 3) }, { size: 1, random: seeded(0) }),
    /X of 2×4 and Y of 1×3: X and Y have one column per example/,
  );
});

test("a batch of all examples takes the steps of full-batch descent, up to the order of the sums", () => {
  const full = train(network, data, common).network.layers;
  const batch = { size: 50, random: seeded(4) };
  // 12 steps of sums of 50 terms that are below 1: far below 1e-12, and far above what any other batch would give.
  train(network, data, { ...common, batch }).network.layers.forEach(({ W }, l) => {
    assert.ok(Math.max(...W.minus(full[l]!.W).data.map(Math.abs)) < 1e-12);
  });
  const small = train(network, data, { ...common, batch: { size: 5, random: seeded(4) } }).network.layers[0]!
    .W;
  assert.ok(Math.max(...small.minus(full[0]!.W).data.map(Math.abs)) > 1e-3);
});

test("the recorded loss is that of all examples without dropout, whatever a step saw", () => {
  const options = {
    ...common,
    batch: { size: 4, random: seeded(5) },
    dropout: { rate: 0.5, random: seeded(6) },
  };
  for (const state of training(network, data, options)) assert.equal(state.loss, cost(state.network, data));
});

test("the same seeds give the same training, another seed another one", () => {
  const run = (seed: number) =>
    train(network, data, {
      ...common,
      batch: { size: 4, random: seeded(seed) },
      dropout: { rate: 0.3, random: seeded(seed) },
    }).network.layers[0]!.W;
  assertSameBits(run(7), run(7));
  assert.ok(!run(7).equals(run(8)));
});

test("dropout at rate 0 changes nothing", () => {
  const plain = train(network, data, common).network.layers[0]!.W;
  assertSameBits(
    train(network, data, { ...common, dropout: { rate: 0, random: seeded(0) } }).network.layers[0]!.W,
    plain,
  );
});

test("masks leave out the given share and keep the mean", () => {
  const wide = createNetwork({
    sizes: [1, 100, 1],
    hidden: relu,
    weights: scaledNormal(1),
    random: seeded(9),
  });
  const [mask, ...others] = dropoutMasks(wide, 400, { rate: 0.2, random: seeded(10) });
  assert.equal(others.length, 0);
  const n = 40_000;
  // Four standard errors of a mean of n draws of 0 (p = .2) or 1.25 (p = .8): sqrt(.2 · .8) · 1.25 / sqrt(n).
  assert.ok(Math.abs(mask!.mean() - 1) < (4 * Math.sqrt(0.16) * 1.25) / Math.sqrt(n));
  assert.deepEqual([...new Set(mask!.data)].sort(), [0, 1.25]);
});

test("a rate that leaves nothing is refused", () => {
  assertThrows(
    () => dropoutMasks(network, 1, { rate: 1, random: seeded(0) }),
    "RangeError: Cannot drop units at rate 1: the rate is a probability from 0 up and below 1",
  );
});

test("a bad label is found before the first step, even in a batch that is not the first", () => {
  const Y = data.Y.with(0, 49, 7);
  assert.throws(
    () => training(network, { ...data, Y }, { ...common, batch: { size: 1, random: seeded(0) } }),
    /label 7/,
  );
});
