import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  activations,
  backward,
  canMove,
  createNetwork,
  identity,
  Matrix,
  normals,
  relu,
  seeded,
  sigmoid,
  squaredError,
  tanh,
  type Activation,
  type Network,
} from "../../../lib/index";

const smooth = [tanh, identity, sigmoid, activations.gelu, activations.softplus];

/** Numbers of ordinary size, about half of them 0. */
const sparse = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0.2, max: 1.5, noNaN: true }),
  fc.double({ min: -1.5, max: -0.2, noNaN: true }),
);

/** Networks of one to four layers of one to four units, with zeros among their weights and perhaps among their biases. */
function networks(hidden: readonly Activation[], bias: fc.Arbitrary<number> = sparse): fc.Arbitrary<Network> {
  const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 });
  return fc.tuple(sizes, fc.constantFrom(...hidden)).chain(([n, activation]) => {
    const layers = n.slice(1).map((units, l) => {
      const row = (length: number, entry: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
        fc.array(entry, { minLength: length, maxLength: length });
      const W = fc.array(row(n[l]!, sparse), { minLength: units, maxLength: units });
      return fc.tuple(W, row(units, bias));
    });
    return fc.tuple(...layers).map((drawn) => {
      const [weights, biases] = [drawn.map(([W]) => W), drawn.map(([, b]) => b)];
      return createNetwork({ weights, biases, hidden: activation, output: identity });
    });
  });
}

/** Every weight and bias with its gradient on random data. */
function eachEntry(network: Network, seed: number): { movable: number; gradient: number }[] {
  const random = seeded(seed);
  const X = normals(network.layers[0]!.W.cols, 7, random);
  const Y = normals(network.layers.at(-1)!.W.rows, 7, random);
  const gradients = backward(network, { X, Y }, squaredError);
  return canMove(network).flatMap(({ W, b }, l) => {
    assert.deepEqual([W.shape, b.shape], [gradients[l]!.dW.shape, gradients[l]!.db.shape]);
    const pairs = [...W.data, ...b.data].map((movable) => ({ movable, gradient: NaN }));
    [...gradients[l]!.dW.data, ...gradients[l]!.db.data].forEach((g, i) => (pairs[i]!.gradient = g));
    return pairs;
  });
}

test("what the rule calls frozen has a gradient of exactly 0, with every activation", () => {
  fc.assert(
    fc.property(networks(Object.values(activations)), fc.nat(), (network, seed) => {
      for (const { movable, gradient } of eachEntry(network, seed))
        if (movable === 0) assert.equal(Math.abs(gradient), 0);
    }),
    { numRuns: 500 },
  );
});

test("what the rule calls movable has a gradient, where no unit is ever off", () => {
  fc.assert(
    fc.property(networks(smooth), fc.nat(), (network, seed) => {
      for (const { movable, gradient } of eachEntry(network, seed))
        assert.equal(movable, Number(gradient !== 0));
    }),
    { numRuns: 500 },
  );
});

/** Whether some path through the weight from input `j` to unit `i` of layer `l` holds no other zero: by trying all. */
function hasOpenPath({ layers }: Network, l: number, i: number, j: number): boolean {
  const into = (layer: number, unit: number): boolean =>
    layer < 0 || layers[layer]!.W.row(unit).some((w, from) => w !== 0 && into(layer - 1, from));
  const out = (layer: number, unit: number): boolean =>
    layer === layers.length - 1 ||
    layers[layer + 1]!.W.column(unit).some((w, to) => w !== 0 && out(layer + 1, to));
  return into(l - 1, j) && out(l, i);
}

test("without biases it is what walking all paths finds", () => {
  fc.assert(
    fc.property(networks([tanh, identity], fc.constant(0)), (network) => {
      canMove(network).forEach(({ W }, l) => {
        assert.deepEqual(
          W.toArray(),
          Matrix.generate(W.rows, W.cols, (i, j) => Number(hasOpenPath(network, l, i, j))).toArray(),
        );
      });
    }),
    { numRuns: 300 },
  );
});

test("a ReLU unit that nothing reaches passes no error, and a sigmoid unit sends a signal of its own", () => {
  const into = (hidden: Activation): number[] => {
    const network = createNetwork({ weights: [Matrix.zeros(2, 2), [[1, 1]]], hidden });
    return canMove(network).flatMap(({ W, b }) => [W.sum(), b.sum()]);
  };
  assert.deepEqual(into(relu), [0, 0, 0, 1]);
  assert.deepEqual(into(tanh), [4, 2, 0, 1]);
  assert.deepEqual(into(sigmoid), [4, 2, 2, 1]);
});

test("no layers and numbers that are not finite are refused", () => {
  assert.throws(
    () => canMove({ layers: [] }),
    /^RangeError: Cannot tell which weights can move: the network has no layers/,
  );
  const network = createNetwork({ weights: [[[NaN]]], hidden: tanh });
  assert.throws(() => canMove(network), /with NaN in W of layer 1 at \(0, 0\): each must be a finite number/);
});
