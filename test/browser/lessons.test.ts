import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { withScreenshot } from "./helpers/chromium";
import { Plot, statesDuring } from "./helpers/plot";
import { REPOSITORY } from "./helpers/repository";
import { type Session, openSession, until } from "./helpers/session";

/** What later lessons ask of their reader, tried in each of them as a reader does. */
const BREAKING = "03-breaking-the-symmetry.ipynb";
const TOO_LARGE = "04-too-large.ipynb";

let session: Session;

before(async () => {
  session = await openSession(BREAKING, async (home) => {
    for (const lesson of [BREAKING, TOO_LARGE])
      await copyFile(path.join(REPOSITORY, "notebooks", lesson), path.join(home.notebooks, lesson));
  });
});
after(async () => {
  await session.close();
});

/** Takes a cell of the open notebook and sees that nothing failed, and nothing came from elsewhere, until it is done. */
async function inCell(text: string, goOn: (cell: Locator, plot: Plot) => Promise<void>): Promise<void> {
  const { lab, fenced, pageErrors } = session;
  await withScreenshot(fenced.page, async () => {
    const cell = lab.cell(text);
    await lab.runUpTo(cell);
    await goOn(cell, new Plot(cell.locator(".bs-figure")));
    assert.deepEqual(await lab.errors(), []);
    assert.deepEqual(fenced.foreign, []);
    assert.deepEqual(pageErrors, []);
  });
}

test("the lesson on breaking the symmetry draws units and boundary while it trains", () =>
  inCell("const film = await trainLive", async (cell, plot) => {
    const { lab, fenced } = session;
    const before = await plot.data();
    await cell.locator(".cm-line", { hasText: "const steps = 4000;" }).click();
    await fenced.page.keyboard.press("End");
    await fenced.page.keyboard.press("Shift+Home");
    await fenced.page.keyboard.type("const steps = 2000;");
    const seen = await statesDuring(cell, () => lab.runSelected());
    seen.delete(before);
    assert.ok(seen.size >= 4, `${seen.size} states seen`);
    assert.notEqual(await plot.data(), before, "half the steps end elsewhere");
  }));

test("the slider of the lesson on saturation moves three histograms and what the title says of them", async () => {
  await session.lab.open(TOO_LARGE);
  await inCell("layerHistograms(forward(", async (_cell, plot) => {
    const state = async (): Promise<{ histograms: string[]; slope: number }> => ({
      histograms: await plot.dataByAxis(),
      slope: Number(/mean slope ([\d.]+)/.exec(await plot.title())?.[1]),
    });
    const drag = async (part: number): ReturnType<typeof state> => {
      const before = await plot.title();
      await plot.dragSlider(part);
      await until("the title speaks of another scale", async () => (await plot.title()) !== before);
      return state();
    };
    const first = await state();
    const [smallest, largest] = [await drag(0), await drag(1)];
    assert.equal(first.histograms.length, 3);
    for (const [i, histogram] of first.histograms.entries()) {
      assert.notEqual(smallest.histograms[i], histogram, `histogram ${i}`);
      assert.notEqual(largest.histograms[i], histogram, `histogram ${i}`);
    }
    assert.ok(smallest.slope > first.slope, `${smallest.slope} > ${first.slope}`);
    assert.ok(first.slope > largest.slope, `${first.slope} > ${largest.slope}`);
  });
});
