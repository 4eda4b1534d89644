import assert from "node:assert/strict";
import test from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { LayoutAxis } from "plotly.js";
import {
  constant,
  createNetwork,
  decisionBoundary,
  figure,
  hiddenUnits,
  lossCurve,
  Matrix,
  moons,
  networkDiagram,
  predict,
  scaledNormal,
  scatter,
  seeded,
  tanh,
  train,
  xor,
  type Initializer,
} from "../../../lib/index";
import { figureBundle, type Figure } from "../../../lib/figures/figure";
import * as kinds from "../../../lib/figures/index";
import { gallery } from "./gallery";

const data = moons({ count: 40, noise: 0.1, random: seeded(1) });
const startedFrom = (weights: Initializer) =>
  createNetwork({ sizes: [2, 2, 1], hidden: tanh, weights, random: seeded(2) });
const run = (weights: Initializer) =>
  train(startedFrom(weights), data, { learningRate: 1, steps: 30, every: 10 });

/** The numbers of a trace's field, for assertions. */
function numbers(shown: Figure, trace: number, field: string): number[] {
  return (shown.data[trace] as unknown as Record<string, number[]>)[field]!;
}

test("the gallery has one of every kind of figure", () => {
  assert.deepEqual(Object.keys(gallery).sort(), Object.keys(kinds).sort());
});

for (const [name, shown] of Object.entries<Figure>(gallery)) {
  test(`${name} has a title, a text alternative and no number that is not finite`, () => {
    assert.ok(shown.title.length > 10);
    assert.ok(shown.description.length > 20);
    assert.deepEqual(shown.layout.meta, { description: shown.description });
    const { text } = shown.layout.title as { text: string };
    assert.equal(text.replace("<br>", " "), shown.title);
    JSON.stringify(shown, (key, value: unknown) => {
      if (typeof value === "number") assert.ok(Number.isFinite(value), `${key} is ${value}`);
      return value;
    });
  });

  test(`${name} names the axes that it shows`, () => {
    for (const [key, axis] of Object.entries(shown.layout)) {
      if (!/^[xy]axis/.test(key)) continue;
      const { visible, title, categoryarray, range } = axis as Partial<LayoutAxis>;
      // Words along an axis name themselves, and panels beside one another have their first one's y axis.
      if (visible === false || categoryarray !== undefined) continue;
      if (/^yaxis\d/.test(key) && isDeepStrictEqual(range, shown.layout.yaxis?.range)) continue;
      assert.ok(title && title.text !== "", `${key} has no title`);
    }
  });
}

test("a title too long for a line goes on two", () => {
  const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");
  const textOf = (title: string): unknown =>
    figure({ title, description: "d", data: [], layout: {} }).layout.title;
  assert.deepEqual(textOf(words(10)), { text: words(10) });
  assert.deepEqual(textOf(words(20)), { text: `${words(10)}<br>${words(10)}` });
  const sentence = `${words(7)}, ${words(10)}; ${words(3)}`;
  assert.deepEqual(textOf(sentence), { text: sentence.replace(", ", ",<br>") });
  assert.deepEqual(textOf("w".repeat(100)), { text: "w".repeat(100) });
});

test("a figure without a title or a description is refused", () => {
  const parts = { data: [], layout: {} };
  assert.throws(() => figure({ ...parts, title: " ", description: "d" }), /title that states the finding/);
  assert.throws(() => figure({ ...parts, title: "t", description: "" }), RangeError);
});

test("a scatter plot shows every example once, at its place, in its class", () => {
  const { X, Y } = xor();
  const shown = scatter(xor());
  const drawn = [0, 1].flatMap((label) =>
    numbers(shown, label, "x").map((x, i) => [x, numbers(shown, label, "y")[i], label]),
  );
  const expected = Y.row(0).map((label, example) => [X.get(0, example), X.get(1, example), label]);
  assert.deepEqual(drawn.sort(), expected.sort());
});

test("examples with three features do not fit into a plane", () => {
  const solid = { name: "solid", X: Matrix.zeros(3, 2), Y: Matrix.from([[0, 1]]) };
  assert.throws(() => scatter(solid), /Cannot draw 3×2 examples in a plane/);
});

test("the coloured plane shows what the network predicts at each grid point", () => {
  const network = startedFrom(scaledNormal(2));
  const shown = decisionBoundary(network, data);
  const { x0, dx, y0, dy, z } = shown.data[0] as unknown as Record<string, number> & { z: number[][] };
  for (const [row, column] of [
    [0, 0],
    [7, 30],
    [60, 60],
  ] as const) {
    const exact = predict(network, Matrix.columnVector([x0! + column * dx!, y0! + row * dy!])).get(0, 0);
    assert.ok(Math.abs(z[row]![column]! - exact) <= 5e-3 * exact);
  }
});

