import assert from "node:assert/strict";
import { test } from "node:test";
import {
  adam,
  coordinateCheck,
  createNetwork,
  identity,
  lecunNormal,
  Matrix,
  moons,
  normals,
  rootMeanSquare,
  scaledNormal,
  seeded,
  squaredError,
  tanh,
  zeros,
  type Initializer,
  type Network,
} from "../../../lib/index";
import { assertThrows } from "../assertions";

const moon = moons({ count: 40, noise: 0.1, random: seeded(1) });
const data = { X: moon.X, Y: moon.Y.map((y) => 2 * y - 1) };
const options = { loss: squaredError, learningRate: 1e-3 };

function start(n: number, weights: Initializer | readonly Initializer[], seed = 0): Network {
  return createNetwork({
    sizes: [2, n, n, 1],
    hidden: tanh,
    output: identity,
    weights,
    random: seeded(seed),
  });
}

/** Twelve networks of each width. */
function family(
  weights: Initializer | readonly Initializer[],
  widths: readonly number[] = [32, 256],
): Network[] {
  return widths.flatMap((n) => Array.from({ length: 12 }, (_, seed) => start(n, weights, seed)));
}

const spectral: Initializer = (fanIn, fanOut, random) =>
  scaledNormal(Math.min(1, Math.sqrt(fanOut / fanIn)) / Math.sqrt(fanIn))(fanIn, fanOut, random);
const rates = (fanIn: number, fanOut: number): number => fanOut / fanIn;

/*
 * NumPy 2.4: W[l][i, j] = sin(1 + i + 2j + 3l)/√in for sizes [2, n, n, 1], biases 0, tanh and a linear output; two steps of
 * W −= 0.1·out/in·dW and b −= 0.1·out·db, the gradients those of the squared error over three examples; then
 * np.sqrt((z**2).mean()) of the first z and of the change, and np.polyfit of the logarithms.
 */
const numpy: [number[], number[], number][] = [
  [[1.1544477491719989, 1.152463523245334], [0.12310601715158578, 0.02294662456134472], -2.423547424773292],
  [[0.3924671521253731, 0.06868696958422964], [0.1913758110455215, 0.2126340327358283], 0.151964031320857],
  [
    [0.19999699881069544, 0.006326280585298104],
    [0.35754885730900615, 0.4680336506200802],
    0.3884718676223311,
  ],
];

test("sizes, changes and powers are NumPy's, with rates by layer and for biases", () => {
  const at = (n: number): Network => {
    const sizes = [2, n, n, 1];
    const weights = [0, 1, 2].map((l) =>
      Matrix.generate(
        sizes[l + 1]!,
        sizes[l]!,
        (i, j) => Math.sin(1 + i + 2 * j + 3 * l) / Math.sqrt(sizes[l]!),
      ),
    );
    return createNetwork({ weights, hidden: tanh, output: identity });
  };
  const examples = { X: [[1, -2, 0.5], [0, 1, 3]], Y: [[1, -1, 2]] }; // prettier-ignore
  const found = coordinateCheck([6, 3].map(at), examples, {
    loss: squaredError,
    learningRate: 0.1,
    steps: 2,
    rates,
  });
  assert.deepEqual(found.widths, [3, 6]);
  for (const [l, { layer, sizes, changes, growth }] of found.layers.entries()) {
    const [expectedSizes, expectedChanges, power] = numpy[l]!;
    assert.equal(layer, l + 1);
    // Some hundred operations, each within a unit roundoff; the change of numbers near 1 loses at most two digits.
    for (const k of [0, 1]) {
      assert.ok(Math.abs(sizes[k]! / expectedSizes[k]! - 1) < 1e-13);
      assert.ok(Math.abs(changes[k]! / expectedChanges[k]! - 1) < 1e-11);
    }
    assert.ok(Math.abs(growth - power) < 1e-10);
  }
});

test("the same step moves the layers of standard networks by the powers −½, ½ and 1 of the width", () => {
  const { layers } = coordinateCheck(family(lecunNormal), data, options);
  // e² = 1 + z₃² scatters by about 60 %, its mean over 12 networks by 17 %: 9 % in size, 0.06 in a power over 32 to 256.
  for (const [l, power] of [-0.5, 0.5, 1].entries())
    assert.ok(Math.abs(layers[l]!.growth - power) < 0.2, `layer ${l + 1}: ${layers[l]!.growth}`);
});

test("weights and rates by the spectral rule move every layer as far at every width, with a read-out of zero too", () => {
  for (const weights of [spectral, [spectral, spectral, zeros]]) {
    const { layers } = coordinateCheck(family(weights), data, { ...options, steps: 2, rates });
    for (const { growth } of layers) assert.ok(Math.abs(growth) < 0.12, String(growth));
  }
});

test("behind a read-out of zero the hidden layers stand still for one step, which counts as level", () => {
  const { layers } = coordinateCheck(family([lecunNormal, lecunNormal, zeros]), data, options);
  assert.deepEqual(
    layers.slice(0, 2).map(({ changes, growth }) => [changes, growth]),
    [
      [[0, 0], 0],
      [[0, 0], 0],
    ],
  );
});

test("networks of one width count together, as the root of their mean square", () => {
  const networks = [start(4, lecunNormal, 1), start(4, lecunNormal, 2), start(8, lecunNormal, 1)];
  const alone = [0, 1].map((k) => coordinateCheck([networks[k]!, networks[2]!], data, options).layers[1]!);
  const together = coordinateCheck(networks, data, options).layers[1]!;
  assert.equal(together.changes[0], rootMeanSquare(alone.map(({ changes }) => changes[0]!)));
  assert.equal(together.sizes[0], rootMeanSquare(alone.map(({ sizes }) => sizes[0]!)));
});

test("any optimizer may take the steps: Adam's move the hidden layer in proportion to the width", () => {
  const settings = { ...options, learningRate: 1e-5, optimizer: adam() };
  const { growth } = coordinateCheck(family(lecunNormal), data, settings).layers[1]!;
  assert.ok(Math.abs(growth - 1) < 0.15, String(growth));
});

test("one width, different depths and no steps are refused", () => {
  const one = start(4, lecunNormal);
  const shallow = createNetwork({ weights: [normals(8, 2, seeded(1)), normals(1, 8, seeded(2))], hidden: tanh, output: identity }); // prettier-ignore
  assertThrows(
    () => coordinateCheck([], data, options),
    "RangeError: Cannot check coordinates of no networks: give the same start at two widths or more",
  );
  assertThrows(
    () => coordinateCheck([one, one], data, options),
    "RangeError: Cannot check coordinates of width 4 alone: give the same start at two widths or more",
  );
  assertThrows(
    () => coordinateCheck([one, shallow], data, options),
    "RangeError: Cannot check coordinates of networks with 3 and 2 layers: only the width may differ",
  );
  assertThrows(
    () => coordinateCheck([one, start(8, lecunNormal)], data, { ...options, steps: 0 }),
    "RangeError: Cannot check coordinates: the number of steps must be an integer from 1 up, not 0",
  );
});
