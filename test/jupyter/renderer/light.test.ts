// A figure of which only numbers change is not drawn anew: its marks are moved. That must not be seen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFigure } from "../../../jupyter/renderer/src/figure/figure";
import { lightChange } from "../../../jupyter/renderer/src/figure/light";
import {
  createNetwork,
  decisionBoundary,
  forward,
  layerHistograms,
  moons,
  scaledNormal,
  seeded,
  tanh,
  zeros,
  type Initializer,
} from "../../../lib";
import { figureBundle, type Figure } from "../../../lib/figures/figure";
import { type Harness, openHarness } from "./harness";

const FIGURE_MIME = "application/vnd.plotly.v1+json";

const data = moons({ count: 60, noise: 0.1, random: seeded(1) });

function networkOf(weights: Initializer) {
  return createNetwork({ sizes: [2, 6, 1], hidden: tanh, weights, random: seeded(2) });
}

function histograms(scale: number): Figure {
  return layerHistograms(forward(networkOf(scaledNormal(scale)), data.X)[0]!.Z, tanh, {
    title: `scale ${scale}`,
  });
}

function boundary(weights: Initializer, title: string): Figure {
  return decisionBoundary(networkOf(weights), data, { title });
}

const series: Readonly<Record<string, readonly Figure[]>> = {
  histograms: [histograms(1), histograms(30), histograms(0.2)],
  "a decision boundary that goes and comes back": [
    boundary(scaledNormal(1), "one"),
    boundary(scaledNormal(4), "four"),
    boundary(zeros, "none"),
    boundary(scaledNormal(0.5), "half"),
  ],
};

let harness: Harness;
before(async () => {
  harness = await openHarness();
});
after(async () => {
  await harness.close();
});

function drawingOf(figure: Figure): unknown {
  return figureBundle(figure)[FIGURE_MIME];
}

async function picture(title: string): Promise<Buffer> {
  await harness.page.waitForFunction(
    `document.querySelector(".gtitle")?.textContent === ${JSON.stringify(title)}`,
  );
  await harness.page.mouse.move(0, 0);
  await harness.page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
  );
  return harness.page.locator(".bs-figure svg.main-svg").first().screenshot();
}

for (const [name, figures] of Object.entries(series)) {
  test(`${name}: moved marks look as if the figure had been drawn anew`, async () => {
    await harness.reset();
    const output = await harness.show(drawingOf(figures[0]!));
    const moved: Buffer[] = [await picture(figures[0]!.title)];
    for (const [place, figure] of figures.slice(1).entries()) {
      const [old, next] = [figures[place]!, figure].map((each) => readFigure(drawingOf(each)));
      assert.ok(lightChange(old!, next!), `from ${figures[place]!.title} to ${figure.title} marks are moved`);
      await harness.update(output, drawingOf(figure));
      moved.push(await picture(figure.title));
    }
    for (const [place, figure] of figures.entries()) {
      await harness.reset();
      await harness.show(drawingOf(figure));
      const anew = await picture(figure.title);
      assert.ok(anew.equals(moved[place]!), `${figure.title}: the pictures differ`);
    }
  });
}

test("the pointer is told the values of a map that has been shaded anew", async () => {
  await harness.reset();
  const [first, second] = [boundary(scaledNormal(1), "one"), boundary(scaledNormal(4), "four")];
  const output = await harness.show(drawingOf(first));
  await picture("one");
  await harness.update(output, drawingOf(second));
  await picture("four");
  const told = await harness.page.evaluate<number[][]>(
    "document.querySelector('.js-plotly-plot').calcdata.find(([{ z }]) => z)[0].z",
  );
  assert.deepEqual(told, JSON.parse(JSON.stringify((second.data[0] as { z: number[][] }).z)));
});

test("a trace that the reader has hidden stays hidden while others move", async () => {
  await harness.reset();
  const output = await harness.show(drawingOf(boundary(scaledNormal(1), "one")));
  await picture("one");
  const points = (): Promise<number> => harness.page.locator(".bs-figure .scatterlayer path.point").count();
  const before = await points();
  await harness.page.locator(".bs-figure .legendtoggle").last().click();
  await harness.page.waitForFunction(
    `document.querySelectorAll(".bs-figure .scatterlayer path.point").length < ${before}`,
  );
  const hidden = await points();
  await harness.update(output, drawingOf(boundary(scaledNormal(4), "four")));
  await picture("four");
  assert.equal(await points(), hidden);
  await harness.page.locator(".bs-figure .legendtoggle").last().click();
  await harness.page.waitForFunction(
    `document.querySelectorAll(".bs-figure .scatterlayer path.point").length === ${before}`,
  );
});
