import assert from "node:assert/strict";
import { test } from "node:test";
import {
  compare,
  createNetwork,
  moons,
  scaledNormal,
  seeded,
  sweepScales,
  tanh,
  train,
  type Random,
} from "../../../lib/index";
import { assertSameBits } from "../assertions";

const start = (scale: number, random: Random) =>
  createNetwork({ sizes: [2, 8, 1], hidden: tanh, weights: scaledNormal(scale), random });
const network = start(1, seeded(1));
const data = moons({ count: 60, random: seeded(2) });
const settings = { learningRate: 0.5, steps: 40 };

test("runs with the same settings are the same run, mini-batches and dropout included, and each is what train gives", () => {
  for (const draws of [
    () => ({ batch: { size: 7, random: seeded(5) } }),
    () => ({ dropout: { rate: 0.5, random: seeded(5) } }),
    () => {
      const random = seeded(5);
      return { batch: { size: 7, random }, dropout: { rate: 0.2, random } };
    },
  ]) {
    const changes = { first: {}, faster: { learningRate: 1 }, last: {} };
    const { first, faster, last } = compare(network, data, { ...settings, ...draws() }, changes);
    for (const [run, learningRate] of [
      [first, 0.5],
      [faster, 1],
      [last, 0.5],
    ] as const) {
      const alone = train(network, data, { ...settings, ...draws(), learningRate });
      alone.network.layers.forEach(({ W }, l) => {
        assertSameBits(run.network.layers[l]!.W, W);
      });
    }
  }
});

test("a change may bring a source of its own, or use the one of the others in another way", () => {
  const random = seeded(5);
  const batch = { size: 7, random };
  const changes = { larger: { batch: { size: 20, random } }, own: { batch: { size: 7, random: seeded(6) } } };
  const runs = compare(network, data, { ...settings, batch }, changes);
  const larger = train(network, data, { ...settings, batch: { size: 20, random: seeded(5) } });
  const own = train(network, data, { ...settings, batch: { size: 7, random: seeded(6) } });
  assert.deepEqual([runs.larger.loss, runs.own.loss], [larger.loss, own.loss]);
});

test("a sweep that tries a scale twice finds the same twice, mini-batches included", () => {
  const [first, second] = sweepScales(data, {
    ...settings,
    scales: [1, 1],
    seeds: 3,
    start,
    target: 0.4,
    steps: 200,
    batch: { size: 10, random: seeded(4) },
  });
  assert.ok(first!.learned > 0);
  assert.deepEqual(second, first);
});
