import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { LayoutAxis, PlotData } from "plotly.js";
import {
  activation,
  activationCurve,
  constant,
  createNetwork,
  criticalWeightVariance,
  curves,
  forward,
  layerHistograms,
  layerProfile,
  Matrix,
  meanSlope,
  meanSlopeCurve,
  moons,
  normal,
  partingUnits,
  correlationMap,
  meanField,
  signalTheory,
  phaseDiagram,
  relu,
  saturatedShare,
  scaledNormal,
  seeded,
  sigmoid,
  sweepCurve,
  tanh,
  train,
  xor,
  type Activation,
  type Initializer,
} from "../../../lib/index";
import type { Figure } from "../../../lib/figures/figure";
import { gallery } from "./gallery";
import { logTicks } from "../../../lib/figures/spread-axis";

const data = moons({ count: 40, random: seeded(1) });
const start = (units: number, scale = 1, inputs = 2) =>
  createNetwork({ sizes: [inputs, units, 1], hidden: tanh, weights: scaledNormal(scale), random: seeded(3) });
const history = (units: number) =>
  train(start(units), data, { learningRate: 1, steps: 40, every: 5 }).history;
const Z = forward(start(30, 3), data.X)[0]!.Z;

/** What a trace holds under a name. */
function field(shown: Figure, trace: number, name: string): unknown {
  return (shown.data[trace] as unknown as Record<string, unknown>)[name];
}

function numbers(shown: Figure, trace: number, name: string): number[] {
  return field(shown, trace, name) as number[];
}

test("theory is drawn as lines, and networks beside it as dots", () => {
  const shown = layerProfile(
    { measured: [1, 0.4, 0.2] },
    { quantity: "size", theory: { halving: [1, 0.5, 0.25] }, axis: "linear" },
  );
  const [line, dots] = shown.data as unknown as { mode: string; y: number[] }[];
  assert.deepEqual([line!.mode, dots!.mode], ["lines", "markers"]);
  assert.deepEqual(line!.y, [1, 0.5, 0.25]);
});

test("the title of the phase diagram follows the network", () => {
  const titles = [1, criticalWeightVariance(tanh, 0.05), 3].map(
    (weightVariance) => phaseDiagram(tanh, { weightVariance, biasVariance: 0.05 }).title,
  );
  assert.match(titles[0]!, /^Ordered: .* in 3.63 layers$/);
  assert.match(titles[1]!, /^Critical/);
  assert.match(titles[2]!, /^Chaotic: .* in 9.05 layers$/);
  const unbounded = phaseDiagram(relu, { weightVariance: 3 });
  assert.equal(unbounded.title, "Unbounded: the signal grows without end");
  assert.equal(unbounded.layout.annotations![0]!.text, "no critical line");
});

test("the axes of the phase diagram stand still while a network is dragged through it", () => {
  const axes = (weightVariance: number, biasVariance: number): unknown => {
    const { xaxis, yaxis } = phaseDiagram(tanh, { weightVariance, biasVariance }).layout;
    return [xaxis!.range, yaxis!.range];
  };
  for (const [weightVariance, biasVariance] of [
    [0.5, 0],
    [4, 0.3],
    [4, 0],
    [1, 0.3],
  ] as const)
    assert.deepEqual(axes(weightVariance, biasVariance), axes(1, 0.05));
  assert.notDeepEqual(axes(5, 0.05), axes(1, 0.05));
});

test("the map of correlations is the theory's step, and ends where it meets the diagonal", () => {
  const variances = { weightVariance: 4, biasVariance: 0.05 };
  const { q, correlation, chi } = meanField(tanh, variances);
  const shown = correlationMap(tanh, { chaos: variances });
  const [x, y] = [numbers(shown, 1, "x"), numbers(shown, 1, "y")];
  for (const k of [0, 20, 40]) {
    const options = { ...variances, start: q, correlation: x[k]!, layers: 2 };
    assert.ok(Math.abs(signalTheory(tanh, options).correlations[1]! - y[k]!) < 1e-3);
  }
  assert.ok(Math.abs(numbers(shown, 2, "x")[0]! - correlation) < 1e-4);
  const slope = (y[40]! - y[39]!) / (x[40]! - x[39]!);
  assert.ok(Math.abs(slope / chi - 1) < 0.05, "it meets the corner with the slope χ");
});

