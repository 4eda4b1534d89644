import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type Harness, openHarness } from "./harness";

/**
 * A notebook is opened before it is trusted, so a figure may have been written to attack its reader. Each figure here
 * tries one way to run a script (it would set `window.__pwned`) or to ask a host (`elsewhere.example`, or a path of
 * the server itself), and is then used as a reader would: hovered, clicked, its slider and buttons moved.
 */
let harness: Harness;
const asked: string[] = [];

before(async () => {
  harness = await openHarness();
  harness.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
});
after(async () => {
  await harness.close();
});
beforeEach(async () => {
  await harness.reset();
  asked.length = 0;
});

const SCRIPT = "window.__pwned = 1";
const HOST = "https://elsewhere.example/";
const DATA = [{ x: [0, 1], y: [0, 1], mode: "markers", marker: { size: 60 } }];

/** Markup that has been an attack somewhere. */
const MARKUP = [
  `<b onmouseover="${SCRIPT}">bold</b>`,
  `<a href="javascript:${SCRIPT}">link</a>`,
  `<a href="&#106;avascript:${SCRIPT}">link</a>`,
  `<a href="${HOST}" popup="width=1">link</a>`,
  `<img src=x onerror="${SCRIPT}">`,
  `<svg onload="${SCRIPT}"><script>${SCRIPT}</script></svg>`,
  `<<a>img src=${HOST}x onerror=${SCRIPT}>`,
  `<span style="fill:url(${HOST}a.svg#b);background:url(${HOST}c);mask:url(${HOST}d)">styled</span>`,
  `<span style='cursor:url(${HOST}e),auto'>styled</span>`,
  `&lt;img src=${HOST}f onerror=${SCRIPT}&gt;`,
  `&<img src=${HOST}g onerror=${SCRIPT}>;`,
  `$\\href{javascript:${SCRIPT}}{x}$`,
];

const picture = { source: `${HOST}i.png`, x: 0, y: 1, sizex: 1, sizey: 1, xref: "paper", yref: "paper" };

const FIGURES: Record<string, object> = {
  "pictures of another host": {
    data: [...DATA, { type: "image", source: `${HOST}t.png` }],
    layout: { images: [picture] },
  },
  "a picture that is a page of the server": {
    data: DATA,
    layout: { images: [{ ...picture, source: "/logout" }] },
  },
  "an SVG picture with a script": {
    data: DATA,
    layout: {
      images: [
        {
          ...picture,
          source: `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${SCRIPT}'/>`,
        },
      ],
    },
  },
  "pictures in templates and frames": {
    data: DATA,
    layout: { template: { layout: { images: [picture], imagedefaults: picture } } },
    frames: [{ name: "f", layout: { images: [picture] } }],
  },
  "buttons that bring pictures and links": {
    data: DATA,
    layout: {
      updatemenus: [
        {
          type: "buttons",
          buttons: [
            { label: "relayout", method: "relayout", args: ["images[0]", picture] },
            { label: "path", method: "relayout", args: ["images[0].source", `${HOST}p.png`] },
            { label: "whole", method: "relayout", args: [{ images: [picture] }] },
            { label: "title", method: "relayout", args: [{ "title.text": `<a href="${HOST}">t</a>` }] },
            {
              label: "nested",
              method: "relayout",
              args: [{ "updatemenus[0].buttons[0].args": ["images[0]", picture] }],
            },
            { label: "animate", method: "animate", args: [{ layout: { images: [picture] } }] },
            { label: "unknown", method: "eval", args: [SCRIPT] },
          ],
        },
      ],
    },
  },
  "a slider whose steps bring a picture": {
    data: DATA,
    layout: {
      sliders: [
        { steps: ["a", "b"].map((label) => ({ label, method: "relayout", args: ["images[0]", picture] })) },
      ],
    },
  },
  "two texts that join into a link": {
    data: [
      {
        ...DATA[0],
        mode: "markers+text",
        text: [`<a href='${HOST}'`, "x"],
        customdata: [">click</a>", "y"],
        texttemplate: "%{text}%{customdata}",
        hovertemplate: "%{text}%{customdata}",
      },
    ],
  },
  "templates that read prototypes": {
    data: [
      {
        ...DATA[0],
        mode: "text",
        texttemplate: "%{constructor.constructor}%{__proto__.x}",
        hovertemplate: "%{customdata.__proto__}",
      },
    ],
  },
  "a config that reaches out": {
    data: DATA,
    config: {
      plotlyServerURL: HOST,
      showSendToCloud: true,
      showEditInChartStudio: true,
      linkText: "link",
      showLink: true,
      editable: true,
      topojsonURL: HOST,
      modeBarButtonsToAdd: [
        { name: "x", title: "x", icon: { svg: `<svg onload='${SCRIPT}'/>` }, click: SCRIPT },
      ],
      toImageButtonOptions: { filename: HOST },
    },
  },
  "annotations that are clicked": {
    data: DATA,
    layout: {
      annotations: [
        { x: 0, y: 0, text: MARKUP[0], clicktoshow: "onoff", captureevents: true, hovertext: MARKUP[1] },
      ],
    },
  },
  "names of the prototype as groups, frames and categories": {
    data: [
      {
        x: ["__proto__", "constructor"],
        y: [1, 2],
        stackgroup: "__proto__",
        legendgroup: "__proto__",
        uid: "__proto__",
      },
      {
        type: "bar",
        x: ["__proto__", "constructor"],
        y: [1, 2],
        offsetgroup: "__proto__",
        alignmentgroup: "constructor",
      },
    ],
    layout: { barmode: "group" },
    frames: [
      { name: "__proto__", data: [{ y: [2, 1] }] },
      { name: "constructor", data: [] },
    ],
  },
  "fonts and colours that are addresses": {
    data: [
      {
        ...DATA[0],
        marker: { color: `url(${HOST}c)` },
        fill: "tozeroy",
        fillcolor: `url(${HOST}f)`,
        line: { dash: `url(${HOST}d)` },
      },
    ],
    layout: {
      font: { family: `x; background: url(${HOST}g)`, shadow: `url(${HOST}s)`, color: `url(${HOST}k)` },
      paper_bgcolor: `url(${HOST}h)`,
    },
  },
};
for (const [index, markup] of MARKUP.entries()) {
  FIGURES[`markup ${index + 1} in every text`] = {
    data: [
      {
        ...DATA[0],
        mode: "markers+text",
        name: markup,
        text: [markup, markup],
        hovertext: markup,
        customdata: [markup],
        hovertemplate: `%{customdata}${markup}`,
      },
    ],
    layout: {
      title: { text: markup, subtitle: { text: markup } },
      xaxis: { title: { text: markup }, tickvals: [0], ticktext: [markup], tickprefix: markup },
      yaxis: { type: "category", categoryarray: [markup], ticksuffix: markup },
      showlegend: true,
      legend: { title: { text: markup } },
      annotations: [{ text: markup, x: 0.5, y: 0.5, hovertext: markup }],
      shapes: [{ type: "rect", label: { text: markup } }],
      sliders: [
        {
          currentvalue: { prefix: markup },
          steps: [
            { label: markup, method: "skip" },
            { label: "b", method: "skip" },
          ],
        },
      ],
      updatemenus: [{ buttons: [{ label: markup, method: "skip" }] }],
      meta: { description: markup },
    },
  };
}

