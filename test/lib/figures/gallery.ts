import * as lib from "../../../lib/index";
import {
  constant,
  createNetwork,
  forward,
  Matrix,
  moons,
  scaledNormal,
  seeded,
  sigmoid,
  tanh,
  train,
  type Figure,
  type ScaleResult,
} from "../../../lib/index";

const data = moons({ count: 40, random: seeded(1) });
const network = createNetwork({
  sizes: [2, 3, 1],
  hidden: tanh,
  weights: scaledNormal(1),
  random: seeded(3),
});
const run = train(network, data, { learningRate: 1, steps: 40, every: 5 });
const twins = createNetwork({ sizes: [1, 2, 1], hidden: tanh, weights: constant(1), random: seeded(0) });
const results: ScaleResult[] = [
  { scale: 0.1, steps: [500, 900, Infinity], learned: 2 / 3, median: 900 },
  { scale: 1, steps: [40, 50, 60], learned: 1, median: 50 },
  { scale: 10, steps: [Infinity, 70, Infinity], learned: 1 / 3, median: Infinity },
];
const ended = (spread: number) => ({ spreads: [1, spread] });

/** One of every kind of figure that the library draws, by the name of its function. */
export const gallery = {
  activationCurve: lib.activationCurve(sigmoid, { at: -1 }),
  coordinateCurves: lib.coordinateCurves({
    widths: [16, 64],
    layers: [
      { layer: 1, sizes: [1, 1], changes: [0, 0], growth: 0 },
      { layer: 2, sizes: [1, 0.5], changes: [0.1, 0.2], growth: 0.5 },
    ],
  }),
  correlationMap: lib.correlationMap(tanh, {
    order: { weightVariance: 1.3, biasVariance: 0.05 },
    chaos: { weightVariance: 4 },
  }),
  curves: lib.curves(
    { plain: [1, 10, Infinity], scaled: [0.1, 0, 0.001] },
    { along: "learning rate", at: [0.1, 1, 10], quantity: "loss" },
  ),
  decisionBoundary: lib.decisionBoundary(network, data),
  figure: lib.figure({ title: "A line that rises", data: [{ name: "rising from 1 to 2", y: [1, 2] }] }),
  hiddenUnits: lib.hiddenUnits(run.history, data),
  layerHistograms: lib.layerHistograms(forward(network, data.X)[0]!.Z, tanh),
  layerProfile: lib.layerProfile(
    { n: [1, 0.1, 0, 1e-9] },
    { quantity: "size", title: "It shrinks from layer to layer" },
  ),
  lossCurve: lib.lossCurve({ a: run }),
  meanSlopeCurve: lib.meanSlopeCurve(tanh, [{ deviation: 0.5, slope: 0.8 }]),
  mirrorLandscape: lib.mirrorLandscape(
    twins,
    { X: Matrix.rowVector([-1, 0.5, 1]), Y: Matrix.rowVector([0, 0, 1]) },
    {
      range: [-2, 3],
      path: [
        [1, 2],
        [1.5, 2.5],
      ],
      title: "Two units and their mirror line",
    },
  ),
  networkDiagram: lib.networkDiagram(network, { title: "A start at random" }),
  partingUnits: lib.partingUnits(run.history, data),
  phaseDiagram: lib.phaseDiagram(tanh, { weightVariance: 2, biasVariance: 0.05 }),
  scatter: lib.scatter(data),
  spreadCurves: lib.spreadCurves(
    {
      equal: { spreads: Array<number>(2000).fill(0) },
      apart: { spreads: Array.from({ length: 2000 }, (_, step) => 1e-9 * (step + 1)) },
    },
    { title: "Apart stays apart" },
  ),
  sweepCurve: lib.sweepCurve(results, { most: 1000 }),
  whoParts: lib.whoParts({ momentum: ended(0), dropout: ended(0.25), "a nudge": ended(1e-15) }),
} satisfies Record<string, Figure>;
