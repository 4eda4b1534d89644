// The painter: figures as SVG, without a browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { inflateSync } from "node:zlib";
import { type Figure, readFigure } from "../../../jupyter/renderer/src/figure/figure";
import { DARK, LIGHT } from "../../../jupyter/renderer/src/paint/colours";
import { canPaint, paint } from "../../../jupyter/renderer/src/paint/paint";
import { pathOf, type Point } from "../../../jupyter/renderer/src/paint/path";
import { stored } from "../../../jupyter/renderer/src/paint/png";
import { numberText } from "../../../jupyter/renderer/src/paint/ticks";
import { titleHtml } from "../../../jupyter/renderer/src/paint/title";
import { wrapped } from "../../../jupyter/renderer/src/paint/words";
import { seeded } from "../../../lib";
import { REPOSITORY } from "../../browser/helpers/repository";

const markers = { type: "scatter", mode: "markers", x: [1, 3], y: [10, 1000] };
const axes = { xaxis: { range: [0, 4] }, yaxis: { type: "log", range: [0, 4] } };

const figureOf = (trace: object, layout: object = {}): Figure => readFigure({ data: [trace], layout });

function painted(figure: Figure, width = 600): string {
  const svg = paint(figure, width)?.svg;
  assert.ok(svg !== undefined, "It is painted");
  return svg;
}

const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, words]) => words!.replace(/<[^>]*>/g, ""));

describe("a painted figure", () => {
  test("has room for the first and the last of bars that stand at numbers", () => {
    const bars = (trace: object): string | undefined =>
      /data-x="([^"]*)"/.exec(painted(figureOf({ type: "bar", y: [4, 1, 9], ...trace })))?.[1];
    assert.equal(bars({ x: [1, 2, 3] }), "0.5 3.5");
    assert.equal(bars({ x: [0, 10, 30] }), "-5 35");
    assert.equal(bars({ x: [1, 2, 3], width: 0.5 }), "0.75 3.25");
    assert.equal(bars({ x: [7], y: [4] }), "6.5 7.5");
  });

  test("has its points where the axes say, on a logarithmic axis too", () => {
    const svg = painted(figureOf(markers, axes));
    const plane =
      /<rect class="plane" data-axes="x y" data-x="0 4" data-y="0 4" data-y-type="log" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/;
    const [left, top, width, height] = plane.exec(svg)!.slice(1).map(Number);
    const [, frameX, frameY, places] =
      /<svg x="([\d.-]+)" y="([\d.-]+)"[^>]*overflow="hidden"><path d="([^"]+)"/.exec(svg)!;
    const points = [...places!.matchAll(/M([\d.]+) ([\d.]+)h0/g)].map(([, x, y]) => [
      Number(frameX) + Number(x),
      Number(frameY) + Number(y),
    ]);
    const expected = [
      [left! + width! / 4, top! + (height! * 3) / 4],
      [left! + (width! * 3) / 4, top! + height! / 4],
    ];
    expected.forEach(([x, y], i) => {
      // Numbers are written to a tenth of a pixel.
      assert.ok(Math.abs(points[i]![0]! - x!) <= 0.2, `${points[i]!.join()} and ${x}, ${y}`);
      assert.ok(Math.abs(points[i]![1]! - y!) <= 0.2, `${points[i]!.join()} and ${x}, ${y}`);
    });
  });

  test("draws open marks as outlines, also in the legend", () => {
    const marker = { symbol: "diamond-open", color: "#D55E00" };
    const open = { ...markers, name: "the truth", marker };
    const svg = painted(figureOf(open, { ...axes, showlegend: true }));
    assert.equal(
      [...svg.matchAll(/<path d="[^"]*z" fill="none" stroke="[^"]+" stroke-width="1"\/>/g)].length,
      2,
    );
  });

  test("names its axes, the traces of its legend and what it shows, and not its title", () => {
    const traces = [
      { ...markers, name: "first" },
      { ...markers, name: "second", mode: "lines" },
    ];
    const layout = {
      ...axes,
      title: { text: "Both rise" },
      xaxis: { ...axes.xaxis, title: { text: "step" } },
      meta: { description: "Two lines that rise" },
    };
    const svg = painted(readFigure({ data: traces, layout }));
    for (const words of ["first", "second", "step"]) assert.ok(textsOf(svg).includes(words), words);
    assert.match(svg, /aria-label="Two lines that rise"/);
    assert.doesNotMatch(svg, /Both rise/);
  });

  test("puts panels one below the other on a phone", () => {
    const second = { ...markers, xaxis: "x2", yaxis: "y2" };
    const layout = {
      xaxis: { domain: [0, 0.45] },
      yaxis: {},
      xaxis2: { domain: [0.55, 1], anchor: "y2" },
      yaxis2: { anchor: "x2" },
    };
    const panelsAt = (width: number): { left: number; top: number }[] =>
      paint(readFigure({ data: [markers, second], layout }), width)!.arrangement.panels.map(
        ({ left, top }) => ({
          left: Math.round(left),
          top: Math.round(top),
        }),
      );
    const [a, b] = panelsAt(900);
    assert.equal(a!.top, b!.top);
    const [above, below] = panelsAt(350);
    assert.equal(above!.left, below!.left);
    assert.ok(below!.top > above!.top + 100);
  });

  test("has one scale on both axes where the figure says so", () => {
    const layout = {
      xaxis: { range: [0, 4], constrain: "domain" },
      yaxis: { range: [0, 1], constrain: "domain", scaleanchor: "x" },
    };
    for (const width of [900, 350]) {
      const [panel] = paint(figureOf({ ...markers, y: [0, 1] }, layout), width)!.arrangement.panels;
      assert.ok(Math.abs(panel!.width / panel!.height - 4) < 1e-6);
    }
  });
});

