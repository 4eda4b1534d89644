import assert from "node:assert/strict";
import { test } from "node:test";
import { type Figure, readFigure } from "../../../jupyter/renderer/src/figure/figure";
import { cleanFigure } from "../../../jupyter/renderer/src/sanitize";
import { cleanText } from "../../../jupyter/renderer/src/sanitize/text";

const PIXEL = "data:image/png;base64,iVBORw0KGgo=";

function clean(figure: object): Figure {
  return cleanFigure(readFigure(JSON.parse(JSON.stringify(figure))));
}

test("formatting tags stay, without their attributes", () => {
  assert.equal(cleanText("<b>W</b><sub>1</sub><br>x"), "<b>W</b><sub>1</sub><br>x");
  assert.equal(cleanText(`<b onmouseover="window.__pwned = 1">bold</b>`), "<b>bold</b>");
  assert.equal(cleanText("%{y}<extra></extra>"), "%{y}<extra></extra>");
});

test("links and every other tag go, their words stay", () => {
  assert.equal(cleanText(`<a href="javascript:alert(1)">here</a>`), "here");
  assert.equal(cleanText(`<a href='https://elsewhere.example'>here</a>`), "here");
  assert.equal(cleanText(`a<img src=x onerror=alert(1)>b<svg onload=alert(1)>c</svg>`), "abc");
});

test("a span may colour its words and nothing else", () => {
  assert.equal(
    cleanText(`<span style="color: #D55E00; fill: url(//x)">w</span>`),
    "<span style='color:#D55E00'>w</span>",
  );
  assert.equal(cleanText(`<span style="fill:url(https://elsewhere.example/a)">w</span>`), "<span>w</span>");
});

test("cleaning a text again changes nothing", () => {
  for (const text of [
    "a < b",
    "<b>x</b>",
    "<span style='color:red'>x</span>",
    "<<a>img src=x>",
    "<a<b>>",
    "x<y, z>3",
  ]) {
    assert.equal(cleanText(cleanText(text)), cleanText(text), text);
  }
});

test("no tag forms from the halves around a removed one, or from two texts joined by a template", () => {
  assert.equal(cleanText("<<a>img src=x onerror=alert(1)>"), "");
  assert.doesNotMatch(cleanText("<<i>a href='https://elsewhere.example'>"), /<a/);
  const joined = cleanText("<a href='https://elsewhere.example'") + cleanText(">click</a>");
  assert.equal(joined, "&lt;a href='https://elsewhere.example'>click");
});

test("a comparison keeps its signs", () => {
  assert.equal(cleanText("0 < p and q > 1"), "0 &lt; p and q > 1");
});

test("names that every object inherits cannot become keys of plotly's tables", () => {
  const figure = clean({ data: [{ stackgroup: "__proto__", x: ["constructor", "toString"] }] });
  const [trace] = figure.data;
  assert.ok(!((trace!.stackgroup as string) in Object.prototype));
  assert.deepEqual(
    (trace!.x as string[]).map((name) => name in Object.prototype),
    [false, false],
  );
});

test("keys into a prototype are dropped, at any depth and in paths", () => {
  const hostile = JSON.parse(
    `{ "data": [{ "__proto__": { "p": 1 }, "marker": { "constructor": 1, "a.__proto__.p": 1, "b['prototype']": 1, "size": 3 } }] }`,
  ) as unknown;
  const figure = cleanFigure(readFigure(hostile));
  assert.deepEqual(figure.data, [{ marker: { size: 3 } }]);
  assert.equal(Object.getPrototypeOf(figure.data[0]), Object.prototype);
});

test("a picture must lie in the figure itself", () => {
  const sources = ["https://elsewhere.example/a.png", "/logout", "data:image/svg+xml;base64,PHN2Zz4=", PIXEL];
  const figure = clean({
    data: sources.map((source) => ({ type: "image", source })),
    layout: {
      images: sources.map((source) => ({ source })),
      template: { layout: { images: [{ source: "/logout" }] } },
    },
  });
  const kept = ["", "", "", PIXEL];
  assert.deepEqual(
    figure.data.map((trace) => trace.source),
    kept,
  );
  assert.deepEqual(
    figure.layout.images,
    kept.map((source) => ({ source })),
  );
  assert.doesNotMatch(JSON.stringify(figure.layout.template), /logout/);
});

test("buttons and slider steps are held to the same rules as the figure", () => {
  const buttons = [
    { method: "relayout", args: ["images[0].source", "https://elsewhere.example"] },
    {
      method: "relayout",
      args: [{ "title.text": "<a href='//x'>t</a>", "sliders[0].steps[0].args": ["images[0].source", "/x"] }],
    },
    { args: [{ source: ["/logout"] }, [0]] },
    {
      method: "animate",
      args: [["__proto__"], { mode: "immediate" }],
      args2: [{ layout: { images: [{ source: "/logout" }] } }],
    },
    { method: "eval", args: ["alert(1)"] },
  ];
  const cleaned = clean({ data: [], layout: { updatemenus: [{ buttons }] } });
  assert.deepEqual((cleaned.layout.updatemenus as [{ buttons: unknown }])[0].buttons, [
    { method: "relayout", args: [{ "images[0].source": "" }] },
    { method: "relayout", args: [{ "title.text": "t" }] },
    { method: "restyle", args: [{ source: [""] }, [0]] },
    {
      method: "animate",
      args: [["__proto__\u200b"], { mode: "immediate" }],
      args2: [{ layout: { images: [{ source: "" }] } }],
    },
    { method: "skip", args: [] },
  ]);
});

test("of the config only the handling of the plot remains", () => {
  const { config } = clean({
    data: [],
    config: {
      plotlyServerURL: "https://elsewhere.example",
      showSendToCloud: true,
      modeBarButtonsToAdd: [{ name: "x", click: "alert(1)" }],
      editable: true,
      locale: "xx",
      scrollZoom: true,
      displayModeBar: "always",
    },
  });
  assert.deepEqual(config, { scrollZoom: true });
});

test("layout parts that no figure here needs are dropped, in templates and frames too", () => {
  const layout = {
    modebar: { add: ["v1hovermode"] },
    mapbox: { style: "https://elsewhere.example" },
    xaxis2: { visible: true },
  };
  const figure = clean({
    data: [],
    layout: { ...layout, template: { layout } },
    frames: [{ name: "a", layout, script: "x" }],
  });
  const kept = { xaxis2: { visible: true } };
  assert.deepEqual(figure.layout, { ...kept, template: { data: {}, layout: kept } });
  assert.deepEqual(figure.frames, [{ name: "a", layout: kept }]);
});

test("a figure that nests without end is refused in words", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100; level++) deep = [deep];
  assert.throws(() => clean({ data: [{ customdata: deep }] }), /nests deeper than 40 levels/);
});

test("an honest figure passes unchanged", () => {
  const figure = {
    data: [
      {
        type: "scatter",
        x: [0, 1],
        y: [1, null],
        name: "unit 1",
        marker: { color: "#0072B2" },
        hovertemplate: "%{y:.3f}",
      },
    ],
    layout: {
      title: { text: "<b>Loss</b> falls" },
      sliders: [
        { active: 0, steps: [{ label: "0", method: "animate", args: [["0"], { mode: "immediate" }] }] },
      ],
      meta: { description: "A curve." },
    },
    frames: [{ name: "0", data: [{ y: [1, 2] }], traces: [0] }],
    config: { staticPlot: false },
  };
  assert.deepEqual(clean(figure), figure);
});
