import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  activations,
  backward,
  createNetwork,
  Matrix,
  normal,
  scaledNormal,
  seeded,
  step,
  train,
  type Activation,
  type Network,
} from "../../../lib/index";

/** Hidden units i and j of layer `at` with the same inputs, bias and outputs: copies j's from i's. */
function makeTwins({ layers }: Network, at: number, i: number, j: number): Network {
  const source = (unit: number): number => (unit === j ? i : unit);
  return {
    layers: layers.map(({ W, b, activation }, l) => ({
      W: Matrix.generate(W.rows, W.cols, (row, col) =>
        W.get(l === at ? source(row) : row, l === at + 1 ? source(col) : col),
      ),
      b: Matrix.generate(b.rows, 1, (row) => b.get(l === at ? source(row) : row, 0)),
      activation,
    })),
  };
}

/** Whether units i and j of layer `at` are equal (`===`) in all that comes in and goes out. */
function areTwins({ layers }: Network, at: number, i: number, j: number): boolean {
  const [into, out] = [layers[at]!, layers[at + 1]!];
  const same = (a: number[], b: number[]): boolean => a.every((entry, k) => entry === b[k]);
  return (
    same(into.W.row(i), into.W.row(j)) &&
    into.b.get(i, 0) === into.b.get(j, 0) &&
    same(out.W.column(i), out.W.column(j))
  );
}

/** A random network of 1 to 3 hidden layers, random data, and two hidden units of one layer. */
const situations = fc
  .record({
    inputs: fc.integer({ min: 1, max: 3 }),
    hidden: fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 3 }),
    activation: fc.constantFrom(...Object.values<Activation>(activations)),
    examples: fc.integer({ min: 1, max: 20 }),
    seed: fc.integer(),
    learningRate: fc.double({ min: 1e-3, max: 0.5, noNaN: true }),
    choice: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
  })
  .map(({ inputs, hidden, activation, examples, seed, learningRate, choice }) => {
    const random = seeded(seed);
    const sizes = [inputs, ...hidden, 1];
    const weights = scaledNormal(0.5);
    const network = createNetwork({ sizes, hidden: activation, weights, biases: weights, random });
    const X = Matrix.generate(inputs, examples, () => normal(random));
    const Y = Matrix.generate(1, examples, () => Math.round(random()));
    const at = choice[0]! % hidden.length;
    const i = choice[1]! % hidden[at]!;
    const j = (i + 1 + (choice[2]! % (hidden[at]! - 1))) % hidden[at]!;
    return { network, X, Y, learningRate, at, i, j };
  });

test("units that start as twins stay equal (===) through training, whatever width, depth, activation and data", () => {
  fc.assert(
    fc.property(situations, ({ network, X, Y, learningRate, at, i, j }) => {
      let current = makeTwins(network, at, i, j);
      // Runs that diverge are followed for as long as there are numbers to compare.
      for (let t = 0; t <= 30 && current.layers.every(({ W }) => W.data.every(Number.isFinite)); t++) {
        assert.ok(areTwins(current, at, i, j), `they part at step ${t}`);
        current = step(current, backward(current, { X, Y }), learningRate);
      }
    }),
    { numRuns: 300 },
  );
});

test("units that differ in their output weights alone do not stay equal", () => {
  let parted = 0;
  const runs = 100;
  fc.assert(
    fc.property(situations, ({ network, X, Y, learningRate, at, i, j }) => {
      const twins = makeTwins(network, at, i, j);
      const layers = twins.layers.map((layer, l) =>
        l === at + 1 ? { ...layer, W: layer.W.with(0, j, layer.W.get(0, j) + 1) } : layer,
      );
      const after = train({ layers }, { X, Y }, { learningRate, steps: 1 }).network.layers[at]!;
      if (after.b.get(i, 0) !== after.b.get(j, 0)) parted++;
    }),
    { numRuns: runs, seed: 1 },
  );
  // Only where ReLU is off for every example does no gradient reach the two.
  assert.ok(parted > 0.8 * runs, `${parted} of ${runs}`);
});
