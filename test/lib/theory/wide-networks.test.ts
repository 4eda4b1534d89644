import assert from "node:assert/strict";
import { test } from "node:test";
import {
  activations,
  contrasts,
  createNetwork,
  criticalWeightVariance,
  diagnose,
  errorProfile,
  gain,
  identity,
  lsuv,
  Matrix,
  meanField,
  normal,
  orthogonal,
  relu,
  sigmoid,
  scaledNormal,
  seeded,
  signalTheory,
  singularValues,
  tanh,
  type Activation,
} from "../../../lib/index";
import { wideNetworks } from "../fixtures/wide-networks";

function near(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.abs(expected), `${actual} is not ${expected}`);
}

for (const [name, { z, f, df }] of Object.entries(wideNetworks.activations)) {
  test(`${name} and its slope are those of PyTorch`, () => {
    const activation = activations[name as keyof typeof activations];
    z.forEach((at, k) => {
      // PyTorch's own GELU and SELU lose digits far out; the bound is a few roundings of numbers of about 1.
      assert.ok(Math.abs(activation.f(at) - f[k]!) < 1e-14 * Math.max(1, Math.abs(f[k]!)), `${name}(${at})`);
      // At a kink PyTorch may take the other side.
      if (at !== 0) assert.ok(Math.abs(activation.df(at) - df[k]!) < 1e-14, `slope of ${name} at ${at}`);
    });
  });

  test(`the gain of ${name} is that of SciPy's quadrature`, () => {
    near(gain(activations[name as keyof typeof activations]), wideNetworks.gains[name]!, 1e-11);
  });
}

test("only for ReLU is the gain the one that PyTorch recommends", () => {
  near(gain(relu), wideNetworks.torchGains.relu!, 1e-12);
  assert.ok(Math.abs(gain(tanh) - wideNetworks.torchGains.tanh!) > 0.07);
});

test("an activation that is 0 everywhere has no gain", () => {
  const dead: Activation = { name: "dead", tex: "0", f: () => 0, df: () => 0 };
  assert.throws(() => gain(dead), /Cannot take the gain of dead/);
});

test("the fixed points of wide tanh networks are those of iterated quadrature", () => {
  for (const { weightVariance, biasVariance, ...expected } of wideNetworks.fields) {
    const field = meanField(tanh, { weightVariance, biasVariance });
    near(field.q, expected.q, 1e-12);
    near(field.chi, expected.chi, 1e-12);
    near(field.correlation, expected.correlation, 1e-6);
    near(field.depthScale, expected.depthScale, 1e-5);
    assert.equal(field.phase, expected.chi < 1 ? "ordered" : "chaotic");
  }
});

test("the critical line is where the slope of the map is 1", () => {
  // Schoenholz et al. (2017) draw it; the numbers are from independent quadrature.
  const line: [number, number][] = [
    [0, 1],
    [0.01, 1.4242],
    [0.05, 1.76095],
    [0.3, 2.5051],
  ];
  for (const [biasVariance, weightVariance] of line) {
    const critical = criticalWeightVariance(tanh, biasVariance);
    near(critical, weightVariance, 3e-5);
    assert.equal(meanField(tanh, { weightVariance: critical, biasVariance }).phase, "critical");
  }
});

test("an activation that answers nothing with something has a critical line too", () => {
  for (const biasVariance of [0, 0.05]) {
    const weightVariance = criticalWeightVariance(sigmoid, biasVariance);
    assert.ok(weightVariance > 100);
    near(meanField(sigmoid, { weightVariance, biasVariance }).chi, 1, 1e-8);
  }
});

test("ReLU is critical at twice the inverse fan-in, dies below and grows without end above", () => {
  const phases = [1, 2, 3].map((weightVariance) => meanField(relu, { weightVariance }));
  assert.deepEqual(
    phases.map(({ phase }) => phase),
    ["ordered", "critical", "unbounded"],
  );
  assert.deepEqual(
    phases.map(({ q }) => q),
    [0, 1, Infinity],
  );
  for (const [k, chi] of [0.5, 1, 1.5].entries()) near(phases[k]!.chi, chi, 1e-9);
});

test("the recursion of ReLU has its closed form", () => {
  const { squares, correlations } = signalTheory(relu, { weightVariance: 2, layers: 6 });
  for (const q of squares) near(q, 1, 1e-12);
  let c = 0;
  for (const correlation of correlations) {
    near(correlation + 1, c + 1, 1e-11);
    c = (Math.sqrt(1 - c * c) + c * (Math.PI - Math.acos(c))) / Math.PI;
  }
});

