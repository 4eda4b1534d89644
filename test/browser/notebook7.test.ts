import assert from "node:assert/strict";
import { test } from "node:test";
import { launchBrowser, openFenced, withScreenshot } from "./helpers/chromium";
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

test("Notebook 7 shows controls, their figure follows a hand and the arrow keys, and predictions are a choice", async (t) => {
  const home = await makeJupyterHome();
  t.after(() => home.remove());
  Object.assign(home.environment, await withTestPackages(projectPython(), home.environment));
  const heading = { cell_type: "markdown", source: "# Below" } as const;
  await writeNotebook(home, "seven.ipynb", notebookOf([CONTROLS, heading, ...PREDICTION]));
  const server = await startServer(home, "notebook");
  t.after(() => server.stop());
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const { page } = await openFenced(browser, server.origin);
  await withScreenshot(page, async () => {
    await page.goto(`${server.origin}/notebooks/seven.ipynb?token=${server.token}`);
    const cell = page.locator(".jp-CodeCell").first();
    await cell.locator(".jp-InputPrompt").click();
    await page.keyboard.press("Control+Enter");
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

    await page.getByRole("radio", { name: "two" }).click();
    await page.locator(".jp-CodeCell").last().locator(".jp-InputPrompt").click();
    await page.keyboard.press("Control+Enter");
    await page.getByText("You said “two”: it held.").waitFor();
  });
});
