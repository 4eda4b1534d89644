import assert from "node:assert/strict";
import { test } from "node:test";
import {
  adam,
  batchNorm,
  createNetwork,
  forward,
  layerNorm,
  Matrix,
  moons,
  normals,
  parametersOf,
  runParts,
  scaledNormal,
  seeded,
  sigmoid,
  tanh,
  train,
  trainParts,
  type Part,
} from "../../../lib/index";
import { assertSameBits, assertThrows, assertWithin } from "../assertions";

/**
 * How far a central difference may be off: with h = 6e-6, rounding costs about 2u·L/h = 4e-11 for a loss around 1, and
 * truncation h²/6 times a third derivative, which is below 100 here: together less than 1e-9.
 */
const TOLERANCE = 1e-9;
const STEP = 6.055454452393343e-6;

const random = seeded(7);
const dense = (inputs: number, units: number): Part => ({
  W: normals(units, inputs, random).scale(0.7),
  b: normals(units, 1, random).scale(0.3),
});
const affine = (units: number): Part => ({
  gain: normals(units, 1, random),
  shift: normals(units, 1, random),
});
const lists: Readonly<Record<string, readonly Part[]>> = {
  "layers and activations": [dense(2, 4), tanh, dense(4, 3)],
  "batch norm": [dense(2, 4), batchNorm, tanh, dense(4, 3)],
  "layer norm": [dense(2, 4), layerNorm, tanh, dense(4, 3)],
  "a gain and a shift": [dense(2, 4), affine(4), tanh, dense(4, 3)],
  "a skip": [dense(2, 3), { branch: [dense(3, 5), tanh, dense(5, 3)], factor: 0.6 }],
  "a factor that learns": [
    dense(2, 3),
    { branch: [layerNorm, dense(3, 3), tanh], factor: Matrix.from([[-0.4]]) },
  ],
  "a skip within a skip": [
    {
      branch: [{ branch: [dense(2, 2), tanh], factor: 2 }, batchNorm],
      factor: Matrix.from([[0.5]]),
    },
    dense(2, 3),
  ],
};
const X = normals(2, 5, seeded(3));
const target = normals(3, 5, seeded(4));

/** A smooth function of the outputs: their product with fixed numbers, and half their squares. */
const lossOf = (parts: readonly Part[], inputs = X): number => {
  const Z = runParts(parts, inputs).outputs.at(-1)!;
  return target.hadamard(Z).sum() + Z.hadamard(Z).sum() / 2;
};

/** By central differences: each entry is moved up and down in place, which is why the parts must not be shared. */
const numerical = (matrix: Matrix, loss: () => number): Matrix =>
  Matrix.generate(matrix.rows, matrix.cols, (i, j) => {
    const index = i * matrix.cols + j;
    const value = matrix.data[index]!;
    const at = (moved: number): number => {
      matrix.data[index] = moved;
      return loss();
    };
    const [above, below] = [value + STEP, value - STEP];
    const slope = (at(above) - at(below)) / (above - below);
    matrix.data[index] = value;
    return slope;
  });

for (const [name, parts] of Object.entries(lists)) {
  test(`the way back through ${name} is that of finite differences`, () => {
    const { outputs, back } = runParts(parts, X);
    const { gradients, dInput } = back(target.plus(outputs.at(-1)!));
    const pairs = parts
      .flatMap(parametersOf)
      .map((matrix, k) => [gradients.flat()[k]!, numerical(matrix, () => lossOf(parts))] as const);
    const inputs = X.clone();
    pairs.push([dInput, numerical(inputs, () => lossOf(parts, inputs))]);
    for (const [exact, expected] of pairs) {
      const size = 1 + Math.max(...expected.data.map(Math.abs));
      assertWithin(
        exact,
        expected,
        expected.map(() => TOLERANCE * size),
      );
    }
    // Gradients that were all tiny would agree with anything.
    assert.ok(pairs.some(([exact]) => Math.max(...exact.data.map(Math.abs)) > 0.01));
  });
}

const network = createNetwork({
  sizes: [2, 4, 1],
  hidden: tanh,
  weights: scaledNormal(1),
  random: seeded(1),
});
const data = moons({ count: 20, random: seeded(2) });
/** The same network as parts, without the sigmoid, which belongs to the loss. */
const asParts = ({ layers }: typeof network): Part[] =>
  layers.flatMap(({ W, b, activation }): Part[] =>
    activation === sigmoid ? [{ W, b }] : [{ W, b }, activation],
  );

