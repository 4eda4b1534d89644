/**
 * What the library computes, group by group, for comparison between engines. It imports no part that needs Node, and is
 * bundled into one file that every engine can run.
 */
import { numpyCircles } from "../../../lib/data/numpy-circles";
import { blobs, circles, moons, spirals, xor } from "../../../lib/data/shapes";
import { activationCurve } from "../../../lib/figures/activation-curve";
import { decisionBoundary } from "../../../lib/figures/decision-boundary";
import { layerHistograms } from "../../../lib/figures/layer-histograms";
import { lossCurve } from "../../../lib/figures/loss-curve";
import { partingUnits } from "../../../lib/figures/parting-units";
import * as elementary from "../../../lib/math/elementary";
import { wasm } from "../../../lib/math/engine/wasm/instance";
import { erf, normalCdf } from "../../../lib/math/gaussian";
import { gaussianMean } from "../../../lib/math/gaussian-mean";
import { gaussianProduct } from "../../../lib/math/gaussian-product";
import { Matrix } from "../../../lib/math/matrix";
import { normal } from "../../../lib/math/random/normal";
import { numpyRandom } from "../../../lib/math/random/numpy";
import { seeded } from "../../../lib/math/random/seeded";
import { shuffle } from "../../../lib/math/random/shuffle";
import { singularValues } from "../../../lib/math/singular-values";
import { standardDeviation } from "../../../lib/math/statistics";
import {
  activations,
  gelu,
  identity,
  leakyRelu,
  relu,
  sigmoid,
  softplus,
  tanh,
} from "../../../lib/network/activations";
import {
  heNormal,
  heUniform,
  lecunNormal,
  orthogonal,
  scaledNormal,
  torchLinear,
  truncatedNormal,
  xavierNormal,
  xavierUniform,
} from "../../../lib/network/initializers";
import { squaredError } from "../../../lib/network/losses";
import { oneHot, softmaxCrossEntropy } from "../../../lib/network/softmax";
import { createNetwork, type Network } from "../../../lib/network/network";
import { adam, gradientDescent, momentum, rmsProp, weightDecay } from "../../../lib/network/optimizers";
import { train, type TrainingOptions, type Run } from "../../../lib/network/training";
import { meanField } from "../../../lib/theory/signal/mean-field";
import { meanSlope } from "../../../lib/theory/signal/saturation";
import { sweepScales } from "../../../lib/theory/signal/scale-sweep";
import { hash } from "./hash";

type Groups = Readonly<Record<string, () => unknown>>;

const list = (count: number, value: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => value(i));
const drawn = (count: number, draw: () => number): number[] => list(count, draw);
const initializers = {
  heNormal,
  xavierNormal,
  xavierUniform,
  scaled: scaledNormal(0.01),
  heUniform,
  lecunNormal,
  orthogonal: orthogonal(),
  torchLinear,
  truncated: truncatedNormal(1),
};
const optimizers = { gradientDescent, momentum: momentum(), rmsProp: rmsProp(), adam: adam() };

function network(settings: Partial<Parameters<typeof createNetwork>[0]> = {}): Network {
  return createNetwork({
    sizes: [2, 5, 1],
    hidden: tanh,
    weights: xavierNormal,
    random: seeded(3),
    ...settings,
  });
}

/** A short training on two moons. */
function run(settings: Partial<TrainingOptions> = {}, start = network()): Run {
  return train(start, moons({ count: 60, random: seeded(2) }), {
    learningRate: 0.05,
    steps: 200,
    every: 20,
    ...settings,
  });
}

/** The numbers of a training: every recorded loss, and the last parameters. */
function numbers({ history, network }: Run): unknown {
  return [history.map(({ loss }) => loss), network.layers.map(({ W, b }) => [W.data, b.data])];
}

function each<T>(name: string, cases: Readonly<Record<string, T>>, result: (value: T) => unknown): Groups {
  return Object.fromEntries(
    Object.entries(cases).map(([key, value]) => [`${name}: ${key}`, () => result(value)]),
  );
}

const shapes = { moons, circles, spirals, blobs };

/** A network wide enough that its products and activations go through WebAssembly. */
function wide(): Network {
  return network({ sizes: [2, 64, 64, 1], hidden: relu, weights: heNormal });
}