test("the boundary runs where the network is undecided", () => {
  const network = startedFrom(scaledNormal(2));
  const line = decisionBoundary(network, data).data[1] as unknown as Record<"x" | "y", (number | null)[]>;
  const points = line.x.flatMap((x, i) => (x === null ? [] : [[x, line.y[i]!]]));
  assert.ok(points.length > 20);
  for (const point of points) {
    assert.ok(Math.abs(predict(network, Matrix.columnVector(point)).get(0, 0) - 0.5) < 0.01);
  }
});

test("a plane with limits keeps its axes, wherever the examples are", () => {
  const limits = { x: [-2, 3], y: [-1, 4] } as const;
  for (const examples of [data, { X: data.X.scale(9), Y: data.Y }]) {
    const { layout, data: traces } = decisionBoundary(startedFrom(scaledNormal(2)), examples, { limits });
    assert.deepEqual([layout.xaxis?.range, layout.yaxis?.range], [limits.x, limits.y]);
    const { x0, dx, y0, dy } = traces[0] as unknown as Record<string, number>;
    assert.deepEqual([x0, y0], [-2, -1]);
    assert.ok(Math.abs(x0! + 60 * dx! - 3) < 1e-9 && Math.abs(y0! + 60 * dy! - 4) < 1e-9);
  }
  assert.throws(
    () => decisionBoundary(startedFrom(scaledNormal(2)), data, { limits: { x: [1, 1], y: [0, 1] } }),
    /^RangeError: Cannot draw a decision boundary with x from 1 to 1: limits are two numbers, the smaller first$/,
  );
});

test("a network that is undecided nowhere has a plane without a boundary", () => {
  const sure = createNetwork({ weights: [[[0, 0]], [[0]]], biases: [[0], [3]], hidden: tanh });
  const line = decisionBoundary(sure, data).data[1] as unknown as { x: (number | null)[] };
  assert.ok(line.x.every((x) => x === null));
});

test("while two units are equal, their weights are drawn over one another and the title says so", () => {
  const shown = hiddenUnits(run(constant(0.5)).history, data);
  assert.match(shown.title, /equal, bit for bit/);
  assert.deepEqual(numbers(shown, 1, "y"), numbers(shown, 3, "y"));
  assert.deepEqual(numbers(shown, 2, "y"), numbers(shown, 4, "y"));
});

test("when the units have parted, the title says by how much", () => {
  const shown = hiddenUnits(run(scaledNormal(1)).history, data);
  assert.match(shown.title, /differ by [0-9.]+/);
  assert.notDeepEqual(numbers(shown, 1, "y"), numbers(shown, 3, "y"));
});

test("a single hidden unit has nothing to be compared with", () => {
  const network = createNetwork({ sizes: [2, 1, 1], hidden: tanh, weights: constant(1), random: seeded(1) });
  const { history } = train(network, data, { learningRate: 1, steps: 1 });
  assert.throws(() => hiddenUnits(history, data), /the first layer has 1, and two are needed/);
  assert.throws(() => hiddenUnits([], data), RangeError);
});

test("the drawing has one edge a weight and writes its value beside it", () => {
  const shown = networkDiagram(startedFrom(constant(0.25)), { title: "All weights are a quarter" });
  const labels = shown.layout.annotations!.map(({ text }) => text);
  assert.deepEqual(labels, Array<string>(6).fill("0.25"));
  assert.equal(shown.data.length, 6 + 3);
});

test("a wide network is drawn without numbers", () => {
  const wide = createNetwork({ sizes: [2, 9, 1], hidden: tanh, weights: constant(1), random: seeded(1) });
  assert.deepEqual(networkDiagram(wide, { title: "Nine units in one layer" }).layout.annotations, []);
});

test("a layer too wide to be drawn is refused, and one as wide as can be is not", () => {
  const network = (width: number) =>
    createNetwork({ sizes: [2, width, 1], hidden: tanh, weights: constant(1), random: seeded(1) });
  assert.equal(networkDiagram(network(32), { title: "Thirty-two units" }).data.length, 3 * 32 + 3);
  const large = createNetwork({
    sizes: [500, 500, 1],
    hidden: tanh,
    weights: constant(1),
    random: seeded(1),
  });
  assert.throws(
    () => networkDiagram(large, { title: "Too many" }),
    /^RangeError: Cannot draw a 500-500-1 network as units and edges: at most 32 inputs or units a layer/,
  );
});

