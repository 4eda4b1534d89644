import assert from "node:assert/strict";
import { test } from "node:test";
import {
  constant,
  createNetwork,
  forward,
  heNormal,
  identity,
  Matrix,
  relu,
  scaledNormal,
  seeded,
  sigmoid,
  tanh,
  zeros,
} from "../../../lib/index";
import { assertSameBits, assertThrows } from "../assertions";

const random = seeded(0);

test("a network has a layer for each size after the first, sigmoid outputs and zero biases", () => {
  const { layers } = createNetwork({ sizes: [3, 5, 4, 2], hidden: relu, weights: heNormal, random });
  assert.deepEqual(
    layers.map(({ W, b, activation }) => `${W.shape} ${b.shape} ${activation.name}`),
    ["5×3 5×1 relu", "4×5 4×1 relu", "2×4 2×1 sigmoid"],
  );
  for (const { b } of layers) assertSameBits(b, Matrix.zeros(b.rows, 1));
});

test("a network without a hidden layer is one layer of outputs", () => {
  const network = createNetwork({ sizes: [2, 1], hidden: tanh, output: identity, weights: zeros, random });
  assert.deepEqual(
    network.layers.map(({ activation }) => activation.name),
    ["identity"],
  );
});

test("each layer can have its own initializers, for biases too", () => {
  const { layers } = createNetwork({
    sizes: [2, 2, 1],
    hidden: tanh,
    weights: [constant(1), () => Matrix.rowVector([2, 3])],
    biases: [constant(4), zeros],
    random,
  });
  assert.deepEqual(
    layers.map(({ W, b }) => [W.toArray(), b.toArray()]),
    [
      [
        [
          [1, 1],
          [1, 1],
        ],
        [[4], [4]],
      ],
      [[[2, 3]], [[0]]],
    ],
  );
});

test("layers draw in order, weights before biases, so that a seed keeps its meaning", () => {
  const source = seeded(6);
  const normal = scaledNormal(1);
  const [first, second] = createNetwork({
    sizes: [2, 3, 1],
    hidden: tanh,
    weights: normal,
    biases: normal,
    random: seeded(6),
  }).layers;
  assertSameBits(first!.W, normal(2, 3, source));
  assertSameBits(first!.b, normal(1, 3, source));
  assertSameBits(second!.W, normal(3, 1, source));
  assertSameBits(second!.b, normal(1, 1, source));
});

test("sizes that make no network are refused", () => {
  const create = (sizes: number[]) => () => createNetwork({ sizes, hidden: tanh, weights: zeros, random });
  const few = "it needs inputs and at least one layer";
  assertThrows(create([]), `RangeError: Cannot create a network of sizes []: ${few}`);
  assertThrows(create([2]), `RangeError: Cannot create a network of sizes [2]: ${few}`);
  const rule = "each size must be an integer from 1 up, not";
  assertThrows(create([2, 0, 1]), `RangeError: Cannot create a network of sizes [2, 0, 1]: ${rule} 0`);
  assertThrows(create([2, 1.5]), `RangeError: Cannot create a network of sizes [2, 1.5]: ${rule} 1.5`);
  assertThrows(create([-2, 1]), `RangeError: Cannot create a network of sizes [-2, 1]: ${rule} -2`);
});

test("initializers that do not fit the layers are refused", () => {
  const sizes = [2, 3, 1];
  assertThrows(
    () => createNetwork({ sizes, hidden: tanh, weights: [zeros], random }),
    "RangeError: Cannot create a network of 2 layers with weights for 1: " +
      "give one entry per layer, or a single initializer for all",
  );
  assertThrows(
    () => createNetwork({ sizes, hidden: tanh, weights: zeros, biases: [zeros, zeros, zeros], random }),
    "RangeError: Cannot create a network of 2 layers with biases for 3: " +
      "give one entry per layer, or a single initializer for all",
  );
  assertThrows(
    () => createNetwork({ sizes, hidden: tanh, weights: () => Matrix.zeros(2, 3), random }),
    "RangeError: Cannot create layer 1 with 2×3 weights: it needs 3×2, one row per unit and one column per input; " +
      "transpose() would make them fit",
  );
  assertThrows(
    () =>
      createNetwork({
        sizes,
        hidden: tanh,
        weights: zeros,
        biases: () => Matrix.rowVector([1, 2, 3]),
        random,
      }),
    "RangeError: Cannot create layer 1 with 1×3 biases: it needs 3×1, one row per unit; transpose() would make them fit",
  );
});

test("forward gives what each layer took and made", () => {
  const network = {
    layers: [
      {
        W: Matrix.from([
          [1, -1],
          [2, 0],
        ]),
        b: Matrix.columnVector([0, -1]),
        activation: relu,
      },
      { W: Matrix.rowVector([1, 1]), b: Matrix.columnVector([-2]), activation: sigmoid },
    ],
  };
  const X = Matrix.from([
    [1, 0],
    [0, 3],
  ]);
  const [hidden, output] = forward(network, X);
  assert.equal(hidden!.input, X);
  assert.deepEqual(hidden!.Z.toArray(), [
    [1, -3],
    [1, -1],
  ]);
  assert.deepEqual(hidden!.A.toArray(), [
    [1, 0],
    [1, 0],
  ]);
  assert.equal(output!.input, hidden!.A);
  assert.deepEqual(output!.Z.toArray(), [[0, -2]]);
  assert.deepEqual(output!.A.toArray(), [[0.5, sigmoid.f(-2)]]);
});

test("forward takes no examples as well", () => {
  const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: zeros, random });
  assert.deepEqual(
    forward(network, Matrix.zeros(2, 0)).map(({ A }) => A.shape),
    ["3×0", "1×0"],
  );
});

test("forward refuses what does not fit, with the layer", () => {
  const { layers } = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: zeros, random });
  const [first, second] = [layers[0]!, layers[1]!];
  assertThrows(
    () => forward({ layers }, Matrix.zeros(4, 5)),
    "RangeError: Cannot run layer 1 of the network: its weights (3×2) take 2 inputs and X is 4×5",
  );
  assertThrows(
    () => forward({ layers: [first, { ...second, W: Matrix.zeros(1, 2) }] }, Matrix.zeros(2, 5)),
    "RangeError: Cannot run layer 2 of the network: its weights (1×2) take 2 inputs and layer 1 has 3 units",
  );
  assertThrows(
    () => forward({ layers: [{ ...first, b: Matrix.zeros(2, 1) }, second] }, Matrix.zeros(2, 5)),
    "RangeError: Cannot run layer 1 of the network: its weights (3×2) need 3×1 biases and its biases are 2×1",
  );
  assertThrows(
    () => forward({ layers: [first, { ...second, b: Matrix.rowVector([0, 0]) }] }, Matrix.zeros(2, 5)),
    "RangeError: Cannot run layer 2 of the network: its weights (1×3) need 1×1 biases and its biases are 1×2",
  );
  const network = { layers };
  assertThrows(
    () => forward(network, Matrix.zeros(2, 5), [Matrix.zeros(2, 5)]),
    "RangeError: Cannot mask layer 1 of the network: its activations are 3×5 and its mask is 2×5",
  );
  assertThrows(
    () => forward(network, Matrix.zeros(2, 5), [Matrix.zeros(3, 5), Matrix.zeros(1, 5)]),
    "RangeError: Cannot mask a network of 2 layers with 2 masks: give at most one for each layer but the last",
  );
});