/** Numbers that lessons print: they stay what they are. */
const published: Groups = {
  ...each("elementary", elementary, (f) => {
    const of = f;
    return list(500, (i) => of(0.01 + i * 0.037, 0.3 + i * 0.011));
  }),
  "normal distribution": () => list(400, (i) => i / 40 - 5).map((x) => [normalCdf(x), erf(x)]),
  "means over normal numbers": () => list(12, (i) => gaussianMean((z) => tanh.f(z) * tanh.f(z), i / 3)),
  "mean slopes": () =>
    [sigmoid, tanh, relu, leakyRelu, softplus, identity].map((g) =>
      [0.1, 1, 5 / 3, 20].map((s) => meanSlope(g, s)),
    ),
  "wide tanh networks in theory": () =>
    [1.3, 1.76, 3].map((weightVariance) => meanField(tanh, { weightVariance, biasVariance: 0.05 })),
  "means of products": () => [-0.5, 0, 0.9].map((c) => gaussianProduct(tanh.f, gelu.f, 1.2, c)),
  "singular values": () => singularValues(scaledNormal(1)(7, 9, seeded(5))),
  seeded: () => drawn(500, seeded(7)),
  normal: () => {
    const random = seeded(8);
    return drawn(20_000, () => normal(random));
  },
  shuffle: () => shuffle(list(100, Number), seeded(9)),
  "NumPy's numbers": () => {
    const { random, randn, shuffle } = numpyRandom(1);
    return [drawn(100, random), randn(40, 50).data, shuffle(list(50, Number))];
  },
  numpyCircles: () => numpyCircles({ count: 60, noise: 0.05, seed: 3 }).X.data,
  ...each("shape", shapes, (shape) => shape({ count: 101, random: seeded(4) }).X.data),
  ...each("initializer", initializers, (start) => start(7, 9, seeded(5)).data),
  ...each("activation", activations, (hidden) => numbers(run({}, network({ hidden })))),
  ...each("optimizer", optimizers, (optimizer) => numbers(run({ optimizer }))),
  "weight decay": () => numbers(run({ optimizer: weightDecay(0.01, adam()) })),
  "squared error": () => numbers(run({ loss: squaredError })),
  "softmax cross-entropy": () => {
    const { X, Y } = circles({ count: 60, random: seeded(2) });
    const start = network({ sizes: [2, 5, 3], output: identity });
    const options = { learningRate: 0.05, steps: 200, every: 20, loss: softmaxCrossEntropy };
    return numbers(train(start, { X, Y: oneHot([...Y.data], 3) }, options));
  },
  "mini-batches and dropout": () =>
    numbers(run({ batch: { size: 8, random: seeded(5) }, dropout: { rate: 0.2, random: seeded(6) } })),
  "wide networks": () => numbers(run({ steps: 20 }, wide())),
  statistics: () => standardDeviation(drawn(1000, seeded(1))),
  sweep: () => {
    const start = (scale: number, random: () => number): Network =>
      network({ weights: scaledNormal(scale), random });
    return sweepScales(xor(), {
      scales: [0.1, 1, 10],
      seeds: 3,
      start,
      learningRate: 1,
      steps: 200,
      target: 0.1,
    });
  },
};

/** What figures draw: it may change with their looks, but not between engines. */
const figures: Groups = {
  "figure: activation": () => Object.values(activations).map((g) => activationCurve(g, { at: 1 }).data),
  "figure: boundary": () => decisionBoundary(run().network, moons({ count: 60, random: seeded(2) })).data,
  "figure: histograms": () =>
    layerHistograms(
      Matrix.generate(20, 50, (i, j) => elementary.sin(i * j)),
      tanh,
    ).data,
  "figure: losses": () => lossCurve({ run: run() }).data,
  "figure: units": () => partingUnits(run().history, moons({ count: 60, random: seeded(2) })).data,
};

const hashes = (groups: Groups): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, result]) => [name, hash(result())]));

/** The hashes of the numbers that lessons print. */
export const publishedHashes = (): Record<string, string> => hashes(published);

/** The hashes of everything, and whether WebAssembly took part. */
export function allHashes(): Record<string, string> {
  const engine = { WebAssembly: String(wasm() !== null) };
  return { ...hashes(published), ...hashes(figures), ...engine };
}