test("where signals grow without end there is no map of correlations", () => {
  assert.throws(
    () => correlationMap(relu, { "ReLU at 3": { weightVariance: 3 } }),
    /^RangeError: Cannot draw the correlations of "ReLU at 3": signals grow without end/,
  );
});

test("each unit has an arrow to its present weights", () => {
  const states = history(3);
  const W = states.at(-1)!.network.layers[0]!.W;
  const arrows = partingUnits(states, data).layout.annotations!.filter(({ showarrow }) => showarrow);
  const tips = arrows.map(({ x, y }) => [x, y]);
  assert.deepEqual(tips, W.toArray());
});

test("equal units have equal maps of their answers, and each of up to four units has one", () => {
  const maps = (units: number, weights: Initializer): unknown[] => {
    const network = createNetwork({ sizes: [2, units, 1], hidden: tanh, weights, random: seeded(1) });
    const shown = partingUnits([{ step: 0, loss: 1, network }], data);
    const traces = shown.data as readonly Partial<PlotData>[];
    return traces.filter(({ type, xaxis }) => type === "heatmap" && xaxis !== "x3").map(({ z }) => z);
  };
  const [one, other] = maps(2, constant(0.5));
  assert.deepEqual(one, other);
  assert.notDeepEqual(...(maps(2, scaledNormal(1)) as [unknown, unknown]));
  assert.deepEqual([maps(3, constant(1)).length, maps(9, constant(1)).length], [3, 4]);
});

test("the start of a training stands a decade before the first record, and the axis says so", () => {
  const states = history(3).map((state, k) => ({ ...state, step: 20 * k }));
  const shown = partingUnits(states, data, { steps: 4000 });
  assert.equal(numbers(shown, 1, "x")[0], 2);
  const { tickvals, ticktext } = shown.layout.xaxis2!;
  assert.deepEqual(tickvals, [2, 10, 100, 1000]);
  assert.deepEqual(ticktext, ["start", "10", "100", "1k"]);
});

test("the directions of a unit never jump by more than half a turn, and end between −180° and 180°", () => {
  // A unit that turns once round the origin, in steps of 20°.
  const turn = Array.from({ length: 40 }, (_, k) => {
    const angle = (k * 20 * Math.PI) / 180;
    const W = Matrix.from([
      [Math.cos(angle), Math.sin(angle)],
      [1, 0],
    ]);
    const network = { layers: [{ ...start(2).layers[0]!, W }, start(2).layers[1]!] };
    return { step: k, loss: 1, network };
  });
  const directions = numbers(partingUnits(turn, data), 1, "y");
  directions.forEach((direction, k) => {
    if (k > 0) assert.ok(Math.abs(direction - directions[k - 1]! - 20) < 0.1);
  });
  assert.ok(Math.abs(directions.at(-1)! - 60) < 0.1);
  assert.match(partingUnits(turn, data).title, /^Step 39: the units point 60° apart/);
});

test("an angle beyond half a turn is measured the short way round", () => {
  const W = Matrix.from([
    [1, 1],
    [-1, -0.9],
  ]);
  const [hidden, output] = start(2).layers;
  const state = { step: 0, loss: 1, network: { layers: [{ ...hidden!, W }, output!] } };
  const turned = { ...state, network: { layers: [{ ...hidden!, W: W.map((w) => -w) }, output!] } };
  for (const one of [state, turned]) assert.match(partingUnits([one], data).title, /point 177° apart/);
});

test("units that cannot be drawn as arrows are refused", () => {
  const flat = { step: 0, loss: 1, network: start(2, 1, 3) };
  assert.throws(() => partingUnits([flat], data), /2 units with 3 inputs/);
  assert.throws(() => partingUnits([{ step: 0, loss: 1, network: start(1) }], data), RangeError);
  assert.throws(() => partingUnits([], data), RangeError);
});