for (const [what, figure] of Object.entries(FIGURES)) {
  test(`nothing runs and nothing is asked: ${what}`, async () => {
    await harness.show(figure);
    await use();
    await assertHarmless();
  });
}

test("keys into the prototype do not reach it", async () => {
  const hostile = `{ "data": [{ "y": [1], "__proto__": { "polluted": 1 }, "marker": { "__proto__": { "polluted": 1 } } }],
    "layout": { "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } },
      "updatemenus": [{ "buttons": [{ "label": "b", "method": "relayout", "args": [{ "a.__proto__.polluted": 1, "__proto__.polluted": 1 }] }] }] } }`;
  await harness.show(JSON.parse(hostile));
  await use();
  await assertHarmless();
});

test("the canary works: a script in the page does set it, and a picture of another host is noticed", async () => {
  await harness.page.evaluate(
    `document.body.insertAdjacentHTML("beforeend", '<img src="${HOST}canary.png" onerror="${SCRIPT}">')`,
  );
  await harness.page.waitForFunction("window.__pwned === 1");
  assert.deepEqual(harness.foreign.splice(0), [`${HOST}canary.png`]);
});

/** Does with the figure what a reader can do. */
async function use(): Promise<void> {
  const { page } = harness;
  const targets = [
    ".points path",
    ".gtitle",
    ".annotation-text",
    ".legendtext",
    ".xtick text",
    ".slider-rail-touch-rect",
    ".updatemenu-button",
    ".updatemenu-header",
    ".updatemenu-dropdown-button",
    ".bs-figure [role=figure]",
  ];
  for (const target of targets) {
    for (const place of await page.locator(target).all()) {
      await place.hover({ force: true, timeout: 500 }).catch(() => undefined);
      await place.click({ force: true, timeout: 500 }).catch(() => undefined);
    }
  }
  await delay(750); // the picture for the file is taken after 600 ms, of the same figure
}

async function assertHarmless(): Promise<void> {
  const { page, foreign } = harness;
  assert.equal(await page.evaluate("window.__pwned"), undefined, "a script ran");
  assert.deepEqual(foreign.splice(0), [], "another host was asked");
  assert.deepEqual(
    asked.filter(
      (path) => !path.startsWith("/static/") && path !== "/" && !/^(?:image|[\w-]{36}$)/.test(path),
    ),
    [],
    "the server was asked",
  );
  assert.equal(page.url().replace(/\/$/, ""), new URL(page.url()).origin, "the page was left");
  assert.equal(page.context().pages().length, 1, "a window was opened");
  const found = await page.evaluate(() => ({
    polluted: Object.keys(Object.prototype).concat(
      "polluted" in {} ? "polluted" : [],
      "traceIndices" in {} ? "traceIndices" : [],
    ),
    links: [
      ...document.querySelectorAll("a[*|href]:not(.modebar-btn), .bs-figure image, .bs-figure script"),
    ].map((node) => node.outerHTML),
    handlers: [...document.querySelectorAll(".bs-figure *")].flatMap((node) =>
      node.getAttributeNames().filter((name) => name.startsWith("on")),
    ),
    addresses: [...document.querySelectorAll(".bs-figure *")].flatMap((node) =>
      node
        .getAttributeNames()
        .filter(
          (name) =>
            name !== "aria-label" &&
            !name.startsWith("data-") &&
            (node.getAttribute(name) ?? "").includes("elsewhere.example"),
        ),
    ),
  }));
  assert.deepEqual(found, { polluted: [], links: [], handlers: [], addresses: [] });
}
