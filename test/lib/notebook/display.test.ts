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

test("a matrix has the same entries as a table and as text, of the same rows and columns", () => {
  for (const matrix of [
    Matrix.from([
      [0.01, -0],
      [1e-9, 2],
    ]),
    Matrix.generate(13, 20, (i, j) => i - j / 3),
  ]) {
    const bundle = (matrix as unknown as Shown)[display]();
    const rows = String(bundle["text/html"]).match(/<tr>.*?<\/tr>/g)!;
    const entries = rows.map((row) =>
      Array.from(row.matchAll(/<td[^>]*>(.*?)<\/td>/g), ([, entry]) => entry),
    );
    const lines = String(bundle["text/plain"]).split("\n");
    assert.deepEqual(
      entries,
      lines.map((line) => line.trim().split(/ +/)),
    );
  }
});

test("a figure that was copied with changes is drawn with them", () => {
  const figure = scatter(xor(), { title: "Four points" });
  const copy = { ...figure, data: figure.data.slice(0, 1) } as unknown as Shown;
  const drawing = copy[display]()["application/vnd.plotly.v1+json"] as { data: unknown[] };
  assert.equal(drawing.data.length, 1);
});