test("the bars of each histogram add up to 100 %, the hatched ones to the saturated share", () => {
  const shown = layerHistograms(Z, tanh);
  const total = (trace: number) => numbers(shown, trace, "y").reduce((sum, y) => sum + y, 0);
  for (const steep of [0, 2, 4]) {
    // Each of 15 bars is rounded to four digits.
    assert.ok(Math.abs(total(steep) + total(steep + 1) - 100) < 30 * 0.005);
    assert.ok(Math.abs(total(steep + 1) - 100 * saturatedShare(Z, tanh)) < 15 * 0.005);
  }
});

test("histograms call flat units inactive, saturated or nearly flat, by what the activation does, whoever wrote it", () => {
  const own: Activation = { name: "own", tex: "g", f: (z) => Math.max(0, z), df: (z) => (z > 0 ? 1 : 0) };
  const wordFor = (one: Activation): string =>
    / layer is ([a-z ]+);/.exec(layerHistograms(Matrix.rowVector([-9, 0, 9]), one).title)![1]!;
  for (const one of [relu, own, activation("max(0, z)"), activation("min(0, z)")])
    assert.equal(wordFor(one), "inactive");
  for (const one of [tanh, sigmoid, activation("z / (1 + abs(z))"), activation("z > 0")])
    assert.equal(wordFor(one), "saturated");
  for (const one of [activation("max(0.01 * z, z)"), activation("sin(z)"), activation("z^3")])
    assert.equal(wordFor(one), "nearly flat");
});

test("pre-activations beyond the axis are counted in its outermost bars", () => {
  const shown = layerHistograms(Matrix.rowVector([-100, 100, 100, 0]), tanh, { reach: 4 });
  const flat = numbers(shown, 1, "y");
  assert.deepEqual([flat[0], flat.at(-1)], [25, 50]);
  assert.equal(numbers(shown, 0, "y")[7], 25);
});

test("the axes of histograms hold still whatever the data, and the outer bars count what lies beyond", () => {
  const shown = layerHistograms(Matrix.rowVector([-1, 3, 20]), relu);
  const { range } = (shown.layout as Record<string, { range: number[] }>).xaxis2!;
  assert.deepEqual(range, [0, 8]);
  const steep = shown.data[2] as { y: number[] };
  assert.equal(steep.y.at(-1), 33.33);
});

test("a sweep is drawn with every run in its place, those that did not learn at the top", () => {
  const shown = gallery.sweepCurve;
  assert.deepEqual(field(shown, 3, "x"), [0.1, 0.1, 1, 1, 1, 10]);
  assert.deepEqual(field(shown, 3, "y"), [500, 900, 40, 50, 60, 70]);
  assert.deepEqual(field(shown, 4, "x"), [0.1, 10, 10]);
  assert.deepEqual(field(shown, 4, "y"), [1000, 1000, 1000]);
  assert.deepEqual(field(shown, 2, "y"), [900, 50, null]);
  assert.deepEqual(field(shown, 5, "text"), ["2/3", "3/3", "1/3"]);
  assert.equal(shown.title, "Learns fastest from scale 1: 50 steps (median of 3 runs)");
  const none = [{ scale: 1, steps: [Infinity], learned: 0, median: Infinity }];
  assert.equal(
    sweepCurve(none, { most: 7 }).title,
    "From no scale did half of the runs learn within 7 steps",
  );
});

test("a sweep of nothing, or from scale 0, is refused", () => {
  assert.throws(() => sweepCurve([], { most: 1 }), RangeError);
  assert.throws(
    () => sweepCurve([{ scale: 0, steps: [1], learned: 1, median: 1 }], { most: 1 }),
    /Cannot draw scale 0/,
  );
});

test("a value of 0 has no place on a logarithmic axis and leaves a gap", () => {
  assert.deepEqual(field(gallery.layerProfile, 0, "y"), [1, 0.1, null, 1e-9]);
  assert.throws(() => layerProfile({}, { quantity: "q", title: "t" }), RangeError);
  assert.throws(() => layerProfile({ e: [] }, { quantity: "q", title: "t" }), /"e" has no/);
  const still = layerProfile({ n: [1, 0.1] }, { quantity: "q", title: "t", range: [1e-3, 10] });
  assert.deepEqual(still.layout.yaxis!.range, [-3, 1]);
  assert.throws(
    () => layerProfile({ n: [1] }, { quantity: "q", title: "t", range: [0, 1] }),
    /q by layer from 0 to 1: the axis goes from a positive number up to a larger one/,
  );
});