test("a decision boundary is drawn around any number of examples", () => {
  const X = Matrix.generate(2, 200_000, (feature, example) => example / 200_000 - feature);
  const many = { name: "many", X, Y: Matrix.zeros(1, X.cols) };
  const shown = decisionBoundary(startedFrom(constant(1)), many);
  const [low, high] = shown.layout.xaxis!.range as [number, number];
  assert.ok(Math.abs(low + 0.1) < 1e-4 && Math.abs(high - 1.1) < 1e-4, `${low} to ${high}`);
});

test("a loss to compare with is a line that bears its name", () => {
  const shown = lossCurve({ a: run(scaledNormal(1)) }, { levels: { floor: 0.25 } });
  assert.deepEqual(
    shown.layout.shapes!.map(({ y0, y1 }) => [y0, y1]),
    [[0.25, 0.25]],
  );
  assert.equal(shown.layout.annotations![0]!.text, "floor");
  assert.match(shown.description, /floor is 0.25/);
});

test("the title of a loss curve says what becomes of the loss, or whose is the lowest", () => {
  const [state] = run(scaledNormal(1)).history;
  const titleOf = (losses: Record<string, number[]>): string =>
    lossCurve(
      Object.fromEntries(
        Object.entries(losses).map(([name, each]) => [
          name,
          { history: each.map((loss, step) => ({ ...state!, step, loss })) },
        ]),
      ),
    ).title;
  assert.equal(titleOf({ a: [1, 0.5] }), "The loss falls from 1 to 0.5");
  assert.equal(titleOf({ a: [1, 2] }), "The loss rises from 1 to 2");
  assert.equal(titleOf({ a: [1, 1.0001] }), "The loss stays at 1");
  assert.equal(titleOf({ a: [1, Infinity] }), "The loss does not stay finite");
  assert.equal(titleOf({ a: [1, 0.5], b: [1, 0.2], c: [1, Infinity] }), "“b” ends lowest, at a loss of 0.2");
  assert.equal(titleOf({ a: [1, 0.5], b: [2, 0.5] }), "All end at a loss of 0.5");
});

test("numbers in a figure's words have a true minus; the names of its frames stay as sliders call them", () => {
  const shown = figure({
    title: "At z = -1 it is 2e-5",
    data: [{ name: "z = -1", y: [-1], text: ["-1"], x: ["-1"] }],
    layout: {
      xaxis: { title: { text: "-1 and 2" } },
      yaxis: { ticktext: ["10<sup>-3</sup>"] },
      annotations: [{ text: "-0.3 to GPT-2" }],
    },
    frames: [{ name: "-1", data: [{ y: [-1] }] }],
  });
  const bundle = figureBundle(shown) as Record<string, unknown>;
  assert.match(bundle["text/plain"] as string, /^At z = −1 it is 2e−5/);
  const { data: traces, layout, frames } = bundle["application/vnd.plotly.v1+json"] as Figure;
  assert.deepEqual(traces, [{ name: "z = −1", y: [-1], text: ["−1"], x: ["-1"] }]);
  assert.equal(layout.xaxis!.title!.text, "−1 and 2");
  assert.deepEqual(layout.yaxis!.ticktext, ["10<sup>−3</sup>"]);
  assert.equal(layout.annotations![0]!.text, "−0.3 to GPT-2");
  assert.equal(frames![0]!.name, "-1");
});

test("a loss curve of nothing is refused", () => {
  assert.throws(() => lossCurve({}), RangeError);
  assert.throws(() => lossCurve({ empty: { history: [] } }), /the loss of "empty": its history has no state/);
});

test("the reader's zoom is kept while a figure shows the same axes, and not over another range or quantity", () => {
  const revision = (shown: Figure): unknown => {
    const bundle = figureBundle(shown)["application/vnd.plotly.v1+json"] as {
      layout: { uirevision: string };
    };
    return bundle.layout.uirevision;
  };
  const steps = (count: number): Figure =>
    lossCurve(train(startedFrom(scaledNormal(1)), data, { learningRate: 0.1, steps: count }), {
      range: [0, 1],
    });
  const [long, again, short] = [steps(30), steps(30), steps(5)].map(revision);
  assert.equal(long, again);
  assert.notEqual(long, short);
  assert.notEqual(long, revision(scatter(data)));
  assert.equal(revision(steps(5).with({ layout: { uirevision: "mine" } })), "mine");
});
