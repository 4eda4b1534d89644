import assert from "node:assert/strict";
import { test } from "node:test";
import { createNetwork, scaledNormal, seeded, tanh, train, xor } from "../../lib/index";

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