test("values below 0 are never left out of a logarithmic axis in silence", () => {
  const signed = layerProfile({ n: [1, -0.5] }, { quantity: "q" });
  assert.equal(signed.layout.yaxis!.type, undefined);
  assert.deepEqual(field(signed, 0, "y"), [1, -0.5]);
  assert.throws(
    () => layerProfile({ n: [1, -0.5] }, { quantity: "q", axis: "log" }),
    new RangeError('Cannot draw q by layer: "n" has -0.5, and a logarithmic axis begins above 0'),
  );
  assert.throws(
    () => curves({ a: [1, -2] }, { along: "x", at: [1, 2], quantity: "q" }),
    new RangeError('Cannot draw q by x: "a" has -2, and a logarithmic axis begins above 0'),
  );
});

test("histograms that reach nowhere are refused", () => {
  for (const reach of [0, -2, Infinity, NaN])
    assert.throws(() => layerHistograms(Matrix.rowVector([1]), tanh, { reach }), /the reach must be above 0/);
});

test("a profile writes each number of its axis out", () => {
  const axisOf = (...values: number[]): unknown =>
    layerProfile({ n: values }, { quantity: "q" }).layout.yaxis;
  const texts = (...values: number[]): string[] =>
    (axisOf(...values) as { ticktext: string[] }).ticktext.filter((text) => text !== "");
  assert.deepEqual(texts(0.6, 0.06), ["0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50"]); // prettier-ignore
  assert.deepEqual(texts(1.01, 0.571), ["0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1", "1.1", "1.2", "1.3"]); // prettier-ignore
  assert.deepEqual(texts(1, 1e-4), [
    "10<sup>-5</sup>",
    "10<sup>-4</sup>",
    "10<sup>-3</sup>",
    "0.01",
    "0.1",
    "1",
    "10",
  ]);
  assert.deepEqual(texts(2e-7, 1e-8).slice(3, 6), [
    "10<sup>-8</sup>",
    "2·10<sup>-8</sup>",
    "5·10<sup>-8</sup>",
  ]);
});

test("the title of a profile says by which factor a line grows or falls; of many lines, which do", () => {
  const titleOf = (profiles: Record<string, number[]>): string =>
    layerProfile(profiles, { quantity: "size" }).title;
  assert.equal(titleOf({ "scale 1": [219, 0.15] }), "Size falls 1500-fold from layer 1 to 2");
  assert.equal(titleOf({ a: [1, 1.1, 1.2] }), "Size stays level from layer 1 to 3");
  assert.equal(titleOf({ a: [1, 0] }), "Size from layer 1 to 2 falls from 1 to 0");
  assert.equal(titleOf({ a: [-0.1, 0.9] }), "Size from layer 1 to 2 grows from -0.1 to 0.9");
  assert.equal(
    titleOf({ a: [1, Infinity], b: [1, NaN] }),
    "Size from layer 1 to 2: a grows without end; b ends in NaN",
  );
  assert.equal(
    titleOf({ a: [1, 2], b: [1, 3], c: [1, 1], d: [2, 1] }),
    "Size from layer 1 to 2: a, b grow; d falls; c stays level",
  );
});

test("no logarithmic axis is without marks, or crowded with them", () => {
  const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
  const spans = fc.oneof(between(0, 4), between(0, 600));
  fc.assert(
    fc.property(between(-300, 300), spans, (exponent, decades) => {
      const smallest = 10 ** exponent;
      const largest = Math.max(smallest, Math.min(1e300, smallest * 10 ** decades));
      const { tickvals, ticktext } = logTicks(smallest, largest);
      const inside = tickvals.filter((value) => value >= smallest / 1.1 && value <= largest * 1.1).length;
      assert.ok(inside <= 12, `${inside} marks from ${smallest} to ${largest}`);
      const needed = largest > 10 * smallest ? 3 : largest > 1.01 * smallest ? 2 : 0;
      assert.ok(inside >= needed, `${inside} marks from ${smallest} to ${largest}`);
      assert.equal(new Set(ticktext).size, tickvals.length, "each has a text of its own");
    }),
  );
});

