import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import { withScreenshot } from "./helpers/chromium";
import { notebookOf, REPOSITORY_LIB, writeNotebook } from "./helpers/notebook";
import { Plot } from "./helpers/plot";
import { openSession, type Session, until } from "./helpers/session";

/** A data set that is drawn by hand: with the mouse and the keyboard, in two views, and after the page is loaded anew. */
const NOTEBOOK = "draw-points.ipynb";

const CELL = `import { createNetwork, decisionBoundary, drawPoints, interact, seeded, tanh, train, xavierNormal } from "${REPOSITORY_LIB}";
const network = createNetwork({ sizes: [2, 4, 1], hidden: tanh, weights: xavierNormal, random: seeded(1) });
interact({ data: drawPoints() }, ({ data }) => decisionBoundary(train(network, data, { steps: 100, learningRate: 1 }).network, data, {
  title: data.Y.sum() + " of " + data.Y.cols,
}));`;

let session: Session;

before(async () => {
  session = await openSession(NOTEBOOK, (home) => writeNotebook(home, NOTEBOOK, notebookOf([CELL, "6 * 7"])));
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
const said = (view: Locator): Promise<string> => view.locator(".bs-points [role=status]").innerText();
const plotOf = (view: Locator): Plot => new Plot(view.locator(".bs-figure").first());

async function titleIs(view: Locator, title: string): Promise<void> {
  await until(`the title is “${title}”`, async () => (await plotOf(view).title()) === title, 60_000);
}

/** A place of the page, given as shares of the plane's width and height. */
async function at(view: Locator, across: number, down: number): Promise<[x: number, y: number]> {
  const { x, y, width, height } = (await plane(view).locator(".bs-points-frame").boundingBox())!;
  return [x + across * width, y + down * height];
}

const choose = (view: Locator, name: string): Promise<void> => view.getByRole("radio", { name }).check();
const press = (view: Locator, name: string): Promise<void> =>
  view.locator(".bs-points").getByRole("button", { name }).click();

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

step("a click adds a point of the chosen class, and what is below is trained on it", async (page, cell) => {
  await choose(cell, "class 1");
  await page.mouse.click(...(await at(cell, 0.5, 0.5)));
  await titleIs(cell, "5 of 9");
  await choose(cell, "class 0");
  await page.mouse.click(...(await at(cell, 0.75, 0.5)));
  await titleIs(cell, "5 of 10");
  assert.equal(await said(cell), "Added a point of class 0 at 1, 0. 5 of class 0, 5 of class 1.");
});

step("a point that is dragged takes the boundary with it", async (page, cell) => {
  const drawn = await plotOf(cell).data();
  await page.mouse.move(...(await at(cell, 0.75, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await at(cell, 0.25, 0.25)), { steps: 10 });
  await page.mouse.up();
  await until("the figure has changed", async () => (await plotOf(cell).data()) !== drawn);
  await until("it shows where the point is", async () =>
    /"x":\[[^\]]*-1[,\]]/.test(await plotOf(cell).data()),
  );
  assert.equal(await said(cell), "Moved at -1, 1.".replace("-", "−"));
  assert.equal(await points(cell).count(), 10);
});

step("a click removes a point where that is chosen", async (page, cell) => {
  await choose(cell, "remove");
  await page.mouse.click(...(await at(cell, 0.25, 0.25)));
  await titleIs(cell, "5 of 9");
});

step(
  "all of it can be done from the keyboard, and none of Jupyter's shortcuts is run",
  async (page, cell) => {
    await plane(cell).focus();
    await page.keyboard.press("0");
    await page.keyboard.press("0");
    assert.equal(await said(cell), "Class 0 is added from now on.");
    for (const key of ["ArrowUp", "Shift+ArrowLeft", "Enter"]) await page.keyboard.press(key);
    await titleIs(cell, "5 of 10");
    for (const key of ["1", "ArrowDown", "ArrowDown", "ArrowDown", " "]) await page.keyboard.press(key);
    await titleIs(cell, "6 of 11");
    await page.keyboard.press("[");
    assert.match(await said(cell), /^Point 11 of 11: class 1 at /);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Delete");
    await titleIs(cell, "5 of 10");
    for (let i = 0; i < 2; i++) await page.keyboard.press("Control+z");
    await until("the removed point and its move are undone", async () => (await points(cell).count()) === 11);
    await page.keyboard.press("Control+z");
    await titleIs(cell, "5 of 10");
    for (const key of ["d", "d", "x", "a", "m"]) await page.keyboard.press(key);
    assert.equal(await page.locator(".jp-Notebook .jp-Cell").count(), 2);
    assert.equal(await plane(cell).evaluate((node) => node === document.activeElement), true);
  },
);

step("without points a sentence stands below, and the first points are brought back", async (_, cell) => {
  await press(cell, "Clear");
  await cell.getByText("There are no points yet").first().waitFor();
  await press(cell, "Reset");
  await titleIs(cell, "4 of 8");
});

step("the points can be copied as code", async (_, cell) => {
  await cell.getByText("As code").click();
  assert.match(await cell.getByLabel("The points as code").inputValue(), /^\{\n {2}X: \[\[-1\.1, /);
});

step("a second view of the output shows the same points, and both draw", async (page, cell) => {
  await cell
    .locator(".jp-OutputArea-output")
    .first()
    .click({ button: "right", position: { x: 5, y: 5 } });
  await page.getByText("Create New View for Cell Output").click();
  const view = page.locator(".jp-LinkedOutputView");
  await points(view).nth(7).waitFor();
  await view.locator(".bs-points:not([inert])").waitFor();
  await page.mouse.click(...(await at(view, 0.5, 0.5)));
  await until("the first view follows", async () => (await points(cell).count()) === 9);
  await choose(cell, "class 0");
  await page.mouse.click(...(await at(cell, 0.75, 0.5)));
  await until("the second view follows", async () => (await points(view).count()) === 10);
  await titleIs(view, "4 of 10");
});

step(
  "after the page is loaded anew, the points are as they were, and can be drawn on",
  async (page, cell) => {
    await session.lab.save();
    await page.reload();
    await session.lab.kernelIdle();
    await until("all points are there", async () => (await points(cell).count()) === 10, 60_000);
    await cell.locator(".bs-points:not([inert])").waitFor();
    await page.mouse.click(...(await at(cell, 0.5, 0.25)));
    await titleIs(cell, "4 of 11");
    assert.deepEqual(session.pageErrors, []);
  },
);

step("axe finds nothing serious", async (page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ include: [[".bs-points"]] }),
  );
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(
    serious.map(({ id, nodes }) => [id, nodes[0]?.html]),
    [],
  );
});

step("without a kernel it is a still picture with a sentence", async (_, cell) => {
  await session.lab.restartKernel();
  await cell.getByText("The kernel was restarted. Run this cell again").first().waitFor();
});
