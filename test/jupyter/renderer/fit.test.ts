// Figures on a phone: every word in sight, and no panel on another.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  createNetwork,
  decisionBoundary,
  forward,
  hiddenUnits,
  layerHistograms,
  lossCurve,
  moons,
  partingUnits,
  scaledNormal,
  seeded,
  tanh,
  train,
} from "../../../lib";
import { figureBundle, type Figure } from "../../../lib/figures/figure";
import { type Harness, openHarness } from "./harness";

const FIGURE_MIME = "application/vnd.plotly.v1+json";

const data = moons({ count: 60, noise: 0.1, random: seeded(1) });
const network = createNetwork({
  sizes: [2, 3, 1],
  hidden: tanh,
  weights: scaledNormal(1),
  random: seeded(2),
});
const run = train(network, data, { learningRate: 1, steps: 50 });
const figures: Readonly<Record<string, Figure>> = {
  partingUnits: partingUnits(run.history, data),
  hiddenUnits: hiddenUnits(run.history, data),
  layerHistograms: layerHistograms(forward(network, data.X)[0]!.Z, tanh),
  lossCurve: lossCurve(run, {
    title: "A title that is far too long for one line of a page as narrow as this one",
  }),
  decisionBoundary: decisionBoundary(run.network, data),
};

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the title, and the panels with what belongs to them, stand in the page. */
interface Places {
  readonly texts: readonly (Box & { readonly text: string })[];
  readonly panels: readonly Box[];
}

const PLACES = `(() => {
  const box = (element) => (({ left, right, top, bottom }) => ({ left, right, top, bottom }))(element.getBoundingClientRect());
  const texts = [...document.querySelectorAll(".bs-figure svg text")].filter((text) => text.textContent.trim() !== "");
  return {
    texts: texts.map((text) => ({ text: text.textContent, ...box(text) })),
    panels: [...document.querySelectorAll(".bs-figure .nsewdrag")].map(box),
  };
})()`;

let harness: Harness;
before(async () => {
  harness = await openHarness();
});
after(async () => {
  await harness.close();
});

async function placesAt(width: number, figure: Figure): Promise<Places> {
  await harness.page.setViewportSize({ width, height: 900 });
  await harness.reset();
  await harness.show(figureBundle(figure)[FIGURE_MIME]);
  await harness.page.locator(".gtitle").waitFor();
  return harness.page.evaluate<Places>(PLACES);
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
}

for (const [name, figure] of Object.entries(figures)) {
  test(`${name} has every word in sight, and its panels apart, in a page 390 pixels wide`, async () => {
    const { texts, panels } = await placesAt(390, figure);
    for (const { text, left, right } of texts) {
      assert.ok(left >= -1 && right <= 391, `“${text}” reaches from ${left} to ${right}`);
    }
    const title = texts.find(({ text }) => figure.title.startsWith(text.slice(0, 10)))!;
    for (const [place, panel] of panels.entries()) {
      assert.ok(!overlap(title, panel), "the title stands above the panels");
      for (const other of panels.slice(place + 1))
        assert.ok(!overlap(panel, other), "no panel lies on another");
    }
  });
}

test("panels stand side by side where there is room for them, and one below the other where there is not", async () => {
  const lefts = async (width: number): Promise<number> =>
    new Set((await placesAt(width, figures.layerHistograms!)).panels.map(({ left }) => Math.round(left)))
      .size;
  assert.equal(await lefts(900), 3);
  assert.equal(await lefts(390), 1);
});

test("a figure drawn anew in a narrow page stays narrow", async () => {
  await harness.page.setViewportSize({ width: 390, height: 900 });
  await harness.reset();
  const output = await harness.show(figureBundle(figures.layerHistograms!)[FIGURE_MIME]);
  await harness.page.locator(".gtitle").waitFor();
  const saturated = layerHistograms(forward(network, data.X)[0]!.Z.scale(30), tanh);
  await harness.update(output, figureBundle(saturated)[FIGURE_MIME]);
  await harness.page.waitForFunction(
    `document.querySelector(".gtitle").textContent.startsWith(${JSON.stringify(saturated.title.slice(0, 12))})`,
  );
  const { texts, panels } = await harness.page.evaluate<Places>(PLACES);
  assert.equal(new Set(panels.map(({ left }) => Math.round(left))).size, 1);
  for (const { text, right } of texts) assert.ok(right <= 391, text);
});
