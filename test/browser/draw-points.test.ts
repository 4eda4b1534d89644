import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { withScreenshot } from "./helpers/chromium";
import { notebookOf, REPOSITORY_LIB, writeNotebook } from "./helpers/notebook";
import { Plot } from "./helpers/plot";
import { openSession, type Session, until } from "./helpers/session";

/** A data set that is drawn by hand: with a pointer, a finger and the keyboard, in two views, and after a reload. */
const NOTEBOOK = "draw-points.ipynb";

const CELL = `import { drawPoints, scatter, interact } from "${REPOSITORY_LIB}";
const { values } = interact({ data: drawPoints() }, ({ data }) => scatter(data, { title: \`\${data.Y.sum()} of \${data.Y.cols}\` }));`;

let session: Session;

before(async () => {
  session = await openSession(NOTEBOOK, (home) =>
    writeNotebook(
      home,
      NOTEBOOK,
      notebookOf([CELL, "({ X: values.data.X.toArray(), Y: values.data.Y.toArray() })"]),
    ),
  );
});
after(async () => {
  await session.close();
});

function step(name: string, run: (page: Page, cell: Locator) => Promise<void>): void {
  test(name, () =>
    withScreenshot(session.fenced.page, () =>
      run(session.fenced.page, session.lab.cell("interact({ data").first()),
    ),
  );
}

const plane = (view: Locator): Locator => view.locator(".bs-points-plane").first();
const points = (view: Locator): Locator => plane(view).locator(".bs-point");

async function titleIs(view: Locator, title: string): Promise<void> {
  const plot = new Plot(view.locator(".bs-figure").first());
  await until(`the title is “${title}”`, async () => (await plot.title()) === title, 60_000);
}

/** Clicks in the plane, at shares of its width and height. */
async function click(page: Page, view: Locator, across: number, down: number): Promise<void> {
  const { x, y, width, height } = (await plane(view).locator(".bs-points-frame").boundingBox())!;
  await page.mouse.click(x + across * width, y + down * height);
}

async function choose(view: Locator, name: string): Promise<void> {
  await view.getByRole("radio", { name }).check();
}

step(
  "a cell shows a plane with the points that it starts with, and what is drawn of them",
  async (_, cell) => {
    await cell.locator(".jp-InputPrompt").click();
    await session.lab.runSelected();
    await titleIs(cell, "4 of 8");
    assert.equal(await points(cell).count(), 8);
    assert.deepEqual(await session.lab.errors(), []);
  },
);

step("a click adds a point of the chosen class, and what is below follows", async (page, cell) => {
  await choose(cell, "class 1");
  await click(page, cell, 0.5, 0.5);
  await titleIs(cell, "5 of 9");
  await choose(cell, "class 0");
  await click(page, cell, 0.7, 0.5);
  await titleIs(cell, "5 of 10");
});
