import assert from "node:assert/strict";
import { test } from "node:test";
import {
  activation,
  activations,
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
  standardized,
  tanh,
  tieUnits,
  torchBiases,
  torchLinear,
  truncatedNormal,
  xavierNormal,
  xor,
  zeros,
  type Activation,
  type Examples,
  type Initializer,
  type Network,
  type Problem,
} from "../../../lib/index";
import type { ExamineOptions, Finding } from "../../../lib/theory/examination/examine";

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

/** The same examples around 3: all features are mostly positive. */
const positive: Examples = { X: wide.X.map((x) => x + 3), Y: wide.Y };

/** Three classes, of which the first has 98 in 100 examples. */
const uneven: Examples = {
  X: wide.X,
  Y: oneHot(
    [...wide.Y.data.keys()].map((k) => (k % 100 === 0 ? 1 : k % 100 === 1 ? 2 : 0)),
    3,
  ),
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

const spectral: Initializer = (fanIn, fanOut, random) =>
  scaledNormal(Math.min(1, Math.sqrt(fanOut / fanIn)) / Math.sqrt(fanIn))(fanIn, fanOut, random);

/** The same start at three widths, one seed each. */
const atWidths = (weights: Initializer | readonly Initializer[]): Network[] =>
  [16, 64, 256].map((n) => network([2, n, n, 1], tanh, weights));

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
  "a slope with the wrong sign": [
    "wrong slope",
    network(
      [2, 8, 1],
      activation("my tanh", Math.tanh, (z) => -1 / Math.cosh(z) ** 2),
      xavierNormal,
    ),
    data,
  ],
  "values in the place of slopes": [
    "wrong slope",
    network([2, 8, 1], activation("sine", Math.sin, Math.sin), xavierNormal),
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
  "ReLU units on positive features": [
    "one-sided units",
    network([100, 50, 1], relu, [heNormal, zeros]),
    positive,
  ],
  "tanh units on positive features": [
    "saturation",
    network([100, 50, 1], tanh, [xavierNormal, zeros]),
    positive,
  ],
  "weights of 0.1 on XOR": ["nearly linear", network([2, 8, 1], tanh, scaledNormal(0.1)), xor()],
  "ReLU weights of 0.1 on centered XOR": [
    "small weights",
    network([2, 8, 1], relu, scaledNormal(0.1)),
    standardized(xor()),
  ],
  "three classes, one of them in 98 of 100 examples": [
    "rare class",
    network([100, 50, 3], relu, [heNormal, zeros], zeros, identity),
    uneven,
    { loss: softmaxCrossEntropy },
  ],
  "the same start at three widths, with one rate": [
    "steps that change with width",
    network([2, 16, 16, 1], tanh, lecunNormal),
    data,
    { widths: atWidths(lecunNormal) },
  ],
  "the same start at three widths, with one rate and a read-out of zero": [
    "steps that change with width",
    network([2, 16, 16, 1], tanh, [lecunNormal, lecunNormal, zeros]),
    data,
    { widths: atWidths([lecunNormal, lecunNormal, zeros]) },
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
  "ReLU units on positive features, centered": [
    network([100, 50, 1], relu, [heNormal, zeros]),
    standardized(positive),
  ],
  "weights of 0.1 on the moons, where inputs and labels are correlated": [
    network([2, 8, 1], tanh, scaledNormal(0.1)),
    data,
  ],
  "a rare class whose share the bias knows": [
    network([2, 8, 1], tanh, [xavierNormal, zeros], [zeros, constant(Math.log(1 / 19))]),
    { X: data.X, Y: Matrix.generate(1, 200, (_, k) => Number(k % 20 === 0)) },
  ],
  "three classes whose shares the biases know": [
    createNetwork({
      sizes: [100, 50, 3],
      hidden: relu,
      output: identity,
      weights: [heNormal, zeros],
      biases: [zeros, [0.98, 0.01, 0.01].map(Math.log)],
      random: seeded(3),
    }),
    uneven,
    { loss: softmaxCrossEntropy },
  ],
  "three widths, start and rates by the spectral rule": [
    network([2, 64, 64, 1], tanh, spectral),
    data,
    { widths: atWidths(spectral), rates: (fanIn, fanOut) => fanOut / fanIn },
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

test("no activation of the library, and none of which the slope is right, has a wrong slope", () => {
  const own = [
    activation("z^2 / (1 + abs(z))"),
    activation("floor", Math.floor),
    activation("sawtooth", (z) => z - Math.floor(z)),
    activation(
      "max",
      (z) => Math.max(0, z),
      (z) => (z > 0 ? 1 : 0),
    ),
    activation("log(z)"),
  ];
  for (const hidden of [...Object.values<Activation>(activations), ...own])
    assert.equal(only(network([2, 4, 1], hidden, xavierNormal), data, "wrong slope"), undefined, hidden.name);
  assert.match(
    only(network([2, 4, 1], activation("m", Math.sin, Math.sin), xavierNormal), data, "wrong slope").finding,
    /^The slope of m is wrong: at z = 0\.1 it is given as 0\.0998 and is 0\.995, so gradients do not lead downhill\.$/,
  );
});

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

const only = (start: Network, examples: Examples, problem: Problem, options?: ExamineOptions): Finding =>
  examine(start, examples, options).findings.find((found) => found.problem === problem)!;

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

test("what the data bring is told from what the weights do", () => {
  const units = only(network([100, 50, 1], relu, [heNormal, zeros]), positive, "one-sided units");
  // An independent count: z is positive, or not, for all 200 examples.
  const Z = network([100, 50, 1], relu, [heNormal, zeros]).layers[0]!.W.multiply(positive.X).toArray();
  const [off, on] = [Z.filter((row) => row.every((z) => z <= 0)), Z.filter((row) => row.every((z) => z > 0))];
  assert.ok(units.finding.includes(`${off.length} are off on every example and ${on.length} on for all`));
  assert.match(units.advice, /^Subtract each feature's mean: .* 0 and 0\.$/);

  const flat = (examples: Examples, weights: Initializer): string =>
    only(network([100, 50, 1], tanh, [weights, zeros]), examples, "saturation").advice;
  assert.match(flat(positive, xavierNormal), /^Subtract each feature's mean/);
  assert.match(flat(positive, scaledNormal(1)), /^Make the weights smaller/);
  assert.match(flat(wide, scaledNormal(1)), /^Make the weights smaller/);

  const tiny = network([2, 8, 1], tanh, scaledNormal(0.01));
  assert.match(
    only(tiny, xor(), "nearly linear").finding,
    /a long one: .* \(by 0 at most\).* up to four times/,
  );
  assert.match(only(tiny, data, "nearly linear").finding, /little more .* correlated \(by up to 0\.[5-9]/);

  const softmax = network([100, 50, 3], relu, [heNormal, zeros], zeros, identity);
  const { finding, advice } = only(softmax, uneven, "rare class", { loss: softmaxCrossEntropy });
  assert.match(
    finding,
    /^Of the examples 98 % are of class 0, and the loss starts at 1\.1; .* cost 0\.112\.$/,
  );
  assert.match(advice, /-0\.0202, -4\.61 and -4\.61/);
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

test("the question about widths tells how much farther a step goes, layer by layer", () => {
  const start = network([2, 16, 16, 1], tanh, lecunNormal);
  const { findings } = examine(start, data, { widths: atWidths(lecunNormal) });
  assert.match(
    findings[0]!.finding,
    /^At width 256 .* pre-activations .*[2-9]\.?\d? times \(layer 2\) and \d+ times \(layer 3\) as far as at width 16\. /,
  );
  assert.match(findings[0]!.advice, /min\(1, √\(out\/in\)\)\/√in, .* by out\/in\.$/);
});