/** A square network of normal weights and biases, and normal inputs whose pre-activations of layer 1 have size 1. */
function wide(
  activation: Activation,
  weightVariance: number,
  biasVariance: number,
  layers: number,
  seed: number,
) {
  const n = 300;
  const random = seeded(seed);
  return createNetwork({
    sizes: Array<number>(layers + 1).fill(n),
    hidden: activation,
    output: activation,
    weights: scaledNormal(Math.sqrt(weightVariance / n)),
    biases: scaledNormal(Math.sqrt(biasVariance)),
    random,
  });
}

test("a network of 300 units has the correlations of the theory, in order and in chaos", () => {
  for (const [weightVariance, tolerance] of [
    [1.3, 0.08],
    [1.76095, 0.1],
    [4, 0.15],
  ] as const) {
    const { q } = meanField(tanh, { weightVariance, biasVariance: 0.05 });
    const options = { weightVariance, biasVariance: 0.05, layers: 10, start: q, correlation: 0.2 };
    const expected = signalTheory(tanh, options).correlations;
    const measured = Array.from({ length: 4 }, (_, seed) => {
      const network = wide(tanh, weightVariance, 0.05, 10, seed);
      const random = seeded(100 + seed);
      // Two inputs whose activations have the correlation .2 after layer 1, as far as 300 units can tell.
      const shared = Matrix.generate(300, 1, () => normal(random));
      const own = Matrix.generate(300, 2, () => normal(random));
      const c = (0.2 * q - 0.05) / (q - 0.05);
      const X = Matrix.generate(
        300,
        2,
        (i, k) => Math.sqrt(c) * shared.get(i, 0) + Math.sqrt(1 - c) * own.get(i, k),
      );
      const scale = Math.sqrt((q - 0.05) / weightVariance);
      return contrasts(network, X.scale(scale)).map(({ correlation }) => correlation);
    });
    expected.forEach((correlation, l) => {
      const mean = measured.reduce((sum, one) => sum + one[l]!, 0) / measured.length;
      const off = Math.abs(mean - correlation);
      assert.ok(off < tolerance, `${weightVariance}, layer ${l + 1}: ${mean}, not ${correlation}`);
    });
  }
});

test("an injected error grows by the root of χ per layer", () => {
  for (const weightVariance of [0.6, 1, 2]) {
    const { chi } = meanField(relu, { weightVariance });
    const ratios = Array.from({ length: 6 }, (_, seed) => {
      const random = seeded(seed);
      const X = Matrix.generate(300, 20, () => normal(random));
      const sizes = errorProfile(wide(relu, weightVariance, 0, 6, seed), X, seeded(50 + seed));
      return (sizes[0]! / sizes[5]!) ** (1 / 5);
    });
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    near(mean, Math.sqrt(chi), 0.03);
  }
});

test("orthogonal linear layers keep all directions to any depth", () => {
  const network = createNetwork({
    sizes: Array<number>(21).fill(12),
    hidden: identity,
    output: identity,
    weights: orthogonal(),
    random: seeded(1),
  });
  const all = network.layers.reduce((product, { W }) => W.multiply(product), Matrix.identity(12));
  for (const s of singularValues(all)) near(s, 1, 1e-12);
});

test("contrasts tell a level size from a signal", () => {
  const network = createNetwork({ weights: [[[0, 0]], [[2]]], biases: [[1], [0]], hidden: tanh });
  const X = Matrix.from([
    [1, -1],
    [0, 2],
  ]);
  assert.deepEqual(contrasts(network, X)[0], { size: 1, difference: 0, correlation: 1 });
  assert.throws(() => contrasts(network, Matrix.zeros(2, 1)), /two are needed/);
});

test("after LSUV each layer has pre-activations of standard deviation 1, from any scale and with biases", () => {
  for (const scale of [0.01, 1, 10]) {
    for (const hidden of [tanh, relu]) {
      const random = seeded(4);
      const network = createNetwork({
        sizes: [20, 30, 30, 30, 1],
        hidden,
        weights: scaledNormal(scale),
        biases: scaledNormal(0.3),
        random,
      });
      const X = Matrix.generate(20, 100, () => normal(random));
      for (const { Z } of diagnose(lsuv(network, X), { X })) near(Z.deviation, 1, 1e-9);
    }
  }
});

test("a layer that says the same to every example cannot be scaled", () => {
  const network = createNetwork({ weights: [[[0, 0]]], hidden: tanh });
  assert.throws(
    () =>
      lsuv(
        network,
        Matrix.from([
          [1, 2],
          [3, 4],
        ]),
      ),
    /Cannot scale layer 1/,
  );
});