test("layers and activations run as a network of layers does, bit for bit", () => {
  const { outputs } = runParts(asParts(network), data.X);
  const passes = forward(network, data.X);
  assertSameBits(outputs[1]!, passes[0]!.A);
  assertSameBits(outputs[2]!, passes[1]!.Z);
});

test("parts without norms and skips train as the network does", () => {
  for (const optimizer of [undefined, adam()]) {
    const options = { learningRate: 0.1, steps: 20, every: 10, ...(optimizer && { optimizer }) };
    const { parts, loss, history } = trainParts(asParts(network), data, options);
    const run = train(network, data, options);
    // The examples are averaged in another order.
    assert.ok(Math.abs(loss - run.loss) < 1e-12);
    assert.deepEqual(
      history.map(({ step }) => step),
      [0, 10, 20],
    );
    parts.flatMap(parametersOf).forEach((matrix, k) => {
      const expected = run.network.layers.flatMap(({ W, b }) => [W, b])[k]!;
      assertWithin(
        matrix,
        expected,
        expected.map(() => 1e-12),
      );
    });
  }
});

test("the errors of a pass are the derivatives by what comes out of each part", () => {
  const { errors } = runParts(asParts(network), data.X).back(Matrix.fill(1, 20, 1));
  const [hidden, output] = network.layers;
  assertSameBits(errors[2]!, Matrix.fill(1, 20, 1));
  assertSameBits(errors[1]!, output!.W.transposeMultiply(errors[2]!));
  const slope = forward(network, data.X)[0]!.Z.map(hidden!.activation.df);
  assertSameBits(errors[0]!, errors[1]!.hadamard(slope));
});

test("training leaves the parts that it was given as they are, and moves a factor only if it is a matrix", () => {
  const [fixed, learned] = [0.5, Matrix.from([[0]])];
  const branch = [dense(2, 2), tanh, affine(2)];
  const start: Part[] = [{ branch, factor: fixed }, { branch, factor: learned }, dense(2, 1)];
  const before = start.flatMap(parametersOf).map((matrix) => matrix.clone());
  const { parts } = trainParts(start, data, { learningRate: 0.5, steps: 3 });
  start.flatMap(parametersOf).forEach((matrix, k) => {
    assertSameBits(matrix, before[k]!);
  });
  const factors = parts.map((part) => ("branch" in part ? part.factor : 0));
  assert.equal(factors[0], fixed);
  assert.notEqual((factors[1] as Matrix).get(0, 0), 0);
});

test("no parts and an empty branch hand the input on", () => {
  assert.deepEqual(runParts([], X).outputs, []);
  assertSameBits(runParts([], X).back(X).dInput, X);
  assertSameBits(runParts([{ branch: [], factor: 1 }], X).outputs[0]!, X.scale(2));
});

test("what does not fit together is named", () => {
  assertThrows(
    () => runParts([{ branch: [dense(2, 3)], factor: 1 }], X),
    "RangeError: Cannot add a branch to its input: the branch gives 3×5 and the input is 2×5; both must be the same",
  );
  assertThrows(
    () => runParts([affine(3)], X),
    "RangeError: Cannot multiply 2×5 unit by unit: the gain is 3×1 and must be 2×1",
  );
  assertThrows(
    () => trainParts(asParts(network), data, { learningRate: 0, steps: 1 }),
    "RangeError: Cannot train parts: the learning rate must be a finite number from 5e-324 up, not 0",
  );
  assertThrows(
    () => trainParts(asParts(network), data, { learningRate: 1, steps: -1 }),
    "RangeError: Cannot train parts: the number of steps must be an integer from 0 up, not -1",
  );
});

test("a loss or a gradient that is not finite ends a training with its step", () => {
  const huge: Part[] = [
    { W: Matrix.from([[1e200, 1e200]]), b: Matrix.from([[0]]) },
    { W: Matrix.from([[1e200]]), b: Matrix.from([[0]]) },
  ];
  assertThrows(
    () => trainParts(huge, data, { learningRate: 1, steps: 1 }),
    "RangeError: Cannot train parts past step 0: the loss is NaN; try smaller initial weights",
  );
  const steep: Part[] = [
    { W: Matrix.from([[0]]), b: Matrix.from([[0]]) },
    { W: Matrix.from([[1e200]]), b: Matrix.from([[0]]) },
  ];
  assertThrows(
    () => trainParts(steep, { X: [[1e150]], Y: [[1]] }, { learningRate: 1, steps: 1 }),
    "RangeError: Cannot train parts past step 0: a 1×1 gradient is no longer finite; try smaller initial weights",
  );
});
