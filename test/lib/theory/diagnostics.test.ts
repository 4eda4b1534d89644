import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createNetwork,
  diagnose,
  identity,
  Matrix,
  meanSlope,
  normal,
  scaledNormal,
  seeded,
  sigmoid,
  squaredError,
  sweepScales,
  tanh,
  train,
  xor,
  zeros,
  type Network,
  type Random,
} from "../../../lib/index";

test("a layer worked out by hand has the diagnosis worked out by hand", () => {
  const layer = { W: Matrix.rowVector([2, 0]), b: Matrix.columnVector([1]), activation: sigmoid };
  const X = Matrix.from([
    [-0.5, 1],
    [9, 9],
  ]);
  const [only] = diagnose({ layers: [layer] }, { X, Y: Matrix.rowVector([0, 1]) });
  // Z = (0, 3), A = (½, σ(3)), dZ = (½, σ(3) − 1).
  const a = 1 / (1 + Math.exp(-3));
  assert.deepEqual(only!.Z, { mean: 1.5, deviation: 1.5 });
  close(only!.A.mean, (0.5 + a) / 2);
  close(only!.A.deviation, (a - 0.5) / 2);
  close(only!.slope, (0.25 + a * (1 - a)) / 2);
  assert.equal(only!.saturated, 0);
  close(only!.gradient.dZ, Math.sqrt((0.25 + (a - 1) ** 2) / 2));
  // dW = (½·(−½) + (a − 1)·1, 9·(½ + a − 1)) / 2, and W has mean square 2.
  const dW = Math.sqrt((((-0.25 + a - 1) / 2) ** 2 + ((9 * (a - 0.5)) / 2) ** 2) / 2);
  close(only!.gradient.dW, dW);
  close(only!.gradient.relative, dW / Math.sqrt(2));
});

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-14 * Math.abs(expected), `${actual} is not ${expected}`);
}

test("without labels no gradient is taken", () => {
  const network: Network = {
    layers: [{ W: Matrix.rowVector([1]), b: Matrix.zeros(1, 1), activation: identity }],
  };
  assert.equal("gradient" in diagnose(network, { X: Matrix.rowVector([1, 2]) })[0]!, false);
});

test("gradients far below the square root of the smallest number keep their size", () => {
  const layer = { W: Matrix.rowVector([1e-200]), b: Matrix.zeros(1, 1), activation: sigmoid };
  const [only] = diagnose(
    { layers: [layer] },
    {
      X: Matrix.rowVector([1e-200, 3e-200]),
      Y: Matrix.rowVector([0, 0]),
    },
  );
  close(only!.gradient.dW, 1e-200);
  close(only!.gradient.relative, 1);
});

test("weights of zero that get a gradient change by an infinite share, those that get none by none", () => {
  const network = createNetwork({ sizes: [2, 2, 1], hidden: tanh, weights: zeros, random: seeded(0) });
  const [hidden] = diagnose(network, xor());
  assert.equal(hidden!.gradient.relative, 0);
  const neuron = createNetwork({ sizes: [2, 1], hidden: tanh, weights: zeros, random: seeded(0) });
  const [output] = diagnose(neuron, { X: Matrix.from([[1], [2]]), Y: Matrix.rowVector([1]) });
  assert.equal(output!.gradient.relative, Infinity);
});

test("a wide layer on normal inputs has the mean slope of the theory", () => {
  const random = seeded(2);
  const X = Matrix.generate(100, 200, () => normal(random));
  for (const scale of [0.1, 1]) {
    const weights = scaledNormal(scale);
    const [layer] = diagnose(createNetwork({ sizes: [100, 400, 1], hidden: tanh, weights, random }), { X });
    const deviation = 10 * scale;
    // The mean square varies with the lengths of 200 inputs and 400 rows, each a sum of 100 squares: four such errors.
    const error = 4 * Math.sqrt(1 / (2 * 100 * 200) + 1 / (2 * 100 * 400));
    assert.ok(Math.abs(layer!.Z.deviation / deviation - 1) < error);
    // The slope comes from the 8 % of 80 000 draws that are not flat at scale 1: four errors of that count on top.
    const slopeError = error + 4 / Math.sqrt(0.08 * 80_000);
    assert.ok(Math.abs(layer!.slope / meanSlope(tanh, deviation) - 1) < slopeError);
  }
});

const start = (scale: number, random: () => number) =>
  createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: scaledNormal(scale), random });
const settings = { learningRate: 1, target: 0.2 };

test("the steps to learn are the first step whose loss is below the target", () => {
  const network = start(1, seeded(1));
  const { history } = train(network, xor(), { learningRate: 1, steps: 300 });
  const first = history.findIndex(({ loss }) => loss < 0.2);
  assert.ok(first > 0);
  for (const [steps, needed] of [
    [300, first],
    [first, first],
    [first - 1, Infinity],
  ] as const) {
    const [result] = sweepScales(xor(), { ...settings, scales: [1], seeds: 1, start: () => network, steps });
    assert.deepEqual(result!.steps, [needed]);
  }
});

test("a sweep runs every scale with the seeds 0, 1, 2, … and counts those that learn", () => {
  const results = sweepScales(xor(), { ...settings, scales: [0, 1], seeds: 4, start, steps: 150 });
  assert.deepEqual(
    results.map(({ scale }) => scale),
    [0, 1],
  );
  for (const { scale, steps, learned, median } of results) {
    const expected = [0, 1, 2, 3].map((seed) => {
      const { history } = train(start(scale, seeded(seed)), xor(), { learningRate: 1, steps: 150 });
      return history.find(({ loss }) => loss < settings.target)?.step ?? Infinity;
    });
    assert.deepEqual(steps, expected);
    assert.equal(learned, expected.filter((count) => count <= 150).length / 4);
    const [, low, high] = expected.sort((a, b) => a - b);
    assert.equal(median, low === high ? low : (low! + high!) / 2);
  }
  assert.deepEqual(results[0]!.steps, [Infinity, Infinity, Infinity, Infinity]);
});

test("a diagnosis needs an example", () => {
  assert.throws(
    () => diagnose(start(1, seeded(1)), { X: Matrix.zeros(2, 0) }),
    /^RangeError: Cannot diagnose a network on 2×0 inputs: there are no examples$/,
  );
});

test("a run of a sweep that overflows has not learned, but wrong settings are refused", () => {
  const start = (scale: number, random: Random): Network =>
    createNetwork({ sizes: [2, 1], hidden: tanh, output: identity, weights: scaledNormal(scale), random });
  const far = { steps: 500, learningRate: 100, loss: squaredError };
  const runs = { ...far, start, seeds: 2, target: 1e-9, scales: [1] };
  assert.throws(() => train(start(1, seeded(0)), xor(), far), /Cannot train past step/);
  assert.deepEqual(sweepScales(xor(), runs)[0]!.steps, [Infinity, Infinity]);
  assert.throws(() => sweepScales(xor(), { ...runs, learningRate: NaN }), /learning rate NaN/);
});

test("a sweep without seeds is refused", () => {
  assert.throws(
    () => sweepScales(xor(), { ...settings, scales: [1], seeds: 0, start, steps: 1 }),
    RangeError,
  );
});
