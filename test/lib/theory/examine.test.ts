import assert from "node:assert/strict";
import { test } from "node:test";
import {
  circles,
  constant,
  createNetwork,
  examine,
  gelu,
  heNormal,
  identity,
  lecunNormal,
  Matrix,
  moons,
  normal,
  oneHot,
  orthogonal,
  relu,
  scaledNormal,
  seeded,
  selu,
  sigmoid,
  softmaxCrossEntropy,
  squaredError,
  tanh,
  tieUnits,
  torchBiases,
  torchLinear,
  truncatedNormal,
  xavierNormal,
  zeros,
  type Activation,
  type ExamineOptions,
  type Examples,
  type Finding,
  type Initializer,
  type Network,
  type Problem,
} from "../../../lib/index";

const data = moons({ count: 200, noise: 0.1, random: seeded(1) });

/** Two hundred examples of a hundred normal features. */
const wide: Examples = {
  X: Matrix.generate(
    100,
    200,
    (
      (random) => () =>
        normal(random)
    )(seeded(2)),
  ),
  Y: Matrix.generate(1, 200, (_, k) => k % 2),
};

/** Three classes of normal examples. */
const classes: Examples = {
  X: wide.X,
  Y: oneHot(
    [...wide.Y.data.keys()].map((k) => k % 3),
    3,
  ),
};

function network(
  sizes: readonly number[],
  hidden: Activation,
  weights: Initializer | readonly Initializer[],
  biases: Initializer | readonly Initializer[] = zeros,
  output: Activation = sigmoid,
): Network {
  return createNetwork({ sizes, hidden, weights, biases, output, random: seeded(3) });
}

const deep = (inputs: number, width: number, layers: number, outputs = 1): number[] => [
  inputs,
  ...Array<number>(layers).fill(width),
  outputs,
];

