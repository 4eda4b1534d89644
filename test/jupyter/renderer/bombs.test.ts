import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { slowness } from "../../run/patience.mjs";
import { type Harness, openHarness } from "./harness";

/**
 * Figures that would keep a page busy until it crashes, and attacks in places that a person would not look at. Each is shown in
 * a real browser, which is asked every moment whether the page still answers.
 */
let harness: Harness;
before(async () => {
  harness = await openHarness();
});
after(async () => {
  await harness.close();
});

/** The longest that a page may not answer on a machine that does nothing else, in milliseconds. */
const LONGEST_FREEZE = 2000;

const SCRIPT = "window.__pwned = 1";
const many = (count: number): number[] => Array.from({ length: count }, (_, i) => (i * 7919) % 1000);
const grid = (side: number): number[][] => Array.from({ length: side }, () => many(side));
const line = { x: [0, 1], y: [0, 1] };

/** Values that some attribute takes at its word. */
const EXCESSES = [
  1e-300,
  1e-9,
  1e9,
  1e300,
  -1e9,
  "1e9",
  "M0",
  "D1",
  "400000000d",
  "%{y:400000000d}",
  "a".repeat(2e6),
];

/** Attributes that say how finely, how often or how much. */
const ATTRIBUTES: readonly (readonly [string, (value: unknown) => object])[] = [
  ["the ticks' format", (v) => ({ data: [line], layout: { xaxis: { tickformat: v } } })],
  [
    "the ticks' distance",
    (v) => ({ data: [line], layout: { xaxis: { dtick: v }, yaxis: { minor: { dtick: v } } } }),
  ],
  ["the number of ticks", (v) => ({ data: [line], layout: { xaxis: { nticks: v, tickmode: "auto" } } })],
  [
    "the distance of contour lines",
    (v) => ({ data: [{ type: "contour", z: grid(9), contours: { start: 0, end: 1e9, size: v } }] }),
  ],
  [
    "the distance of contour lines alone",
    (v) => ({ data: [{ type: "contour", z: grid(9), autocontour: false, contours: { size: v } }] }),
  ],
  ["the number of contour lines", (v) => ({ data: [{ type: "contour", z: grid(9), ncontours: v }] })],
  ["the width of bins", (v) => ({ data: [{ type: "histogram", x: [0, 1e6], xbins: { size: v } }] })],
  [
    "the width of bins between bounds",
    (v) => ({ data: [{ type: "histogram", x: [0], xbins: { start: 0, end: 1e9, size: v } }] }),
  ],
  [
    "the number of bins",
    (v) => ({ data: [{ type: "histogram2d", x: [0, 1], y: [0, 1], nbinsx: v, nbinsy: v }] }),
  ],
  [
    "the width of bins in two directions",
    (v) => ({
      data: [{ type: "histogram2d", x: [0, 1e5], y: [0, 1e5], xbins: { size: v }, ybins: { size: v } }],
    }),
  ],
  ["the width of a violin's kernel", (v) => ({ data: [{ type: "violin", y: [0, 1, 1e6], bandwidth: v }] })],
  [
    "the size of a pattern",
    (v) => ({ data: [{ type: "bar", ...line, marker: { pattern: { shape: "/", size: v } } }] }),
  ],
  [
    "the size of marks",
    (v) => ({ data: [{ ...line, mode: "markers", marker: { size: v, line: { width: v } } }] }),
  ],
  ["rows and columns of plots", (v) => ({ data: [line], layout: { grid: { rows: v, columns: v } } })],
  [
    "the range of an axis",
    (v) => ({ data: [line], layout: { xaxis: { range: [v, 0] }, yaxis: { range: [0, v], type: "log" } } }),
  ],
  [
    "an axis of dates",
    (v) => ({ data: [{ x: ["2020-01-01", v], y: [0, 1] }], layout: { xaxis: { type: "date", dtick: v } } }),
  ],
  ["margins and sizes", (v) => ({ data: [line], layout: { width: v, height: v, margin: { l: v, t: v } } })],
  [
    "texts",
    (v) => ({
      data: [{ ...line, text: v, texttemplate: v, hovertemplate: v, mode: "text" }],
      layout: { title: { text: v } },
    }),
  ],
  [
    "the smoothing of lines",
    (v) => ({
      data: [
        { ...line, line: { shape: "spline", smoothing: v, dash: v } },
        { type: "contour", z: grid(9), line: { smoothing: v } },
      ],
    }),
  ],
];