test("what only plotly draws is not painted", () => {
  assert.ok(canPaint(figureOf(markers, axes)));
  const others: readonly [string, Figure][] = [
    ["a kind of trace", figureOf({ type: "violin", y: [1, 2] })],
    ["an attribute", figureOf({ ...markers, error_y: { array: [1, 1] } })],
    ["the shape of a line", figureOf({ ...markers, line: { shape: "spline" } })],
    ["a second axis over the first", figureOf(markers, { yaxis: { overlaying: "y" } })],
    ["a slider", figureOf(markers, { sliders: [] })],
    ["frames", readFigure({ data: [markers], frames: [{ data: [] }] })],
    ["bars side by side", readFigure({ data: [1, 2].map(() => ({ type: "bar", y: [1, 2] })) })],
  ];
  for (const [what, figure] of others) assert.equal(paint(figure, 600), undefined, what);
});

test("no text of a figure becomes markup, and no colour asks for a file", () => {
  const evil = `<img src=x onerror=alert(1)>"><script>`;
  const svg = painted(
    readFigure({
      data: [
        { ...markers, name: evil },
        { ...markers, name: "b", mode: "text", text: evil },
      ],
      layout: {
        xaxis: { title: { text: evil } },
        annotations: [{ text: evil, x: 1, y: 1, showarrow: false }],
        meta: { description: evil },
      },
    }),
  );
  assert.doesNotMatch(svg, /<(?:img|script)|="[^"]*"[^\s/>]/);
  assert.doesNotMatch(titleHtml(figureOf(markers, { title: { text: evil } })), /<(?:img|script)/);
  assert.equal(
    titleHtml(figureOf(markers, { title: { text: "x<sub>1</sub> & y" } })),
    "x<sub>1</sub> &amp; y",
  );
  for (const color of [`red" onload="alert(1)`, "url(https://example.org/x)"])
    assert.ok(!canPaint(figureOf({ ...markers, marker: { color } })), color);
  assert.ok(!canPaint(figureOf({ ...markers, xaxis: `x" onload="alert(1)` })));
});

test("a line of thousands of points is drawn with few, and misses none by more than a pixel", () => {
  const random = seeded(1);
  const points = Array.from({ length: 5000 }, (_, i): Point => [
    i / 10,
    100 + 40 * Math.sin(i / 300) + 8 * random(),
  ]);
  const path = pathOf(points);
  const drawn = [...path.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
  assert.ok(drawn.length < 2100);
  for (const [x, y] of points) {
    const near = drawn.filter(([other]) => Math.abs(other - x) <= 1.5).map(([, height]) => height);
    assert.ok(Math.min(...near) <= y + 1 && y - 1 <= Math.max(...near), `(${x}, ${y})`);
  }
});

test("numbers at an axis have as many decimals as their steps, and a true minus", () => {
  assert.deepEqual(
    [
      [0.5, 0.5],
      [1, 0.5],
      [-2, 1],
      [12000, 2000],
      [-0, 0.1],
      [0.30000000000000004, 0.1],
    ].map(([value, step]) => numberText(value!, step!)),
    ["0.5", "1.0", "−2", "12,000", "0.0", "0.3"],
  );
});

test("what is stored in a picture comes out as it went in, also over several blocks", () => {
  for (const length of [0, 1, 70_000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 7) % 251);
    assert.deepEqual(new Uint8Array(inflateSync(stored(bytes))), bytes);
  }
});

test("figures in Jupyter have the shades of those on a page, on a light ground and on a dark one", async () => {
  const sheet = await readFile(path.join(REPOSITORY, "jupyter/renderer/src/paint/style.css"), "utf8");
  const [light, dark] = Array.from(sheet.matchAll(/:root \{([^}]*)\}/g), ([block]) => {
    const colours = Array.from(
      block.matchAll(/--figure-(\w+): (#\w+);/g),
      ([, name, shade]) => [name!, shade!] as const,
    );
    return Object.fromEntries(colours);
  });
  assert.deepEqual(light, LIGHT);
  assert.deepEqual(dark, DARK);
});

test("a title and a name in the legend break nowhere between a number and its unit", () => {
  const title = { text: "seed 7: 100 % right after 20 steps, 3 stepped" };
  assert.equal(
    titleHtml(figureOf(markers, { title })),
    "seed 7: 100\u00a0% right after 20\u00a0steps, 3 stepped",
  );
  assert.deepEqual(wrapped("in 100 % of runs", 50), ["in", "100\u00a0%", "of runs"]);
});
