import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { patience } from "../run/patience.mjs";
import { launchBrowser, openFenced, withScreenshot } from "./helpers/chromium";
import { Drawing, drawingCell } from "./helpers/drawing";
import { Held, handleCell } from "./helpers/held";
import { makeJupyterHome } from "./helpers/jupyter-home";
import { notebookOf, REPOSITORY_LIB, writeNotebook } from "./helpers/notebook";
import { Plot, dragControl } from "./helpers/plot";
import { projectPython } from "./helpers/repository";
import { startServer } from "./helpers/server";
import { until } from "./helpers/session";
import { withTestPackages } from "../python-packages";

const CONTROLS = `import { figure, interact, slider } from "${REPOSITORY_LIB}";
interact({ factor: slider(0, 10, { start: 1, integer: true }) }, ({ factor }) =>
  figure({ title: \`\${factor} times\`, description: "a line", data: [{ y: [0, factor] }], layout: {} }));`;

const PREDICTION = [
  { cell_type: "markdown", source: "**Predict.** How many?\n\n- [ ] two\n- [ ] three" } as const,
  "1 + 1",
  {
    cell_type: "markdown",
    source: "<details><summary>Answer</summary>\n\n**Two.** One and one.\n\n</details>",
  } as const,
];

let page: Page;
const stops: (() => unknown)[] = [];

before(async () => {
  const home = await makeJupyterHome();
  stops.unshift(() => home.remove());
  Object.assign(home.environment, await withTestPackages(projectPython(), home.environment));
  const cells = [CONTROLS, { cell_type: "markdown", source: "# Below" } as const, ...PREDICTION];
  await writeNotebook(
    home,
    "seven.ipynb",
    notebookOf([...cells, handleCell(REPOSITORY_LIB), drawingCell(REPOSITORY_LIB)]),
  );
  const server = await startServer(home, "notebook");
  stops.unshift(() => server.stop());
  const browser = await launchBrowser();
  stops.unshift(() => browser.close());
  page = (await openFenced(browser, server.origin)).page;
  await page.goto(`${server.origin}/notebooks/seven.ipynb?token=${server.token}`);
});

after(async () => {
  for (const stop of stops) await stop();
});

async function run(cell: Locator): Promise<void> {
  const prompt = cell.locator(".jp-InputPrompt");
  await prompt.click();
  // Keys are lost until the page has its commands.
  await until(
    "the cell runs",
    async () => {
      await page.keyboard.press("Control+Enter");
      const runs = prompt.filter({ hasText: /[*\d]/ }).waitFor({ timeout: patience(5000) });
      return runs.then(
        () => true,
        () => false,
      );
    },
    60_000,
  );
}

test("Notebook 7 shows controls, and their figure follows a hand and the arrow keys", () =>
  withScreenshot(page, async () => {
    const cell = page.locator(".jp-CodeCell").first();
    await run(cell);
    const plot = new Plot(cell.locator(".bs-figure").first());
    const shows = (title: string): Promise<void> =>
      until(`the title is “${title}”`, async () => (await plot.title()) === title, 60_000);
    await shows("1 times");
    assert.deepEqual(await cell.locator(".bs-controls-label").allInnerTexts(), ["factor"]);
    await dragControl(cell, 0.5);
    await shows("5 times");
    await page.keyboard.press("ArrowRight");
    await shows("6 times");
    await cell.locator("button", { hasText: "Reset" }).click();
    await shows("1 times");
  }));

test("a prediction is a choice in Notebook 7, and it is told whether it held", () =>
  withScreenshot(page, async () => {
    await page.getByRole("radio", { name: "two" }).click();
    await run(page.locator(".jp-CodeCell").nth(1));
    await page.getByText("You predicted “two”. It held.").waitFor();
  }));

test("a handle is dragged and moved by keys in a figure of Notebook 7, and what it draws follows", () =>
  withScreenshot(page, async () => {
    const cell = page.locator(".jp-CodeCell").nth(2);
    await run(cell);
    const held = new Held(cell);
    await held.titleIs("w is 1, 1");
    await held.drag([-1, 0.5]);
    await held.titleIs("w is −1, 0.5");
    await page.keyboard.press("ArrowUp");
    await held.titleIs("w is −1, 0.6");
    await held.liesAt([-1, 0.6]);
  }));

test("a click adds a point in Notebook 7, and what is below follows", () =>
  withScreenshot(page, async () => {
    const cell = page.locator(".jp-CodeCell").last();
    await run(cell);
    const drawing = new Drawing(cell);
    await drawing.titleIs("4 of 8");
    await drawing.choose("class 1");
    await drawing.click(0.5, 0.5);
    await drawing.titleIs("5 of 9");
  }));
