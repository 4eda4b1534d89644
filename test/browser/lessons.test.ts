import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { withScreenshot } from "./helpers/chromium";
import { Held } from "./helpers/held";
import { Plot, dragControl, statesDuring } from "./helpers/plot";
import { REPOSITORY } from "./helpers/repository";
import { type Session, openSession, until } from "./helpers/session";

/** A learner's way through the lessons: the first one step by step, of the later ones what only they ask for. */
const FIRST = "01-why-not-zeros.ipynb";
const BREAKING = "03-breaking-the-symmetry.ipynb";
const TOO_LARGE = "04-too-large.ipynb";

let session: Session;

before(async () => {
  session = await openSession(FIRST, async (home) => {
    for (const lesson of [FIRST, BREAKING, TOO_LARGE])
      await copyFile(path.join(REPOSITORY, "notebooks", lesson), path.join(home.notebooks, lesson));
  });
});
after(async () => {
  await session.close();
});

function step(name: string, run: (session: Session) => Promise<void>): void {
  test(name, () => withScreenshot(session.fenced.page, () => run(session)));
}

step("no question about news greets the reader", async ({ fenced }) => {
  await until(
    "JupyterLab has settled",
    async () => (await fenced.page.locator(".jp-mod-searchable, .jp-Notebook").count()) > 0,
  );
  await fenced.page.waitForTimeout(3000);
  assert.equal(await fenced.page.getByText(/get notified about official/).count(), 0);
  assert.equal(await fenced.page.getByRole("dialog").count(), 0);
});

step("all cells run, without an error, and every figure is drawn", async ({ lab, fenced }) => {
  await lab.runAll();
  assert.deepEqual(await lab.errors(), []);
  const figures = await lab.figures().all();
  assert.ok(figures.length >= 6, `${figures.length} figures`);
  for (const figure of figures) {
    await figure.scrollIntoViewIfNeeded();
    const plot = new Plot(figure);
    await until("the figure has traces", async () => (await plot.traces()) > 0);
  }
  assert.equal(await fenced.page.locator(".bs-figure-error").count(), 0);
});

step("every figure has a name that tells what it shows", async ({ fenced }) => {
  const names = await fenced.page
    .locator(".bs-figure [role=figure]")
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label") ?? ""));
  for (const name of names) assert.match(name, /^\S.{20,}\.$/su);
});

step(
  "another seed draws other weights, and the figure passes through several states on its way",
  async ({ lab, fenced }) => {
    const cell = lab.cell("const cured = await watch");
    const plot = new Plot(cell.locator(".bs-figure"));
    const old = await plot.data();
    await cell.locator(".cm-line", { hasText: "const random = seeded(1);" }).click();
    await fenced.page.keyboard.press("End");
    await fenced.page.keyboard.press("Shift+Home");
    await fenced.page.keyboard.type("const random = seeded(2);");
    const seen = await statesDuring(cell, () => lab.runSelected());
    seen.delete(old);
    assert.deepEqual(await lab.errors(), []);
    assert.ok(seen.size >= 4, `${seen.size} states seen`);
    assert.notEqual(await plot.data(), old);
  },
);

step("dragging a unit's weights trains the network anew and changes what is plotted", async ({ lab }) => {
  const cell = lab.cell("interact({ ...rows");
  const plot = new Plot(cell.locator(".bs-figure").first());
  for (const down of [40, 80]) {
    const before = await plot.data();
    await new Held(cell, "unit 2").dragBy(0, down);
    await until("another boundary is drawn", async () => (await plot.data()) !== before);
  }
});

step("figures follow the switch to a dark theme and back, their data too", async ({ lab }) => {
  const title = lab.figures().first().locator(".gtitle");
  const isLighter = (): Promise<boolean> =>
    lab
      .figures()
      .evaluateAll((figures) =>
        figures.some(({ innerHTML }) => /rgb\((108, 184, 234|255, 154, 86)\)/.test(innerHTML)),
      );
  assert.equal(await isLighter(), false);
  const colour = (): Promise<string> => title.evaluate((node) => getComputedStyle(node).fill);
  const light = await colour();
  await lab.useTheme("JupyterLab Dark");
  await until("the title is light on dark", async () => /^rgb\(2\d\d, 2\d\d, 2\d\d\)$/.test(await colour()));
  await until("the data are lighter", isLighter);
  await lab.useTheme("JupyterLab Light");
  await until("the title is as it was", async () => (await colour()) === light);
  await until("the data are as they were", async () => !(await isLighter()));
});

step("units and boundary are drawn while the third lesson trains", async ({ lab, fenced }) => {
  await lab.open(BREAKING);
  const cell = lab.cell("const film = await trainLive");
  await lab.runUpTo(cell);
  const plot = new Plot(cell.locator(".bs-figure"));
  const before = await plot.data();
  await cell.locator(".cm-line", { hasText: "...options, every" }).click();
  await fenced.page.keyboard.press("End");
  await fenced.page.keyboard.press("Shift+Home");
  await fenced.page.keyboard.type("...options, steps: 2000, every: 20, seconds: 3,");
  const seen = await statesDuring(cell, () => lab.runSelected());
  seen.delete(before);
  assert.ok(seen.size >= 4, `${seen.size} states seen`);
  assert.notEqual(await plot.data(), before, "half the steps end elsewhere");
  assert.deepEqual(await lab.errors(), []);
});

step(
  "a dragged scale moves the fourth lesson's three histograms, and what the title says of them",
  async ({ lab }) => {
    await lab.open(TOO_LARGE);
    const cell = lab.cell("layerHistograms(layer(");
    await lab.runUpTo(cell);
    const plot = new Plot(cell.locator(".bs-figure").first());
    const state = async (): Promise<{ histograms: string[]; slope: number }> => ({
      histograms: await plot.dataByAxis(),
      slope: Number(/mean slope ([\d.]+)/.exec(await plot.title())?.[1]),
    });
    type State = Awaited<ReturnType<typeof state>>;
    // What is shown on the way there is of scales in between.
    const drag = async (part: number, isThere: (reached: State) => boolean): Promise<State> => {
      await dragControl(cell, part);
      let reached = await state();
      await until("the title speaks of the scale that was dragged to", async () =>
        isThere((reached = await state())),
      );
      return reached;
    };
    const first = await state();
    const smallest = await drag(0, ({ slope }) => slope > first.slope);
    const largest = await drag(1, ({ slope }) => slope < first.slope);
    assert.equal(first.histograms.length, 3);
    for (const [i, histogram] of first.histograms.entries()) {
      assert.notEqual(smallest.histograms[i], histogram, `histogram ${i}`);
      assert.notEqual(largest.histograms[i], histogram, `histogram ${i}`);
    }
    assert.deepEqual(await lab.errors(), []);
  },
);

step(
  "in all this the page asked no host but its own, and no script of it failed",
  ({ fenced, pageErrors }) => {
    assert.deepEqual(fenced.foreign, []);
    assert.deepEqual(pageErrors, []);
    return Promise.resolve();
  },
);