/** What ails each network, the main complaint first; nothing else may be found but what stands behind it. */
const sick: Record<string, [Problem, Network, Examples, ExamineOptions?]> = {
  "all weights zero": ["tied units", network([2, 4, 1], tanh, zeros), data],
  "constant weights": ["tied units", network([2, 4, 1], tanh, constant(0.5)), data],
  "two tied units of eight": ["tied units", tieUnits(network([2, 8, 1], tanh, xavierNormal)), data],
  "tied units in the second layer": [
    "tied units",
    tieUnits(network([2, 8, 8, 1], tanh, xavierNormal), { layer: 1, units: [3, 5] }),
    data,
  ],
  "output weights zero behind ReLU units that are off": [
    "no gradient",
    createNetwork({
      weights: [
        [
          [-1, -2],
          [-2, -1],
        ],
        [[1, 2]],
      ],
      biases: [[-9, -9], [0]],
      hidden: relu,
    }),
    data,
  ],
  "ReLU with biases far below 0": [
    "dead units",
    network([2, 30, 1], relu, heNormal, [constant(-3), zeros]),
    data,
  ],
  "half of the units with a bias far below 0": [
    "dead units",
    network([2, 30, 1], relu, heNormal, (one, units) => Matrix.generate(units, one, (i) => (i % 2) * -4)),
    data,
  ],
  "tanh, scale 30": ["saturation", network([2, 50, 1], tanh, [scaledNormal(30), xavierNormal]), data],
  "tanh, randn without a factor on 100 inputs": [
    "saturation",
    network([100, 50, 1], tanh, [scaledNormal(1), xavierNormal]),
    wide,
  ],
  "sigmoid, scale 50": ["saturation", network([2, 50, 1], sigmoid, [scaledNormal(50), xavierNormal]), data],
  "inputs of size 100": [
    "unscaled inputs",
    network([2, 20, 1], tanh, xavierNormal),
    { X: data.X.scale(100), Y: data.Y },
  ],
  "ten tanh layers of randn * 0.01": [
    "vanishing signal",
    network(deep(100, 100, 10), tanh, scaledNormal(0.01)),
    wide,
  ],
  "thirty ReLU layers, Xavier": ["vanishing signal", network(deep(100, 100, 30), relu, xavierNormal), wide],
  "ten ReLU layers of randn": ["exploding signal", network(deep(100, 100, 10), relu, scaledNormal(1)), wide],
  "ten linear layers, twice too large": [
    "exploding signal",
    network(deep(100, 100, 10), identity, scaledNormal(0.2)),
    wide,
  ],
  "thirty tanh layers of gain 5/3": [
    "exploding error",
    network(deep(100, 200, 60), tanh, scaledNormal(5 / 3 / Math.sqrt(200))),
    wide,
  ],
  "ten sigmoid layers, Xavier": ["vanishing error", network(deep(100, 50, 10), sigmoid, xavierNormal), wide],
  "twenty layers as PyTorch starts them": [
    "vanishing error",
    network(deep(100, 100, 20), relu, torchLinear, torchBiases),
    wide,
  ],
  "five ReLU layers with biases of 3": [
    "lost contrast",
    network(deep(100, 100, 5), relu, heNormal, [...Array<Initializer>(5).fill(constant(3)), zeros]),
    { X: wide.X.scale(0.05), Y: wide.Y },
  ],
  "one hidden layer of randn * 0.01": ["nearly linear", network([2, 8, 1], tanh, scaledNormal(0.01)), data],
  "an output layer that is sure of itself": [
    "overconfident",
    network([2, 20, 1], tanh, [xavierNormal, scaledNormal(20)]),
    data,
  ],
  "a softmax that is sure of itself": [
    "overconfident",
    network([100, 50, 3], relu, [heNormal, scaledNormal(1)], zeros, identity),
    classes,
    { loss: softmaxCrossEntropy },
  ],
  "a feature far from 0": [
    "unscaled inputs",
    network([2, 8, 1], relu, heNormal, zeros),
    { X: Matrix.generate(2, 200, (i, k) => data.X.get(i, k) * 0.1 + i), Y: data.Y },
  ],
  "a learning rate of 1000": [
    "steps too large",
    network([2, 8, 1], tanh, xavierNormal),
    data,
    { learningRate: 1000 },
  ],
  "a learning rate of 0.000001": [
    "steps too small",
    network([2, 8, 1], tanh, xavierNormal),
    data,
    { learningRate: 1e-6 },
  ],
  "labels that are all of one class": [
    "one class",
    network([2, 8, 1], tanh, xavierNormal),
    { X: data.X, Y: Matrix.zeros(1, 200) },
  ],
  "targets of size 10 000": [
    "unscaled targets",
    network([2, 8, 1], tanh, xavierNormal, zeros, identity),
    { X: data.X, Y: data.Y.scale(1e4) },
    { loss: squaredError },
  ],
  "a feature that is 5 in every example": [
    "constant features",
    network([3, 8, 1], tanh, xavierNormal),
    { X: Matrix.generate(3, 200, (i, k) => (i === 2 ? 5 : data.X.get(i, k))), Y: data.Y },
  ],
  "two equal examples of different classes": [
    "constant features",
    network([2, 8, 1], tanh, xavierNormal),
    { X: Matrix.from([[1, 1], [2, 2]]), Y: Matrix.from([[0, 1]]) }, // prettier-ignore
  ],
  "two hidden layers without an activation": [
    "linear network",
    network([2, 8, 8, 1], identity, xavierNormal),
    data,
  ],
  "tanh units that are each other's negatives": [
    "tied units",
    createNetwork({ weights: [[[1, 2], [-1, -2]], [[0.5, -0.5]]], hidden: tanh }), // prettier-ignore
    data,
  ],
  "units that differ by a billionth": [
    "tied units",
    createNetwork({ weights: [[[1, 2], [1, 2 + 1e-9]], [[0.5, 0.5]]], hidden: tanh }), // prettier-ignore
    data,
  ],
  "one hidden ReLU layer of randn * 0.01": [
    "small weights",
    network([2, 8, 1], relu, scaledNormal(0.01)),
    data,
  ],
  "one hidden GELU layer of randn * 0.01": [
    "nearly linear",
    network([2, 8, 1], gelu, scaledNormal(0.01)),
    data,
  ],
  "one example in twenty of class 1": [
    "rare class",
    network([2, 8, 1], tanh, xavierNormal),
    { X: data.X, Y: Matrix.generate(1, 200, (_, k) => Number(k % 20 === 0)) },
  ],
  "three ReLU layers of He weights with biases of -3": [
    "dead units",
    network(deep(2, 32, 1), relu, heNormal, constant(-3)),
    data,
  ],
  "a weight that is NaN": [
    "not a number",
    network([2, 8, 1], tanh, (inputs, units) => Matrix.fill(units, inputs, NaN)),
    data,
  ],
};

