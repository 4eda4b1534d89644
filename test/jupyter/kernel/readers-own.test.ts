/** Things that a reader writes and no page suggests, each with what must come out. A new one is a new row. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Kernel, errorText } from "./client";

/** What all rows find declared. */
const START = `import { accuracy, activation, activationCurve, backward, cost, createNetwork, decisionBoundary, figure, forward,
  layerHistograms, lossCurve, Matrix, moons, normals, numericalGradient, predict, scaledNormal, scatter, seeded, show,
  tanh, train, xor } from "../lib";
const W = Matrix.from([[1, 2], [3, 4]]), X = Matrix.from([[0, 1], [1, 0]]), data = xor();
const net = createNetwork({ weights: [W, [[1, 1]]], hidden: tanh });
const fig = scatter(data), rows = [[1, 2], [3, 4]];`;

const FIGURE = /plotly.*"data":\[/;
const TWO_FIGURES = /plotly[^]*plotly/;

/** What a reader writes, and what is in what comes out: an error's words, or the outputs as JSON. */
const TABLE: readonly (readonly [code: string, comesOut: RegExp])[] = [
  // Weights, biases and data of one's own
  [
    "createNetwork({ weights: [normals(2, 2, seeded(1)).scale(0.01), Matrix.zeros(1, 2)], hidden: tanh }).layers.length",
    /'?2'?/,
  ],
  [
    "createNetwork({ weights: [rows, [[1, 1]]], biases: [0, [0.5]], hidden: tanh }).layers[1].b.toArray()",
    /\[ \[ 0\.5 \] \]/,
  ],
  [
    "createNetwork({ weights: [W, Matrix.zeros(2, 1)], hidden: tanh })",
    /layer 2 with 2×1 weights: it needs 1×2, one row per unit.*transpose\(\)/,
  ],
  [
    "createNetwork({ weights: [W, [[1, 1, 1]]], hidden: tanh })",
    /layer 2 with 1×3 weights: it needs 1×2, one row per unit/,
  ],
  [
    "createNetwork({ weights: [[[1, 2], [3]], W], hidden: tanh })",
    /weights of layer 1: .*ragged rows: row 1 has 1 entry/,
  ],
  [
    "train(net, { X: [[0, 0, 1, 1], [0, 1, 0, 1]], Y: [0, 1, 1, 0] }, { learningRate: 1, steps: 9 }).history.length",
    /10/,
  ],
  [
    "cost(net, { X: data.X.transpose(), Y: data.Y })",
    /one column per example: your X is 4×2, so use its transpose\(\)/,
  ],
  ["cost(net, { X: [[0, 1], [1, NaN]], Y: [0, 2] })", /label 2 at \(0, 1\): labels are 0 or 1/],
  [
    "train(net, { X: [[0, 1], [1, NaN]], Y: [0, 1] }, { learningRate: 1, steps: 1 })",
    /NaN in X at \(1, 1\): inputs must be finite/,
  ],
  ["accuracy(net, { X: [[0, 1], [1, 0]], Y: [0, 1] })", /0\.5|1|0/],
  ["predict(net, [[1], [2]])", /1×1/],
  ["forward(net, data)", /The inputs are data\.X/],
  ["forward(data.X, net)", /The network comes first/],
  [
    "numericalGradient(net, data)[0].dW.minus(backward(net, data)[0].dW).data.every((d) => Math.abs(d) < 1e-8)",
    /true/,
  ],
  ["decisionBoundary(net, { X: [[0, 1], [1, 0]], Y: [0, 1] })", FIGURE],
  [
    "createNetwork({ weights: [[1, 2], [3, 4]], hidden: tanh })",
    /^TypeScriptError[^]*list of rows, even if it has only one: \[\[1, 2\]\](?![^]*column 31)/,
  ],
  ["createNetwork({ weights: W, hidden: tanh })", /one entry per layer, such as \[W1, W2\]/],
  ["train(net, data.X, data.Y, { learningRate: 1, steps: 1 })", /The data are one value: \{ X, Y \}/],
  ["train(data, net, { learningRate: 1, steps: 1 })", /The network comes first/],
  ["rows.multiply(W)", /Make a matrix of it: Matrix\.from\(rows\)/],
  ["({ X: rows, Y: [0, 1] }).Y.cols", /Matrix\.rowVector/],
  [
    "moons(200, 0.1)",
    /moons\? tells what it takes, for example moons\(\{ count: 100, random: seeded\(0\) \}\)/,
  ],
  ["normals(2, 2)", /for example normals\(2, 3, seeded\(1\)\)/],
  // Activations of one's own
  [
    "createNetwork({ weights: [W, [[1, 1]]], hidden: x => x > 0 ? x : 0 })",
    /activation\("x > 0 \? x : 0", x => x > 0 \? x : 0\)/,
  ],
  ['createNetwork({ weights: [W, [[1, 1]]], hidden: "tanh" })', /made of a formula: activation\("tanh"\)/],
  ["activation(Math.sin)", /for example activation\("z \* exp\(-z\^2\)"\)/],
  ['activation("sin", Math.sin).df(0)', /0\.99999999|1/],
  ['activationCurve(activation("z * exp(-z^2)"))', FIGURE],
  ['layerHistograms(forward(net, data.X)[0].Z, activation("step", (z) => (z > 0 ? 1 : 0)))', FIGURE],
  ["createNetwork({ sizes: [2, 1], hidden: Math.sin, weights: [W] })", /activation\("sin", Math\.sin\)/],
  ["activationCurve(Math.sin)", /activation\("sin", Math\.sin\)/],
  ["tanh(1)", /tanh\.f\(1\)/],
  ["W.map(tanh)", /The function itself is tanh\.f/],
  ["Math.tanh(W)", /W\.map\(Math\.tanh\)/],
  ["tanh.f(W)", /W\.map\(tanh\.f\)/],
  // Figures of one's own
  ["({ ...fig, layout: { ...fig.layout, height: 300 } })", FIGURE],
  ['fig.with({ title: "Mine", layout: { xaxis: { type: "log" } } })', /"text":"Mine"/],
  ['({ ...fig, title: "Mine" })', /"title":\{"text":"Mine"\}.*"text\/plain":"Mine/],
  ['({ ...fig, layout: { ...fig.layout, title: "Mine" } })', /"title":"Mine".*"text\/plain":"Mine/],
  ["show(train(net, data, { learningRate: 1, steps: 1 }))", /lossCurve/],
  ["show(data)", /show\(scatter\(data\)\)/],
  ["show({ data: [{ x: W, y: [1, 2] }] })", /W\.row\(0\), W\.column\(0\) or W\.data/],
  ["fig.data.push({ x: [0, 1], y: [1, 0], mode: 'lines' })", /3/],
  ["[fig, fig]", TWO_FIGURES],
  ["[fig, W, '**text**']", /plotly[^]*<table>[^]*text\/markdown/],
  ["[1, 2, 3]", /\[ 1, 2, 3 \]/],
  ['show({ data: [{ x: Float64Array.of(1, 2), y: [3, 4], type: "bar" }] })', /"x":\[1,2\]/],
  ["({ data: [{ x: Float64Array.of(1, 2), y: [3, 4] }], layout: {} })", /plotly.*"x":\[1,2\]/],
  ['const traces = rows.map((y) => ({ y, type: "scatter", mode: "lines" })); show({ data: traces })', FIGURE],
  ['figure({ title: "Mine", data: [{ y: [1, 2] }] })', FIGURE],
  [
    'show({ data: [{ x: [1], y: [2], typ: "bar" }] })',
    /'typ' does not exist in type 'Trace'\. Did you mean to write 'type'/,
  ],
  ["show([fig, fig], 3)", TWO_FIGURES],
  ["show(undefined as any)", /Cannot show undefined/],
  ["show(undefined)", /'undefined' is not assignable/],
  ["show({ a: 1 } as never)", /Cannot show an object of a/],
  ["scatter(data).show()", /show\(scatter\(data\)\)/],
  [
    '({ [Symbol.for("Jupyter.display")]() { return { "application/json": { n: 1n } } } })',
    /cannot be written as JSON/,
  ],
  // Habits from elsewhere
  ["W[0][0]", /write get\(0, j\) for an entry, row\(0\)/],
  ["W.T", /W\.transpose\(\)/],
  ["W.slice(0, 1)", /W\.row\(i\), W\.column\(j\)/],
  ["W + W", /W\.plus\(W\)/],
  ["W - X", /W\.minus\(X\)/],
  ["W * X", /W\.multiply\(X\) is the matrix product/],
  ["2 * W", /W\.scale\(2\)/],
  ["W * rows.length", /W\.scale\(rows\.length\)/],
  ["rows.length * W", /W\.scale\(rows\.length\)/],
  ["W + rows.length", /W\.map\(\(x\) => x \+ rows\.length\)/],
  ["W ** 2", /W\.map\(\(x\) => x \*\* 2\)/],
  ["W @ X", /W\.multiply\(X\)/],
  ["W.dot(X)", /W\.multiply\(B\)/],
  ["W.length", /W\.rows and W\.cols/],
  ["W.multiply(rows)", /Matrix\.from\(rows\)/],
  ["new Matrix([[1, 2]])", /Matrix\.from\(\[\[1, 2\]\]\)/],
  ["Matrix.fromRows(rows)", /Matrix\.from\(\[\[1, 2\], \[3, 4\]\]\)/],
  ["for (const row of W) {}", /W\.toArray\(\)/],
  ["net.W1", /net\.layers\[0\]\.W/],
  ["net.predict(X)", /It is a function: predict\(net, …\)/],
  ["decisionBoundary(train(net, data, { learningRate: 1, steps: 1 }), data)", /\.network/],
  ["from lib import tanh", /imported in braces/],
  ["import numpy as np", /imported in braces/],
  ['import { tanh } from "lib"', /The library is in "\.\.\/lib"/],
  ["train(net, data)", /learningRate: 0\.5, steps: 1000/],
  ["train(net, data, { lr: 0.1, steps: 2 })", /The option is called learningRate/],
  ["np.zeros(2)", /Matrix\.zeros\(2, 3\)/],
  ["print(W)", /console\.log/],
  ["mine = scatter(data)", /const mine = …/],
  // Finding one's way
  ["softplus(1)", /import \{ softplus \} from "\.\.\/lib"/],
  ["lib?", /Losses[^]*binaryCrossEntropy[^]*decisionBoundary/],
  ["heNormal?", /He-normal weights/],
  ["forward?", /Runs a network forwards/],
  ["forward??", /A = Z\.map\(layer\.activation\.f\)/],
  ["W.multiply??", /product\.multiply\(result\.data/],
  ["nonsense?", /There is no nonsense here; lib\? lists/],
];

describe("what a reader writes that no page suggests", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start("ours");
    await kernel.run(START);
  });
  after(() => kernel.stop());

  for (const [code, comesOut] of TABLE) {
    test(code, async () => {
      const answer = await kernel.run(code, { stop_on_error: false });
      const published = answer.published.filter(({ type }) => type !== "execute_input" && type !== "error");
      const shown = [...published.map(({ content }) => content), answer.reply.content.payload ?? []];
      assert.match(errorText(answer) + JSON.stringify(shown), comesOut);
    });
  }

  test("a name of the library that a cell has taken", async () => {
    await kernel.run("const sigmoid = 5");
    assert.match(errorText(await kernel.run("sigmoid.f(0)")), /import \{ sigmoid \} from "\.\.\/lib"/);
    await kernel.run('import sigmoid from "../lib"');
    assert.match(
      errorText(await kernel.run("sigmoid.f(0)")),
      /import\("\.\.\/lib"\)[^]*import \{ sigmoid \}/,
    );
  });

  test("a function of an earlier cell shows its source", async () => {
    await kernel.run("// doubles\nfunction twice(x: number) {\n  return 2 * x;\n}");
    const { reply } = await kernel.request("inspect_request", {
      code: "twice",
      cursor_pos: 5,
      detail_level: 1,
    });
    assert.match(
      String((reply.content.data as Record<string, unknown>)["text/plain"]),
      /doubles[^]*return 2 \* x;/,
    );
  });
});
