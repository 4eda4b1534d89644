import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createNetwork,
  diagnose,
  forwardStatistics,
  heNormal,
  Matrix,
  normal,
  relu,
  scaledNormal,
  seeded,
  tanh,
  xavierNormal,
} from "../../../lib/index";
import { assertThrows } from "../assertions";

const random = seeded(1);
const X = Matrix.generate(30, 70, () => normal(random));

test("the statistics at a scale are the diagnosis of the network with scaled weights", () => {
  for (const hidden of [tanh, relu]) {
    const random = seeded(2);
    const sizes = [30, 40, 25, 10];
    const network = createNetwork({ sizes, hidden, weights: heNormal, biases: scaledNormal(0.1), random });
    const scales = [0, 1e-3, 1, 7];
    forwardStatistics(network, X, { scales }).forEach(({ scale, layers }, i) => {
      assert.equal(scale, scales[i]);
      const scaled = network.layers.map((layer) => ({ ...layer, W: layer.W.scale(scale) }));
      const expected = diagnose({ layers: scaled }, { X });
      layers.forEach((layer, l) => {
        assert.deepEqual(layer, expected[l]);
      });
    });
  }
});

test("five layers of 500 tanh units at gain 1 have the spread of the wide-network recursion", () => {
  const random = seeded(3);
  const network = createNetwork({
    sizes: Array<number>(6).fill(500),
    hidden: tanh,
    output: tanh,
    weights: xavierNormal,
    random,
  });
  const inputs = Matrix.generate(500, 200, () => normal(random));
  const [plain] = forwardStatistics(network, inputs, { scales: [1] });
  // q' = g² E tanh²(√q z), z ~ N(0, 1), from q = 1. Over 12 seeds the spreads are up to 0.6 % (root mean square) away.
  const expected = [0.628, 0.486, 0.408, 0.358, 0.322];
  plain!.layers.forEach(({ A }, l) => {
    assert.ok(Math.abs(A.deviation / expected[l]! - 1) < 4 * 0.006, `layer ${l + 1}: ${A.deviation}`);
  });
});

test("progress counts every layer at every scale", () => {
  const network = createNetwork({
    sizes: [30, 5, 5],
    hidden: tanh,
    weights: xavierNormal,
    random: seeded(4),
  });
  const seen: string[] = [];
  const onProgress = (done: number, total: number): number => seen.push(`${done} of ${total}`);
  forwardStatistics(network, X, { scales: [1, 2], onProgress });
  assert.deepEqual(seen, ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]);
});

test("inputs that do not fit are refused", () => {
  const network = createNetwork({ sizes: [3, 2], hidden: tanh, weights: xavierNormal, random: seeded(5) });
  assertThrows(
    () => forwardStatistics(network, Matrix.zeros(3, 0), { scales: [1] }),
    "RangeError: Cannot take statistics of 3×0 inputs: there are none",
  );
  assertThrows(
    () => forwardStatistics(network, X, { scales: [1] }),
    "RangeError: Cannot run layer 1 of the network: its weights (2×3) take 3 inputs and X is 30×1",
  );
});
