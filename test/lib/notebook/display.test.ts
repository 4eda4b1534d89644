import assert from "node:assert/strict";
import { test } from "node:test";
import { Matrix, scatter, xor } from "../../../lib/index";

interface Shown {
  [display](): Record<string, unknown>;
}
const display = Symbol.for("Jupyter.display") as unknown as "display";

test("a figure as the last value of a cell is drawn", () => {
  const bundle = (scatter(xor(), { title: "Four points" }) as unknown as Shown)[display]();
  assert.deepEqual(Object.keys(bundle), ["application/vnd.plotly.v1+json", "text/plain"]);
  assert.match(String(bundle["text/plain"]), /^Four points\n/);
});

test("a matrix as the last value of a cell is a table", () => {
  const bundle = (Matrix.from([[1, 2]]) as unknown as Shown)[display]();
  assert.match(String(bundle["text/html"]), /<caption>1×2<\/caption>/);
  assert.equal(bundle["text/plain"], "1  2");
});

test("a figure that was copied with changes is drawn with them", () => {
  const figure = scatter(xor(), { title: "Four points" });
  const copy = { ...figure, data: figure.data.slice(0, 1) } as unknown as Shown;
  const drawing = copy[display]()["application/vnd.plotly.v1+json"] as { data: unknown[] };
  assert.equal(drawing.data.length, 1);
});
