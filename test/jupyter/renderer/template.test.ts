import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { launchBrowser, openFenced } from "../../browser/helpers/chromium";
import { type JupyterHome, makeJupyterHome } from "../../browser/helpers/jupyter-home";
import { type Output, figureOutput, notebookOf, writeNotebook } from "../../browser/helpers/notebook";
import { REPOSITORY, projectPython } from "../../browser/helpers/repository";

const run = promisify(execFile);

let home: JupyterHome;
let browser: Browser;

const figure = {
  data: [{ x: [0, 1, 2], y: [0, 1, 4] }],
  layout: {
    title: { text: "Loss </script><script>window.__pwned = 1</script>" },
    meta: { description: "A curve." },
  },
};

const STILL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const NOTEBOOKS = {
  figures: notebookOf([
    { source: "show(figure);", outputs: [figureOutput(figure), figureOutput({ data: 1 })] },
  ]),
  still: notebookOf([{ source: "show(figure);", outputs: [withStill(figureOutput(figure))] }]),
  plain: notebookOf(["1 + 1"]),
  folded: notebookOf([{ source: "machinery();", metadata: { jupyter: { source_hidden: true } } }, "2 + 2"]),
};

function withStill(output: Output): Output {
  return { ...output, data: { ...output.data, "image/png": STILL } };
}

before(async () => {
  home = await makeJupyterHome();
  browser = await launchBrowser();
  const files = Object.keys(NOTEBOOKS).map((name) => path.join(home.notebooks, `${name}.ipynb`));
  for (const [name, notebook] of Object.entries(NOTEBOOKS))
    await writeNotebook(home, `${name}.ipynb`, notebook);
  const command = ["-m", "nbconvert", "--to", "html", "--template", "breaking-symmetry", ...files];
  await run(projectPython(), command, { env: home.environment });
});
after(async () => {
  await browser.close();
  await home.remove();
});

/** The address of a notebook as one HTML file. */
function exported(name: keyof typeof NOTEBOOKS): string {
  return pathToFileURL(path.join(home.notebooks, `${name}.html`)).href;
}

test("an exported notebook draws its figures from the file alone", async () => {
  const { page, foreign } = await openFenced(browser, "http://localhost");
  await page.goto(exported("figures"));
  await page.locator(".bs-figure svg.main-svg .scatterlayer .trace").waitFor();
  assert.match((await page.getByRole("figure").first().getAttribute("aria-label"))!, /A curve\.$/);
  assert.match(
    await page.locator(".bs-figure-error").innerText(),
    /^Cannot draw this figure: its data must be an array/,
  );
  assert.equal(await page.evaluate("window.__pwned"), undefined);
  const scripts = foreign.filter((address) => !/mathjax/i.test(address));
  assert.deepEqual(scripts, [], "nothing but MathJax, which nbconvert's own templates fetch for formulas");
});

test("without scripts the still picture stands in", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(exported("still"));
  assert.equal(await page.getByRole("img", { name: "a figure" }).count(), 1);
  await context.close();
});

test("a notebook without figures is exported without plotly", async () => {
  const { page } = await openFenced(browser, "http://localhost");
  await page.goto(exported("plain"));
  assert.equal(await page.evaluate("typeof window.Plotly"), "undefined");
});

test("code that is folded away in the notebook is folded in the export, and opens", async () => {
  const { page } = await openFenced(browser, "http://localhost");
  await page.goto(exported("folded"));
  assert.equal(await page.getByText("machinery").isVisible(), false);
  assert.equal(await page.locator(".jp-InputArea", { hasText: "2" }).last().isVisible(), true);
  await page.getByText("Code", { exact: true }).click();
  assert.equal(await page.getByText("machinery").isVisible(), true);
});

test("as slides a lesson shows each prediction and each picture on a step of its own, and no answer", async () => {
  const lesson = path.join(REPOSITORY, "notebooks", "04-too-large.ipynb");
  const config = path.join(REPOSITORY, "jupyter", "class", "slides_config.py");
  const command = ["-m", "nbconvert", "--config", config, "--to", "slides", "--output-dir", home.notebooks];
  await run(projectPython(), [...command, lesson], { env: home.environment });
  const html = await readFile(path.join(home.notebooks, "04-too-large.slides.html"), "utf8");
  const steps = html.split("<section").slice(1);
  const count = (part: string): number => steps.filter((step) => step.includes(part)).length;
  const { cells } = JSON.parse(await readFile(lesson, "utf8")) as { cells: { source: string[] }[] };
  const predictions = cells.flatMap(({ source }) => source.join("").match(/^\*\*Predict/gm) ?? []).length;
  assert.equal(count("<strong>Predict.</strong>"), predictions);
  assert.ok(count("data:image/png") >= 5, `${count("data:image/png")} pictures`);
  for (const hidden of ["<summary>Solution", "facts({", "check(", "import {"])
    assert.equal(count(hidden), 0, hidden);
});
