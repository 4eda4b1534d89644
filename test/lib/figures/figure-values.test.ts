import assert from "node:assert/strict";
import { test } from "node:test";
import { figure, scatter, xor } from "../../../lib/index";
import type { Figure } from "../../../lib/figures/figure";
import type { PlotlyFigure } from "../../../lib/figures/plotly";

test("a figure is changed in one expression, and the one before stays as it was", () => {
  const before = scatter(xor());
  const trace = { x: [0, 1], y: [1, 0], type: "scatter", mode: "lines" };
  const after = before.with({
    title: "A line between",
    data: [...before.data, trace],
    layout: { xaxis: { title: { text: "first input" } }, height: 300 },
  });
  assert.equal(after.title, "A line between");
  assert.deepEqual(after.layout.title, { text: "A line between" });
  assert.equal(after.data.length, 3);
  assert.equal(after.layout.height, 300);
  // What was not named stays, in the axis too.
  assert.deepEqual(after.layout.xaxis, { title: { text: "first input" }, constrain: "domain" });
  assert.deepEqual(after.layout.yaxis, before.layout.yaxis);
  assert.equal(after.description, before.description);
  assert.equal(before.data.length, 2);
  assert.deepEqual(before.layout.xaxis, { title: { text: "x₁" }, constrain: "domain" });
});

test("an axis that becomes logarithmic loses a range that was meant for another", () => {
  const before = figure({ title: "t", data: [{ y: [1, 10] }], layout: { yaxis: { range: [0, 10] } } });
  assert.deepEqual(before.with({ layout: { yaxis: { type: "log" } } }).layout.yaxis, { type: "log" });
  const told = before.with({ layout: { yaxis: { type: "log", range: [0, 1] } } });
  assert.deepEqual(told.layout.yaxis, { type: "log", range: [0, 1] });
});

test("a copy of a figure can be changed as the figure can", () => {
  const copy = { ...scatter(xor()), title: "Copied" };
  assert.equal(copy.with({ description: "d" }).title, "Copied");
  copy.data.push({ x: [0.5], y: [0.5] });
  assert.equal(copy.data.length, 3);
});

test("a title that was changed in a copy is the one that is drawn and told", () => {
  const titlesOf = (shown: Figure): unknown[] => {
    const bundle = shown[Symbol.for("Jupyter.display") as never] as () => Record<string, unknown>;
    const { "application/vnd.plotly.v1+json": drawn, "text/plain": words } = bundle.call(shown);
    return [(drawn as PlotlyFigure).layout?.title, String(words).split("\n")[0]];
  };
  const before = scatter(xor());
  const copy = { ...before, title: "Copied" };
  assert.deepEqual(titlesOf(copy), [{ text: "Copied" }, "Copied"]);
  assert.deepEqual(titlesOf(copy.with({ layout: { height: 300 } })), [{ text: "Copied" }, "Copied"]);
  assert.deepEqual(titlesOf({ ...before, layout: { ...before.layout, title: "Mine" } }), ["Mine", "Mine"]);
  assert.deepEqual(titlesOf(before.with({ layout: { title: { text: "Mine" } } })), [
    { text: "Mine" },
    "Mine",
  ]);
});

test("a figure of one's own needs a title, and its traces are named for those who cannot see it", () => {
  const traces = ["a", "b"].map((name) => ({ name, y: [1, 2], type: "bar", marker: { color: "red" } }));
  const own: PlotlyFigure = { data: traces };
  const { description, layout } = figure({ title: "Two bars", data: own.data });
  assert.equal(description, 'A figure of 2 traces: bar "a", bar "b"');
  assert.deepEqual(layout.meta, { description });
  assert.throws(() => figure({ title: " ", data: traces }), /without words/);
});
