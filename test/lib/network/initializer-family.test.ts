import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  createNetwork,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  orthogonal,
  relu,
  scaledUniform,
  seeded,
  singularValues,
  standardDeviation,
  torchBiases,
  torchLinear,
  truncatedNormal,
  varianceScaling,
  xavierNormal,
  xavierUniform,
  type Initializer,
} from "../../../lib/index";
import { wideNetworks } from "../fixtures/wide-networks";

/** 200 × 300 weights: the standard deviation of n normal numbers has a relative standard error of 1/√(2n). */
const [fanIn, fanOut] = [300, 200];
const error = 1 / Math.sqrt(2 * fanIn * fanOut);

const promised: Record<string, [start: Initializer, variance: number]> = {
  lecunNormal: [lecunNormal, 1 / fanIn],
  lecunUniform: [lecunUniform, 1 / fanIn],
  xavierNormal: [xavierNormal, 2 / (fanIn + fanOut)],
  xavierUniform: [xavierUniform, 2 / (fanIn + fanOut)],
  heNormal: [heNormal, 2 / fanIn],
  heUniform: [heUniform, 2 / fanIn],
  "truncatedNormal(3)": [truncatedNormal(3), 9],
  "scaledUniform(3)": [scaledUniform(3), 3],
  "orthogonal(2)": [orthogonal(2), 4 / fanIn],
  "variance scaling by fan-out": [varianceScaling({ scale: 3, mode: "fanOut" }), 3 / fanOut],
  "variance scaling, truncated": [varianceScaling({ distribution: "truncated" }), 1 / fanIn],
  torchLinear: [torchLinear, 1 / (3 * fanIn)],
};

for (const [name, [start, variance]] of Object.entries(promised)) {
  test(`${name} draws weights of mean 0 and of the variance that it promises`, () => {
    const W = start(fanIn, fanOut, seeded(1));
    const deviation = standardDeviation(W.data);
    assert.ok(Math.abs(deviation / Math.sqrt(variance) - 1) < 4 * error, `${deviation}`);
    assert.ok(Math.abs(W.mean()) < (4 * deviation) / Math.sqrt(fanIn * fanOut));
  });
}

test("the family contains Xavier's and He's draws, bit for bit", () => {
  const average = varianceScaling({ mode: "fanAverage" });
  assert.ok(average(7, 9, seeded(2)).equals(xavierNormal(7, 9, seeded(2))));
  assert.ok(varianceScaling({ scale: 2 })(7, 9, seeded(2)).equals(heNormal(7, 9, seeded(2))));
});

test("truncated weights stay within two deviations of the normal that they are cut from", () => {
  const W = truncatedNormal(1)(300, 200, seeded(3));
  const most = Math.max(...W.data.map(Math.abs));
  assert.ok(most <= 2 / wideNetworks.truncated && most > 1.99 / wideNetworks.truncated, `${most}`);
});

test("orthogonal weights keep every length, or as many directions as there are units", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.nat(),
      (inputs, units, seed) => {
        for (const s of singularValues(orthogonal(1.5)(inputs, units, seeded(seed)))) {
          assert.ok(Math.abs(s - 1.5) < 1e-13);
        }
      },
    ),
    { numRuns: 50 },
  );
});

for (const { inputs, largestWeight, weightDeviation, largestBias } of wideNetworks.linear) {
  test(`a linear layer of ${inputs} inputs starts as PyTorch's does`, () => {
    const W = torchLinear(inputs, 2000, seeded(4));
    const b = torchBiases(1, 2000, seeded(5), inputs);
    const bound = 1 / Math.sqrt(inputs);
    for (const largest of [largestWeight, largestBias]) assert.ok(largest <= bound);
    assert.ok([...W.data, ...b.data].every((entry) => Math.abs(entry) <= bound));
    // Of n uniform draws the largest misses the bound by a share of 1/n or so, rarely by more than 10/n.
    assert.ok(Math.max(...b.data.map(Math.abs)) > bound * (1 - 10 / 2000));
    // Both are samples of at least 18 000; 4 standard errors of each.
    assert.ok(Math.abs(standardDeviation(W.data) / weightDeviation - 1) < 8 / Math.sqrt(18_000));
  });
}

test("biases of a network know the fan-in of their layer", () => {
  const random = seeded(6);
  const network = createNetwork({
    sizes: [400, 50, 3],
    hidden: relu,
    weights: torchLinear,
    biases: torchBiases,
    random,
  });
  const [first, second] = network.layers.map(({ b }) => Math.max(...b.data.map(Math.abs)));
  assert.ok(first! <= 1 / 20 && first! > 0.8 / 20);
  assert.ok(second! <= 1 / Math.sqrt(50) && second! > 0.2 / Math.sqrt(50));
});

test("numbers that are not a deviation, bound, gain or scale are refused", () => {
  for (const make of [
    scaledUniform,
    truncatedNormal,
    orthogonal,
    (scale: number) => varianceScaling({ scale }),
  ]) {
    for (const bad of [-1, NaN, Infinity]) assert.throws(() => make(bad), RangeError);
  }
  assert.throws(() => orthogonal()(0, 3, seeded(0)), RangeError);
  assert.throws(
    () => torchBiases(1, 3, seeded(0), 0),
    /the layer's fan-in must be an integer from 1 up, not 0/,
  );
});
