import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createNetwork,
  criticalWeightVariance,
  moons,
  normals,
  relu,
  scaledNormal,
  seeded,
  sweepScales,
  tanh,
  train,
  varianceScaling,
  xor,
  type Examples,
  type Network,
  type Random,
} from "../../lib/index";

/** What the lessons state and are too impatient to run. */

test("from weights of 0.01 all ten seeds of three tanh units learn XOR within 400 000 steps", () => {
  const steps = 400_000;
  const losses = Array.from({ length: 10 }, (_, seed) => {
    const weights = scaledNormal(0.01);
    const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights, random: seeded(seed) });
    return train(network, xor(), { learningRate: 0.5, steps, every: steps }).loss;
  });
  assert.equal(losses.filter((loss) => loss < 0.1).length, 10);
});

test("of networks of forty layers the one on the critical line gets farthest in four of five draws, and one in chaos once", () => {
  const best = (weightVariance: number, seed: number): number => {
    const data = moons({ count: 100, noise: 0.1, random: seeded(seed) });
    const network = createNetwork({
      sizes: [2, ...Array<number>(40).fill(32), 1],
      hidden: tanh,
      weights: varianceScaling({ scale: weightVariance }),
      biases: scaledNormal(Math.sqrt(0.05)),
      random: seeded(seed),
    });
    const losses = [0.1, 0.01, 0.001].map(
      (learningRate) => train(network, data, { learningRate, steps: 200, every: 200 }).loss,
    );
    return Math.min(...losses);
  };
  // The lesson shows the first draw.
  const winners = [2, 3, 4, 5].map((seed) => {
    const [line, order, chaos] = [criticalWeightVariance(tanh, 0.05), 1, 4].map((w) => best(w, seed));
    return line! < Math.min(order!, chaos!) ? "line" : chaos! < order! ? "chaos" : "order";
  });
  assert.deepEqual(winners, ["line", "chaos", "line", "line"]);
});

test("as weights shrink, half their scale comes to cost XOR four times the steps, and the moons a fixed number", () => {
  const start = (scale: number, random: Random): Network =>
    createNetwork({ sizes: [2, 8, 1], hidden: tanh, weights: scaledNormal(scale), random });
  const medians = (data: Examples, learningRate: number, scales: readonly number[]): number[] =>
    sweepScales(data, { scales, seeds: 5, start, learningRate, steps: 40_000, target: 0.65 }).map(
      ({ median }) => median,
    );
  const [large, small] = medians(xor(), 1, [0.025, 0.0125]);
  assert.ok(small! / large! > 3.85 && small! / large! < 4.05, `${small} steps after ${large}`);
  // The growth of the linearized descent, 1 + α|c| per step: no number of it is fitted.
  const moon = moons({ count: 200, noise: 0.1, random: seeded(1) });
  const c = moon.Y.map((y) => y - 0.5).multiplyTranspose(moon.X).scale(1 / 200).data; // prettier-ignore
  const perDecade = Math.LN10 / Math.log(1 + 0.1 * Math.hypot(...c));
  const steps = medians(moon, 0.1, [1e-3, 1e-4, 1e-5, 1e-6]);
  steps.slice(1).forEach((count, k) => {
    assert.ok(Math.abs(count - steps[k]! - perDecade) <= 1.5);
  });
});

/** The losses of a hundred starts of tanh units at weights of 0.01. */
function hundredLosses(units: number, data: Examples, steps: number): number[] {
  return Array.from({ length: 100 }, (_, seed) => {
    const weights = scaledNormal(0.01);
    const network = createNetwork({ sizes: [2, units, 1], hidden: tanh, weights, random: seeded(seed) });
    return train(network, data, { learningRate: 0.5, steps, every: steps }).loss;
  });
}

test("from weights of 0.01 about a third of a hundred starts of three tanh units learn XOR within 50 000 steps", () => {
  const learned = hundredLosses(3, xor(), 50_000).filter((loss) => loss < 0.1).length;
  assert.ok(learned >= 24 && learned <= 43, `${learned}`);
});

test("from weights of 0.01 no two tanh units solve the moons in a hundred starts, and nearly all threes do", () => {
  const data = moons({ count: 200, noise: 0.1, random: seeded(1) });
  const [two, three] = [2, 3].map(
    (units) => hundredLosses(units, data, 6000).filter((loss) => loss < 0.1).length,
  );
  assert.equal(two, 0);
  assert.ok(three! >= 95, `${three}`);
});

test("of a thousand draws of four random ReLU directions about seven tenths solve XOR from output weights of 0", () => {
  const solved = Array.from({ length: 1000 }, (_, seed) => {
    const weights = [normals(4, 2, seeded(seed)), [[0, 0, 0, 0]]];
    const network = createNetwork({ weights, hidden: relu });
    return train(network, xor(), { learningRate: 0.5, steps: 2000, every: 2000 }).loss;
  }).filter((loss) => loss < 0.1).length;
  assert.ok(solved > 640 && solved < 760, `${solved}`);
});
