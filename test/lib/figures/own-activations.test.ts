import assert from "node:assert/strict";
import { test } from "node:test";
import type { LayoutAxis } from "plotly.js";
import {
  activation,
  activationCurve,
  choice,
  createNetwork,
  criticalWeightVariance,
  decisionBoundary,
  deepNetwork,
  diagnose,
  errorProfile,
  examine,
  forward,
  gain,
  hiddenUnits,
  layerHistograms,
  layerProfile,
  lossCurve,
  lsuv,
  Matrix,
  meanField,
  meanSlope,
  meanSlopeCurve,
  moons,
  normal,
  partingUnits,
  phaseDiagram,
  relu,
  saturatedShare,
  scaledNormal,
  seeded,
  signalTheory,
  train,
  type Activation,
  type Run,
} from "../../../lib/index";
import type { Figure } from "../../../lib/figures/figure";

/** What a reader may try: by formula, by function, and as a record. */
const own: Readonly<Record<string, Activation>> = {
  sine: { name: "sin", f: Math.sin, df: Math.cos },
  step: { name: "step", f: (z) => Number(z > 0), df: () => 0 },
  size: activation("abs(z)"),
  bump: activation("exp(-z^2)"),
  constant: activation("0.5"),
  ReLU: activation("max(0, z)"),
  cubic: activation("cubic", (z) => z * z * z - z),
  jump: activation("z - floor(z)"),
};

const data = moons({ count: 40, random: seeded(1) });
const wide = (hidden: Activation) =>
  createNetwork({ sizes: [2, 20, 1], hidden, weights: scaledNormal(1), random: seeded(2) });
const stack = (hidden: Activation) =>
  deepNetwork({ width: 10, depth: 6, activation: hidden, weights: scaledNormal(0.3), random: seeded(3) });
const random = seeded(4);
const inputs = Matrix.generate(10, 8, () => normal(random));
const trained = (hidden: Activation): Run["history"] => {
  const network = createNetwork({ sizes: [2, 2, 1], hidden, weights: scaledNormal(0.5), random: seeded(5) });
  return train(network, data, { learningRate: 0.05, steps: 20, every: 5 }).history;
};
const variances = { weightVariance: 1.3, biasVariance: 0.05 };

/** Every figure that an activation has to do with. */
const figures: Readonly<Record<string, (one: Activation) => Figure>> = {
  activationCurve: (one) => activationCurve(one),
  "activationCurve with a tangent": (one) => activationCurve(one, { at: 1.5 }),
  "activationCurve with a tangent at 0": (one) => activationCurve(one, { at: 0 }),
  "activationCurve with a tangent at its end": (one) => activationCurve(one, { at: -6 }),
  "activationCurve beyond its end": (one) => activationCurve(one, { at: 9.5 }),
  layerHistograms: (one) => layerHistograms(forward(wide(one), data.X)[0]!.Z, one),
  meanSlopeCurve: (one) =>
    meanSlopeCurve(
      one,
      [0.5, 1, 4].map((deviation) => ({ deviation, slope: meanSlope(one, deviation) })),
    ),
  "layerProfile of signals": (one) =>
    layerProfile(
      { own: forward(stack(one), inputs).map(({ A }) => Math.sqrt(A.hadamard(A).mean())) },
      { quantity: "size" },
    ),
  "layerProfile of errors": (one) =>
    layerProfile({ own: errorProfile(stack(one), inputs, seeded(1)) }, { quantity: "size of the error" }),
  "layerProfile with theory": (one) =>
    layerProfile(
      { own: [1, 2, 3] },
      { quantity: "size", theory: { own: signalTheory(one, { ...variances, layers: 3 }).squares } },
    ),
  phaseDiagram: (one) => phaseDiagram(one, variances),
  "phaseDiagram beyond its ends": (one) => phaseDiagram(one, { weightVariance: 9, biasVariance: 1 }),
  hiddenUnits: (one) => hiddenUnits(trained(one), data),
  partingUnits: (one) => partingUnits(trained(one), data),
  decisionBoundary: (one) => decisionBoundary(trained(one).at(-1)!.network, data),
  lossCurve: (one) => lossCurve({ history: trained(one) }),
};

interface Drawn {
  readonly x?: readonly unknown[];
  readonly y?: readonly unknown[];
  readonly xaxis?: string;
  readonly yaxis?: string;
}

/** The axis that a trace is drawn on. */
function axisOf(shown: Figure, name: string): Partial<LayoutAxis> {
  return (
    (shown.layout as Readonly<Record<string, Partial<LayoutAxis>>>)[name.replace(/^([xy])/, "$1axis")] ?? {}
  );
}

/** Fails unless an axis ascends and has room for these values. */
function assertWithin(values: readonly unknown[], { range, type }: Partial<LayoutAxis>, what: string): void {
  if (range === undefined) return;
  const [low, high] = range as [number, number];
  assert.ok(low < high, `${what}: the axis goes from ${low} to ${high}`);
  // Values are drawn with four digits.
  const rounding = 1e-3 * (high - low);
  for (const value of values) {
    if (typeof value !== "number") continue;
    const place = type === "log" ? Math.log10(value) : value;
    assert.ok(place >= low - rounding && place <= high + rounding, `${what}: ${value} is not on the axis`);
  }
}