test("the flat stretches of tanh begin where |a| = 0.97, and ReLU's ends at 0", () => {
  const [left, right] = activationCurve(tanh).layout.shapes!;
  assert.ok(Math.abs(Math.tanh(left!.x1 as number)) > 0.97 && Math.abs((left!.x1 as number) + 2.1) < 0.051);
  assert.ok((right!.x0 as number) > 2.09 && (right!.x0 as number) < 2.15);
  const bands = activationCurve(relu).layout.shapes!;
  assert.deepEqual(
    bands.map(({ x0, x1 }) => [x0, x1]),
    [[-6, 0]],
  );
});

test("the tangent touches the curve with its slope", () => {
  const shown = activationCurve(tanh, { at: 1 });
  const [x, y] = [numbers(shown, 2, "x"), numbers(shown, 2, "y")];
  assert.ok(Math.abs(y[1]! - Math.tanh(1)) < 1e-3);
  assert.ok(Math.abs((y[2]! - y[0]!) / (x[2]! - x[0]!) - tanh.df(1)) < 1e-3);
});

test("the line of the mean slope is the theory, from the smallest to the largest measured deviation", () => {
  const random = seeded(5);
  const measured = [0.1, 3, 50].map((deviation) => ({ deviation, slope: normal(random) ** 2 + 0.1 }));
  const shown = meanSlopeCurve(tanh, measured);
  const [x, y] = [numbers(shown, 0, "x"), numbers(shown, 0, "y")];
  assert.deepEqual([x[0], x.at(-1)], [0.1, 50]);
  x.forEach((deviation, k) => {
    assert.ok(Math.abs(y[k]! / meanSlope(tanh, deviation) - 1) < 1e-3);
  });
  assert.throws(() => meanSlopeCurve(tanh, []), RangeError);
  assert.throws(() => meanSlopeCurve(tanh, [{ deviation: 0, slope: 1 }]), RangeError);
});

test("XOR has two inputs and can be drawn as a parting, too", () => {
  const { history: states } = train(start(2), xor(), { learningRate: 1, steps: 3 });
  assert.match(partingUnits(states, xor(), { steps: 10 }).title, /^Step 3/);
});

test("curves leave out what a logarithmic axis has no place for, and say what becomes of each", () => {
  const shown = gallery.curves;
  assert.equal(
    shown.title,
    "Loss from learning rate 0.1 to 10: plain grows without end; scaled falls 100-fold",
  );
  assert.deepEqual(numbers(shown, 0, "y"), [1, 10, null]);
  assert.deepEqual(numbers(shown, 1, "y"), [0.1, null, 0.001]);
  assert.deepEqual((shown.layout.xaxis as LayoutAxis).tickvals, [0.1, 1, 10]);
});

test("a coordinate check says where the change grows or falls most; the sizes at the start are dotted", () => {
  const shown = gallery.coordinateCurves;
  assert.equal(shown.title, "From width 16 to 64 the change of z grows 2-fold in layer 2");
  assert.deepEqual(
    shown.data.map(({ name }) => name),
    ["layer 1", "layer 2", "layer 1 at the start", "layer 2 at the start"],
  );
  assert.deepEqual(numbers(shown, 1, "y"), [0.1, 0.2]);
  assert.equal((field(shown, 3, "line") as { dash: string }).dash, "dot");
});

test("curves without values, of another length or over 0 are refused", () => {
  const options = { along: "width", at: [1, 2], quantity: "size" };
  for (const [lines, at, message] of [
    [{}, [1, 2], "Cannot draw size by width: there are no values"],
    [{ a: [1] }, [1, 2], 'Cannot draw size by width: "a" has 1 values for 2 places'],
    [{ a: [1, 2] }, [0, 2], "Cannot draw size by width 0: a logarithmic axis begins above 0"],
  ] as const)
    assert.throws(() => curves(lines, { ...options, at }), new RangeError(message));
});
