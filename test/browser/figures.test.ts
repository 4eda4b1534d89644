import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { withScreenshot } from "./helpers/chromium";
import { figureOutput, notebookOf, readWhileSaved, SHOW_CELL, writeNotebook } from "./helpers/notebook";
import { Plot, statesDuring } from "./helpers/plot";
import { type Session, openSession, until } from "./helpers/session";

/** How JupyterLab and the renderer work together: saving, closed outputs, a notebook that nobody trusts yet. */
const NOTEBOOK = "figures.ipynb";
const UNTRUSTED = "untrusted.ipynb";

const LIVE_CELL = `for (let i = 1; i <= 60; i++) {
  showFigure({ data: [{ x: [0, 1, 2], y: [0, i, 2 * i] }], layout: { title: { text: "step " + i } } }, "live", i > 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
}`;

const SCRIPT = "window.__pwned = 1";
const HOSTILE = {
  data: [
    { y: [1, 2], text: [`<img src=x onerror="${SCRIPT}">`, `<a href="https://elsewhere.example">b</a>`] },
  ],
  layout: {
    title: { text: `<b onmouseover="${SCRIPT}">Title</b> <a href="javascript:${SCRIPT}">link</a>` },
    images: [{ source: "https://elsewhere.example/i.png", x: 0, y: 1, sizex: 1, sizey: 1 }],
  },
  config: { plotlyServerURL: "https://elsewhere.example", showSendToCloud: true },
};

let session: Session;

before(async () => {
  session = await openSession(NOTEBOOK, async (home) => {
    await writeNotebook(home, NOTEBOOK, notebookOf([SHOW_CELL, LIVE_CELL]));
    await writeNotebook(home, UNTRUSTED, notebookOf([{ source: "1 + 1", outputs: [figureOutput(HOSTILE)] }]));
  });
});
after(async () => {
  await session.close();
});

function step(name: string, run: (session: Session) => Promise<void>): void {
  test(name, () => withScreenshot(session.fenced.page, () => run(session)));
}

step("a live figure passes through its states in one and the same plot", async ({ lab }) => {
  const plot = new Plot(lab.figures());
  const seen = await statesDuring(lab.cell("showFigure({"), () => lab.runAll());
  assert.ok(seen.size >= 4, `${seen.size} states seen`);
  assert.equal(await lab.figures().count(), 1);
  await until("the last state is drawn", async () => (await plot.data()).includes("[0,60,120]"));
});

step(
  "a saved notebook contains a picture of the figure, which no script is needed for",
  async ({ lab, home }) => {
    const saved = async (): Promise<Record<string, unknown>> => {
      await lab.save();
      const { cells } = await readWhileSaved(path.join(home.notebooks, NOTEBOOK));
      return cells[1]?.outputs?.[0]?.data ?? {};
    };
    await until("the file has the picture", async () => "image/png" in (await saved()));
    const data = await saved();
    const picture = Buffer.from(data["image/png"] as string, "base64");
    assert.equal(picture.subarray(1, 4).toString(), "PNG");
    assert.equal(picture.readUInt32BE(16), 1400, "its width in dots");
    assert.ok(
      "application/vnd.plotly.v1+json" in data,
      "the figure itself stays, to be drawn when the notebook is opened",
    );
  },
);

step("a figure is drawn to fit when a closed output is opened again", async ({ lab, fenced }) => {
  const svg = lab.figures().locator("svg.main-svg").first();
  const width = async (): Promise<number> => (await svg.boundingBox())?.width ?? 0;
  const before = await width();
  await lab.cell("showFigure({").locator(".jp-OutputCollapser").click();
  await until("the output is closed", async () => !(await svg.isVisible()));
  await fenced.page.setViewportSize({ width: 1000, height: 900 });
  await lab.cell("showFigure({").locator(".jp-OutputPlaceholder, .jp-OutputCollapser").first().click();
  await until("the figure has its new width", async () => (await width()) > 0 && (await width()) < before);
  await fenced.page.setViewportSize({ width: 1280, height: 900 });
  await until("the figure has its old width", async () => (await width()) === before);
});

step(
  "a notebook that is not trusted yet shows its figures, and they can do nothing",
  async ({ lab, fenced }) => {
    await lab.open(UNTRUSTED);
    const figure = lab.figures();
    await figure.locator("svg.main-svg .trace").first().waitFor();
    await figure.locator(".gtitle").hover({ force: true });
    await figure.locator(".gtitle").click({ force: true });
    await fenced.page.waitForTimeout(1000);
    assert.equal(await fenced.page.evaluate("window.__pwned"), undefined);
    assert.equal(await figure.locator("a[*|href], image").count(), 0);
    assert.deepEqual(fenced.foreign, []);
  },
);
