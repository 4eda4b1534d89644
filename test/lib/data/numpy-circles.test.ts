import assert from "node:assert/strict";
import { test } from "node:test";
import { accuracy, cost, createNetwork, numpyCircles, numpyRandom, relu, train } from "../../../lib/index";
import { courseAssignment as expected } from "../fixtures/course-assignment";

const data = numpyCircles({ count: 300, noise: 0.05, seed: 1 });
const heldBack = numpyCircles({ count: 100, noise: 0.05, seed: 2 });

/** The assignment's network, with weights `scale(inputs)` times NumPy's normal numbers of seed 3. */
function start(scale: (inputs: number) => number) {
  const np = numpyRandom(3);
  return createNetwork({
    sizes: [2, 10, 5, 1],
    hidden: relu,
    weights: (fanIn, fanOut) => np.randn(fanOut, fanIn).scale(scale(fanIn)),
    random: np.random,
  });
}

const starts = {
  zeros: start(() => 0),
  large: start(() => 10),
  he: start((inputs) => Math.sqrt(2 / inputs)),
};

function assertClose(actual: number, value: number, relative: number): void {
  assert.ok(Math.abs(actual - value) <= relative * Math.abs(value), `${actual} is not ${value}`);
}

test("the circles of the course are those of NumPy and scikit-learn", () => {
  assert.deepEqual(data.Y.row(0), expected.labels);
  expected.firstExamples.forEach((example, index) => {
    example.forEach((value, feature) => {
      assertClose(data.X.get(feature, index), value, 1e-14);
    });
  });
  // 600 entries of size about 1, each off by a unit in the last place or two.
  assert.ok(Math.abs(data.X.sum() - expected.sumOfInputs) < 600 * 2 * Number.EPSILON);
});

for (const name of ["zeros", "large", "he"] as const) {
  test(`a network of the course that starts with ${name} weights has NumPy's weights and cost`, () => {
    const { layers } = starts[name];
    layers[0]!.W.data.forEach((weight, index) => {
      assertClose(weight, expected[name].firstWeights.flat()[index]!, 4 * Number.EPSILON);
    });
    assertClose(cost(starts[name], data), expected[name].costs[0]!, 1e-13);
  });
}

/** The costs of a run at NumPy's recorded steps, each beside NumPy's. */
function costs(name: "large" | "he", steps: number): [number, number][] {
  const { history } = train(starts[name], data, { learningRate: 0.01, steps, every: 1000 });
  return history.flatMap(({ step, loss }): [number, number][] =>
    step in expected[name].costs ? [[loss, expected[name].costs[step]!]] : [],
  );
}

test("from zeros the course's network stays where it is: its gradient is exactly 0", () => {
  const { network, history } = train(starts.zeros, data, { learningRate: 0.01, steps: 1 });
  assert.ok(network.layers.every(({ W, b }) => [...W.data, ...b.data].every((value) => value === 0)));
  assert.equal(history[1]!.loss, history[0]!.loss);
  assert.equal(accuracy(network, heldBack), expected.zeros.accuracy.test);
});

test("from He's weights, 14 000 steps of the course's network repeat NumPy's costs digit for digit", () => {
  const pairs = costs("he", 14_000);
  assert.equal(pairs.length, 6);
  // NumPy itself, with the last bit of one weight changed, ends 1e-15 away; it sums in another order than we do.
  for (const [ours, numpys] of pairs) assertClose(ours, numpys, 1e-12);
});

test("from large weights a last bit grows to the third digit, in NumPy and here alike", () => {
  const { large, largeNudged } = expected;
  assert.ok(Math.abs(large.costs[1000]! - largeNudged.costs[1000]!) > 1e-5);
  const pairs = costs("large", 3000);
  assert.equal(pairs.length, 4);
  for (const [ours, numpys] of pairs) assertClose(ours, numpys, 0.01);
});
