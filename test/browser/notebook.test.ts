import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { here } from "../../jupyter/setup/surroundings.mjs";
import { launchBrowser, openFenced, withScreenshot, type FencedPage } from "./helpers/chromium";
import { REPOSITORY } from "./helpers/repository";
import { until } from "./helpers/session";
import { serve, type StaticServer } from "./helpers/static-server";

let folder: string;
let server: StaticServer;
let browser: Browser;
let fenced: FencedPage;
let page: Page;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "breaking-symmetry-notebook-"));
  const [{ buildSite }, { buildNotebook }] = (await Promise.all(
    ["site", "notebook"].map((name) => import(path.join(REPOSITORY, `jupyter/web/${name}.mjs`))),
  )) as [
    { buildSite: (folder: string, options: object) => Promise<void> },
    { buildNotebook: (folder: string, surroundings: unknown) => Promise<void> },
  ];
  await buildSite(folder, { notebook: true });
  await buildNotebook(folder, here());
  [server, browser] = await Promise.all([serve(folder), launchBrowser()]);
  fenced = await openFenced(browser, server.origin);
  page = fenced.page;
  await page.addInitScript("globalThis.__name = (named) => named;");
  await page.goto(`${server.origin}/notebook/lab/index.html?path=04-too-large.ipynb`);
  await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: 60_000 });
});

after(async () => {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const step = (name: string, run: () => Promise<void>): void => {
  test(name, { timeout: 180_000 }, () => withScreenshot(page, run));
};

async function choose(menu: string, entry: string): Promise<void> {
  await page.getByRole("menuitem", { name: menu, exact: true }).click();
  // Some entries name their keys as well.
  await page.getByRole("menuitem", { name: new RegExp(`^${entry}`) }).click();
}

/** Writes a cell below the last one and runs it. */
async function runNew(code: string): Promise<Locator> {
  await page.locator(".jp-Notebook .jp-Cell").last().click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText(code);
  await page.keyboard.press("Control+Enter");
  return page.locator(".jp-CodeCell").last();
}

step("a lesson runs from top to bottom in JupyterLite, without a server", async () => {
  await choose("Run", "Run All Cells");
  await page.getByText("of 2 exercises passed").last().waitFor({ timeout: 120_000 });
  await until(
    "all cells have run",
    async () => (await page.locator(".jp-InputPrompt", { hasText: "*" }).count()) === 0,
    60_000,
  );
  assert.equal(await page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count(), 0);
});

step("its stock controls move its figures", async () => {
  const cell = page.locator(".jp-CodeCell", { hasText: "activationCurve(activation" }).first();
  await cell.scrollIntoViewIfNeeded();
  const title = cell.locator(".gtitle").first();
  const before = await title.textContent();
  const handle = cell.locator(".noUi-handle").first();
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  await until("the figure has followed", async () => (await title.textContent()) !== before);
});

step("a cell of the reader's own knows the lesson's names, and a type error is told", async () => {
  const right = await runNew("scales.length");
  await right.locator(".jp-OutputArea-output", { hasText: "8" }).waitFor();
  const wrong = await runNew("const word: string = scales.length;");
  await wrong.getByText("'number' is not assignable").waitFor();
});

step("an endless loop is stopped, and the next cell runs in a new kernel", async () => {
  const loop = await runNew("while (true);");
  await until(
    "it runs",
    async () => (await loop.locator(".jp-InputPrompt").textContent())?.includes("*") ?? false,
  );
  await choose("Kernel", "Interrupt Kernel");
  await loop.getByText("the variables are gone").first().waitFor();
  const next = await runNew("6 * 7");
  await next.locator(".jp-OutputArea-output", { hasText: "42" }).waitFor();
});

step("no other host was asked for anything", async () => {
  assert.deepEqual(fenced.foreign, []);
  await Promise.resolve();
});