/** Figures that are large, deep or cruel in some other way. */
const OTHERS: Record<string, object> = {
  "a million points": { data: [{ x: many(1e6), y: many(1e6), mode: "markers" }] },
  "points beyond number in two traces": { data: [1, 2].map(() => ({ y: many(15_000), mode: "markers" })) },
  "a text of many lines at each of many points": {
    data: [{ y: many(2000), mode: "text", text: "a<br>".repeat(390) }],
  },
  "many texts of many lines": {
    data: [{ y: many(250), mode: "text", text: many(250).map(() => "a<br>".repeat(390)) }],
  },
  "a text of many lines from a template": {
    data: [{ y: many(2000), mode: "text" }],
    layout: { template: { data: { scatter: [{ text: "a<br>".repeat(390) }] } } },
  },
  "texts in a large heat map": { data: [{ type: "heatmap", z: grid(250), texttemplate: "%{z}" }] },
  "texts in the bins of two directions": {
    data: [
      { type: "histogram2d", x: many(5000), y: many(5000), nbinsx: 400, nbinsy: 400, texttemplate: "%{z}" },
    ],
  },
  "ticks of many lines": {
    data: [line],
    layout: {
      xaxis: { ticksuffix: "a<br>".repeat(390), nticks: 150 },
      yaxis: { ticksuffix: "a<br>".repeat(390), nticks: 150 },
    },
  },
  "two hundred pairs of axes": {
    data: many(200).map((_, i) => ({ ...line, xaxis: `x${i + 1}`, yaxis: `y${i + 1}` })),
  },
  "pairs of axes that only the layout has": {
    data: [line],
    layout: Object.fromEntries(
      many(200).flatMap((_, i) => [
        [`xaxis${i + 2}`, {}],
        [`yaxis${i + 2}`, {}],
      ]),
    ),
  },
  "as many marks, lines of text and axes as may be": {
    data: [
      { y: many(900), mode: "text", text: "a<br>".repeat(10) },
      ...many(12).map((_, i) => ({ ...line, xaxis: `x${i + 1}`, yaxis: `y${i + 1}` })),
    ],
  },
  "a thousand traces": { data: Array.from({ length: 1000 }, () => line) },
  "a large grid of contour lines": { data: [{ type: "contour", z: grid(400) }] },
  "twenty thousand breaks of an axis": {
    data: [line],
    layout: { xaxis: { rangebreaks: many(20_000).map((v) => ({ values: [v] })) } },
  },
  "ten thousand steps of a slider": {
    data: [line],
    layout: { sliders: [{ steps: many(1e4).map((v) => ({ label: String(v), method: "skip", args: [] })) }] },
  },
  "ten thousand notes": {
    data: [line],
    layout: { annotations: many(1e4).map((x) => ({ x, y: 0, text: "note" })) },
  },
  "ten thousand shapes": {
    data: [line],
    layout: { shapes: many(1e4).map((x0) => ({ x0, x1: x0 + 1, y0: 0, y1: 1 })) },
  },
  "ten thousand buttons": {
    data: [line],
    layout: {
      updatemenus: [{ buttons: many(1e4).map((v) => ({ label: String(v), method: "skip", args: [] })) }],
    },
  },
  "tags that close nowhere": {
    data: [{ ...line, name: `${"<a".repeat(1e5)}>` }],
    layout: { title: { text: "<b>".repeat(1e5) } },
  },
  "packed numbers whose shape lies": {
    data: [{ type: "heatmap", z: { dtype: "f8", bdata: "AAAAAAAA8D8=", shape: "100000,100000" } }],
  },
  "a path that winds": {
    data: [line],
    layout: { shapes: [{ type: "path", path: `M0,0${"L1,1L0,0".repeat(1e5)}` }] },
  },
  "a scale of many colours": {
    data: [{ type: "heatmap", z: grid(3), colorscale: many(1e4).map((v) => [v / 1000, "#fff"]) }],
  },
  "axes that lean on each other": {
    data: [line, { ...line, xaxis: "x2" }],
    layout: {
      xaxis: { matches: "x2", scaleanchor: "y" },
      xaxis2: { matches: "x" },
      yaxis: { scaleanchor: "x" },
    },
  },
  "frames beyond number": { data: [line], frames: many(1e4).map((v) => ({ name: String(v), data: [line] })) },
};