const healthy: Record<string, [Network, Examples, ExamineOptions?]> = {
  "one tanh layer, Xavier": [network([2, 8, 1], tanh, xavierNormal), data, { learningRate: 0.5 }],
  "three ReLU layers, He": [network(deep(2, 32, 3), relu, heNormal), data, { learningRate: 0.1 }],
  "ten ReLU layers, He": [network(deep(100, 100, 10), relu, heNormal), wide],
  "ten tanh layers, orthogonal": [network(deep(100, 100, 10), tanh, orthogonal(1.1)), wide],
  "eight SELU layers, LeCun": [network(deep(100, 100, 8), selu, lecunNormal), wide],
  "output weights zero, which hold the first layer still for one step": [
    network([2, 8, 1], tanh, [xavierNormal, zeros]),
    data,
  ],
  "one sigmoid layer": [
    network([2, 8, 1], sigmoid, xavierNormal),
    circles({ count: 100, random: seeded(4) }),
  ],
  "a softmax over three classes, truncated": [
    network([100, 50, 3], relu, [heNormal, truncatedNormal(0.02)], zeros, identity),
    classes,
    { loss: softmaxCrossEntropy },
  ],
  "a linear regression": [
    network([2, 1], identity, xavierNormal, zeros, identity),
    data,
    { loss: squaredError },
  ],
};

for (const [name, [problem, start, examples, options]] of Object.entries(sick)) {
  test(`${name}: ${problem} is the first thing that is found`, () => {
    const { findings, healthy: isHealthy } = examine(start, examples, options);
    assert.equal(isHealthy, false);
    assert.equal(findings[0]!.problem, problem, JSON.stringify(findings, undefined, 1));
    for (const { finding, advice } of findings)
      assert.ok(/^[A-Z].*\.$/.test(finding) && /^[A-Z].*\.$/.test(advice));
  });
}

for (const [name, [start, examples, options]] of Object.entries(healthy)) {
  test(`${name}: nothing is found`, () => {
    assert.deepEqual(examine(start, examples, options).findings, []);
  });
}

test("no unit of a He network is called dead by chance, however deep it is", () => {
  for (const depth of [3, 10, 20, 30]) {
    for (let seed = 0; seed < 20; seed++) {
      const sizes = deep(2, 20, depth);
      const start = createNetwork({ sizes, hidden: relu, weights: heNormal, random: seeded(seed) });
      const found = examine(start, moons({ count: 200, noise: 0.1, random: seeded(seed) })).findings;
      assert.ok(!found.some(({ problem }) => problem === "dead units"), `depth ${depth}, seed ${seed}`);
      if (depth === 3) assert.deepEqual(found, [], `seed ${seed}`);
    }
  }
});

const only = (start: Network, examples: Examples, problem: Problem): Finding =>
  examine(start, examples).findings.find((found) => found.problem === problem)!;

test("the advice fits the patient", () => {
  const biased = network(deep(2, 32, 3), relu, heNormal, constant(-3));
  assert.match(only(biased, data, "dead units").advice, /^Start the biases at 0/);
  assert.match(only(biased, data, "vanishing signal").advice, /look at the biases/);
  const missing = { X: Matrix.generate(2, 2, (i, k) => (i + k === 1 ? NaN : 1)), Y: Matrix.from([[0, 1]]) };
  assert.match(only(network([2, 4, 1], tanh, xavierNormal), missing, "not a number").advice, /missing value/);
  assert.match(
    only(network(deep(2, 8, 3), relu, zeros), data, "no gradient").finding,
    /all 4 layers is exactly 0/,
  );
  const rare = { X: data.X, Y: Matrix.generate(1, 200, (_, k) => Number(k % 20 === 0)) };
  const { finding, advice } = only(network([2, 4, 1], tanh, xavierNormal), rare, "rare class");
  assert.match(finding, /^Only 5 % .* of class 1, .* would cost 0\.199/);
  assert.match(advice, /-2\.94/);
});

test("an examination shows itself: the findings in words, the layers in a table", () => {
  const shown = examine(network([2, 8, 1], tanh, scaledNormal(0.01)), data) as unknown as Record<
    symbol,
    () => Record<string, string>
  >;
  const text = shown[Symbol.for("Jupyter.display")]!()["text/markdown"]!;
  assert.match(text, /^- \*\*nearly linear\.\*\* The pre-activations of layer 1/);
  assert.match(text, /\| layer \| size of z \|/);
});

test("one example cannot be examined", () => {
  assert.throws(
    () => examine(network([2, 3, 1], tanh, xavierNormal), { X: Matrix.zeros(2, 1), Y: Matrix.zeros(1, 1) }),
    /two are needed/,
  );
});
