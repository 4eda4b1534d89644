import assert from "node:assert/strict";
import { test } from "node:test";
import { dress } from "../../../jupyter/renderer/src/figure/dress";
import { readFigure } from "../../../jupyter/renderer/src/figure/figure";
import { accessibleName } from "../../../jupyter/renderer/src/figure/names";
import { PICTURE_PALETTE } from "../../../jupyter/renderer/src/figure/palette";

test("what is wrong with a malformed figure is said by part, rule and value", () => {
  const cases: [unknown, string][] = [
    [undefined, "it must be an object { data, layout }, but is missing"],
    ["text", 'it must be an object { data, layout }, but is "text"'],
    [{}, "its data must be an array, but is missing"],
    [{ data: [null] }, "data[0] must be an object, but is null"],
    [{ data: [], layout: [] }, "its layout must be an object, but is []"],
    [{ data: [], frames: 3 }, "its frames must be an array, but is 3"],
    [{ data: [{}, { type: 3 }] }, "data[1].type must be one of bar, box"],
  ];
  for (const [value, says] of cases) {
    assert.throws(
      () => readFigure(value),
      (error: unknown) =>
        error instanceof TypeError && error.message.startsWith(`Cannot draw this figure: ${says}`),
      says,
    );
  }
});

test("the accessible name is the title and the description, without markup", () => {
  const figure = readFigure({
    data: [],
    layout: { title: { text: "Loss<br>of <b>W</b>" }, meta: { description: "It falls from 1 to 0." } },
  });
  assert.equal(accessibleName(figure), "Loss of W. It falls from 1 to 0.");
  assert.equal(accessibleName(readFigure({ data: [] })), "Figure");
});

test("a title may be a mere text: of a figure, an axis, a legend, a colour bar", () => {
  const { data, layout } = readFigure({
    data: [{ type: "heatmap", z: [[1]], colorbar: { title: "z" }, customdata: [{ title: "kept" }] }],
    layout: {
      title: "Loss",
      xaxis: { title: "step" },
      yaxis2: { title: { text: "nats" } },
      legend: { title: "unit" },
    },
  });
  assert.deepEqual(layout, {
    title: { text: "Loss" },
    xaxis: { title: { text: "step" } },
    yaxis2: { title: { text: "nats" } },
    legend: { title: { text: "unit" } },
  });
  assert.deepEqual([data[0]!.colorbar, data[0]!.customdata], [{ title: { text: "z" } }, [{ title: "kept" }]]);
});

test("the page's theme and width only fill in what the figure leaves open", () => {
  const figure = readFigure({
    data: [],
    layout: { height: 300, template: { layout: { font: { size: 20 } } }, paper_bgcolor: "pink" },
  });
  const { layout } = dress(figure, PICTURE_PALETTE, 600);
  assert.equal(layout.width, 600);
  assert.equal(layout.height, 300);
  assert.equal(layout.paper_bgcolor, "pink");
  const { font } = (layout.template as { layout: { font: { size: number; color: string } } }).layout;
  assert.equal(font.size, 20);
  assert.equal(font.color, PICTURE_PALETTE.shades.text);
});

test("a figure wider than its cell is drawn in the cell's width", () => {
  const figure = readFigure({ data: [], layout: { width: 900 } });
  assert.equal(dress(figure, PICTURE_PALETTE, 500).layout.width, 500);
  assert.equal(dress(figure, PICTURE_PALETTE, 1500).layout.width, 900);
});

test("dressing leaves the figure as it was, since plotly writes into what it draws", () => {
  const figure = readFigure({ data: [{ y: [1] }], layout: { xaxis: {} } });
  const dressed = dress(figure, PICTURE_PALETTE, 500);
  assert.notEqual(dressed.data[0], figure.data[0]);
  assert.notEqual(dressed.layout.xaxis, figure.layout.xaxis);
});
