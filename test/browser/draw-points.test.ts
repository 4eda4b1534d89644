import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { seriousIn } from "./helpers/axe";
import { withScreenshot } from "./helpers/chromium";
import { Drawing, drawingCell, drawingSteps } from "./helpers/drawing";
import { notebookOf, REPOSITORY_LIB, writeNotebook } from "./helpers/notebook";
import { openSession, type Session, until } from "./helpers/session";

/** A data set that is drawn by hand: with the mouse and the keyboard, in two views, and after the page is loaded anew. */
const NOTEBOOK = "draw-points.ipynb";

let session: Session;

before(async () => {
  const cells = [drawingCell(REPOSITORY_LIB), "6 * 7"];
  session = await openSession(NOTEBOOK, (home) => writeNotebook(home, NOTEBOOK, notebookOf(cells)));
});
after(async () => {
  await session.close();
});

function step(name: string, run: (page: Page, cell: Locator, drawing: Drawing) => Promise<void>): void {
  test(name, () => {
    const cell = session.lab.cell("interact({ data").first();
    return withScreenshot(session.fenced.page, () => run(session.fenced.page, cell, new Drawing(cell)));
  });
}

step(
  "a cell shows a plane with the points that it starts with, and what is drawn of them",
  async (_, cell, drawing) => {
    await cell.locator(".jp-InputPrompt").click();
    await session.lab.runSelected();
    await drawing.titleIs("4 of 8");
    assert.equal(await drawing.points.count(), 8);
    assert.deepEqual(await session.lab.errors(), []);
  },
);

for (const [name, draw] of drawingSteps) step(name, (_page, _cell, drawing) => draw(drawing));

step("none of Jupyter's shortcuts is run by keys in the plane", async (page, _, drawing) => {
  await drawing.plane.focus();
  for (const key of ["d", "d", "x", "a", "m"]) await page.keyboard.press(key);
  assert.equal(await page.locator(".jp-Notebook .jp-Cell").count(), 2);
  assert.equal(await drawing.plane.evaluate((node) => node === document.activeElement), true);
});

step("a second view of the output shows the same points, and both draw", async (page, cell, drawing) => {
  await cell
    .locator(".jp-OutputArea-output")
    .first()
    .click({ button: "right", position: { x: 5, y: 5 } });
  await page.getByText("Create New View for Cell Output").click();
  const view = page.locator(".jp-LinkedOutputView");
  const second = new Drawing(view);
  await second.points.nth(7).waitFor();
  await view.locator(".bs-points:not([inert])").waitFor();
  await second.click(0.5, 0.5);
  await until("the first view follows", async () => (await drawing.points.count()) === 9);
  await drawing.choose("class 0");
  await drawing.click(0.75, 0.5);
  await until("the second view follows", async () => (await second.points.count()) === 10);
  await second.titleIs("4 of 10");
});

step(
  "after the page is loaded anew, the points are as they were, and can be drawn on",
  async (page, cell, drawing) => {
    await session.lab.save();
    await page.reload();
    await session.lab.kernelIdle();
    await until("all points are there", async () => (await drawing.points.count()) === 10, 60_000);
    await cell.locator(".bs-points:not([inert])").waitFor();
    await drawing.click(0.5, 0.25);
    await drawing.titleIs("4 of 11");
    assert.deepEqual(session.pageErrors, []);
  },
);

step("axe finds nothing serious", async (page) => {
  assert.deepEqual(await seriousIn(page, ".bs-points"), []);
});

step("without a kernel it is a still picture with a sentence", async (_, cell) => {
  await session.lab.restartKernel();
  await cell.getByText("The kernel was restarted. Run this cell again").first().waitFor();
});