/** Places for a text, each tried with markup that would run a script. */
const PLACES: readonly ((text: string) => object)[] = [
  (t) => ({ data: [{ ...line, name: t, showlegend: true }] }),
  (t) => ({ data: [{ ...line, text: [t, t], mode: "text" }] }),
  (t) => ({ data: [{ ...line, hovertext: t, hovertemplate: t }] }),
  (t) => ({ data: [{ x: [t, "b"], y: [0, 1] }] }),
  (t) => ({ data: [{ type: "pie", labels: [t], values: [1] }] }),
  (t) => ({ data: [line], layout: { xaxis: { title: { text: t } } } }),
  (t) => ({
    data: [line],
    layout: { yaxis: { ticktext: [t], tickvals: [0], ticksuffix: t, tickprefix: t } },
  }),
  (t) => ({ data: [line], layout: { annotations: [{ x: 0, y: 0, text: t, hovertext: t }] } }),
  (t) => ({ data: [line], layout: { title: { text: t, subtitle: { text: t } } } }),
  (t) => ({ data: [line], layout: { legend: { title: { text: t } }, showlegend: true } }),
  (t) => ({ data: [{ type: "heatmap", z: [[1]], colorbar: { title: { text: t } } }] }),
  (t) => ({
    data: [line],
    layout: { sliders: [{ currentvalue: { prefix: t }, steps: [{ label: t, method: "skip", args: [] }] }] },
  }),
];
const MARKUP = [
  `<img src=x onerror="${SCRIPT}">`,
  `<a href="javascript:${SCRIPT}">x</a>`,
  `<svg onload="${SCRIPT}">`,
  `<span style="background:url(https://elsewhere.example/x)">x</span>`,
];

const FIGURES = [
  ...ATTRIBUTES.flatMap(([name, make]) =>
    EXCESSES.map((value) => [`${name}: ${String(value).slice(0, 20)}`, make(value)] as const),
  ),
  ...Object.entries(OTHERS),
  ...PLACES.flatMap((make, i) => MARKUP.map((text, j) => [`markup ${j} in place ${i}`, make(text)] as const)),
];

test(`none of ${FIGURES.length} hostile figures freezes the page, runs a script or asks a host`, async () => {
  assert.ok(FIGURES.length >= 200);
  const { page } = harness;
  const frozen: string[] = [];
  for (const [name, figure] of FIGURES) {
    // On a busy machine any page may stand still for a moment: what freezes it does so every time.
    const freeze = async (): Promise<number> => {
      await page.evaluate(
        "window.longest = 0; window.last = performance.now(); window.pulse ??= setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; }, 20)",
      );
      await harness.show(figure);
      const longest = await page.evaluate<number>(
        "new Promise((done) => setTimeout(() => done(Math.max(longest, performance.now() - last)), 40))",
      );
      await page.evaluate("outputs.splice(0).forEach(({ widget }) => widget.dispose())");
      return longest;
    };
    const freezes = async (): Promise<boolean> => (await freeze()) > LONGEST_FREEZE * slowness();
    if ((await freezes()) && (await freezes())) frozen.push(name);
  }
  assert.deepEqual(frozen, []);
  assert.equal(await page.evaluate("window.__pwned"), undefined);
  assert.deepEqual(harness.foreign, []);
});

test("a figure that is too large is refused with a sentence", async () => {
  await harness.show(OTHERS["a million points"]);
  const said = await harness.page.locator(".bs-figure-error").innerText();
  assert.match(
    said,
    /^Cannot draw this figure: it has more than 100000 values, and a page can draw 100000 in a moment$/,
  );
});