function assertSound(shown: Figure, what: string): void {
  for (const words of [shown.title, shown.description, JSON.stringify(shown.layout.annotations ?? [])]) {
    assert.doesNotMatch(words, /NaN|undefined/, what);
  }
  JSON.stringify(shown, (key, value: unknown) => {
    if (typeof value === "number") assert.ok(Number.isFinite(value), `${what}: ${key} is ${value}`);
    return value;
  });
  for (const trace of shown.data as readonly Drawn[]) {
    assertWithin(trace.x ?? [], axisOf(shown, trace.xaxis ?? "x"), `${what}, x`);
    assertWithin(trace.y ?? [], axisOf(shown, trace.yaxis ?? "y"), `${what}, y`);
  }
}

for (const [name, one] of Object.entries(own)) {
  for (const [what, draw] of Object.entries(figures)) {
    test(`${what} of a ${name} has words, finite numbers, and axes with room for all that is drawn`, () => {
      assertSound(draw(one), what);
    });
  }

  test(`a ${name} can be measured, diagnosed and chosen`, () => {
    const network = wide(one);
    const [layer] = diagnose(network, data);
    for (const value of [layer!.saturated, layer!.slope, saturatedShare(Matrix.rowVector([-1, 1]), one)])
      assert.ok(Number.isFinite(value));
    assert.ok(Number.isFinite(gain(one)) && Number.isFinite(meanSlope(one, 2)));
    assert.ok(meanField(one, variances).phase.length > 0);
    assert.equal(choice([relu, one]).start, relu);
    assert.doesNotMatch(JSON.stringify(examine(network, data)), /NaN|null/);
  });
}

test("a layer can be scaled by its data whatever the activation, unless it gives all examples the same", () => {
  for (const [name, one] of Object.entries(own)) {
    const scaled = () => diagnose(lsuv(wide(one), data.X), data).map(({ Z }) => Z.deviation);
    if (name === "constant") assert.throws(scaled, /layer 2: it gives every example the same number/);
    else for (const deviation of scaled()) assert.ok(Math.abs(deviation - 1) < 1e-6, name);
  }
});

test("a curve is interrupted where it jumps, and not where it is steep", () => {
  const gaps = (one: Activation): number =>
    (activationCurve(one).data[0] as { y: (number | null)[] }).y.filter((y) => y === null).length;
  assert.equal(gaps(activation("z > 0.33")), 1);
  assert.equal(gaps(activation("tanh(200 (z - 0.33))")), 0);
  assert.equal(gaps(activation("sin(30 z)")), 0);
  assert.ok(gaps(activation("log(z)")) > 100, "no value on the left");
});

test("where an activation has no value, its figures say so", () => {
  const log = activation("log(z)");
  assert.match(activationCurve(log, { at: -1 }).title, /^“log\(z\)” at z = -1: it has no slope there$/);
  const histograms = layerHistograms(Matrix.rowVector([-1, 1, 2, 4]), log);
  assert.match(histograms.title, /mean slope 0.583, without the 25 % where it is not a number/);
  assertSound(histograms, "histograms of the logarithm");
  assertSound(activationCurve(activation("1 / z")), "a pole");
  assertSound(activationCurve(activation("sin(z) / z"), { at: 0 }), "a hole");
});

test("where theory has no value, it names the activation and the place", () => {
  const log = activation("log(z)");
  assert.throws(
    () => gain(log),
    /^RangeError: Cannot take the gain of log\(z\): the function gives NaN at -0\.00427$/,
  );
  assert.throws(() => meanSlope(log, 1), /Cannot take the mean slope of log\(z\): the function gives NaN/);
  assert.throws(() => meanField(log, variances), /Cannot follow signals through a network of log\(z\)/);
  assert.throws(
    () => gain(activation("1 / z")),
    /Cannot take the gain of 1 \/ z: the function changes too fast/,
  );
  assert.throws(
    () => criticalWeightVariance(activation("z > 0"), 0.05),
    /Cannot find the critical line of z > 0 .*: its slope is 0 everywhere$/,
  );
});

test("a sign network is chaotic though no slope says so: the arcsine law gives its correlations", () => {
  // Its map is (2/π) arcsin c: the slope at its fixed point 0 is 2/π.
  const { chi, correlation, depthScale, phase, q } = meanField(activation("sign(z)"), { weightVariance: 4 });
  assert.deepEqual([chi, correlation, phase, q], [0, 0, "chaotic", 4]);
  assert.ok(Math.abs(depthScale - -1 / Math.log(2 / Math.PI)) < 1e-3, String(depthScale));
});

test("the panel of activations shows all of an unbounded activation, and seldom moves", () => {
  const states = trained(relu);
  const ranges = states.map((_, k) => String(hiddenUnits(states.slice(0, k + 1), data).layout.xaxis3!.range));
  assert.ok(new Set(ranges).size <= 2);
});
