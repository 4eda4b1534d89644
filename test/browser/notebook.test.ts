import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { patience } from "../run/patience.mjs";
import { launchBrowser, openFenced, withScreenshot, type FencedPage } from "./helpers/chromium";
import { seriousIn } from "./helpers/axe";
import { until } from "./helpers/session";
import { Site } from "./helpers/site";

const LESSON = "02-the-proof.ipynb";

let site: Site;
let fenced: FencedPage;
let page: Page;

before(async () => {
  site = await Site.open();
  fenced = await openFenced(site.browser, site.server.origin);
  page = fenced.page;
  await page.addInitScript("globalThis.__name = (named) => named;");
  await page.goto(`${site.server.origin}/notebook/lab/index.html?path=04-too-large.ipynb`);
  await page
    .locator(".jp-Notebook .jp-Cell")
    .first()
    .waitFor({ timeout: patience(60_000) });
});
after(() => site.close());

const step = (name: string, run: () => Promise<void>): void => {
  test(name, { timeout: patience(300_000) }, () => withScreenshot(page, run));
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
  await page
    .getByText("of 2 exercises passed")
    .last()
    .waitFor({ timeout: patience(120_000) });
  await until(
    "all cells have run",
    async () => (await page.locator(".jp-InputPrompt", { hasText: "*" }).count()) === 0,
    60_000,
  );
  assert.equal(await page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count(), 0);
});

step("its controls move its figures", async () => {
  const cell = page.locator(".jp-CodeCell", { hasText: "activationCurve(g" }).first();
  await cell.scrollIntoViewIfNeeded();
  const title = cell.locator(".gtitle").first();
  const before = await title.textContent();
  const handle = cell.locator('.bs-controls input[type="range"]').first();
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

step("the table of contents has the lesson's headings", async () => {
  await page.locator('.lm-TabBar-tab[data-id="table-of-contents"]').click();
  await page.getByRole("treeitem", { name: "How fast does the slope shrink?", exact: true }).waitFor();
});

step("JupyterLite is dark where the system is", async () => {
  const theme = (): Promise<string | undefined> => page.evaluate(() => document.body.dataset.jpThemeLight);
  assert.equal(await theme(), "true");
  await page.emulateMedia({ colorScheme: "dark" });
  await until("it is dark", async () => (await theme()) === "false");
  await page.emulateMedia({ colorScheme: "light" });
  await until("it is light", async () => (await theme()) === "true");
});

step("figures and controls are accessible in JupyterLite too", async () => {
  // JupyterLab's own parts are not ours to judge.
  assert.deepEqual(await seriousIn(page, ".bs-figure", ".bs-controls"), []);
});

step(
  "a newer lesson is offered beside the copy in which the reader has written, and is not hidden by it",
  async () => {
    const open = async (): Promise<void> => {
      // What it is compared with; what it was begun with is then kept.
      const asked = page.waitForResponse((response) => response.url().endsWith(`/files/${LESSON}`));
      await page.goto(`${site.server.origin}/notebook/lab/index.html?path=${LESSON}`);
      await asked;
      await page.waitForFunction(
        (key) => localStorage.getItem(key) !== null,
        `breaking-symmetry lesson ${LESSON}`,
      );
      // Others may be open behind it.
      await page
        .locator(".jp-Notebook .jp-MarkdownCell:visible")
        .first()
        .waitFor({ timeout: patience(60_000) });
      await page.locator(".jp-Spinner").waitFor({ state: "detached" });
    };
    await open();
    await page.locator(".jp-CodeCell", { hasText: "tieUnits(" }).first().locator(".cm-content").click();
    await page.keyboard.insertText("// my own words\n");
    await page.locator(".jp-mod-dirty").first().waitFor();
    await page.keyboard.press("Control+s");
    await page.locator(".jp-mod-dirty").first().waitFor({ state: "detached" });
    await open();
    assert.equal(await page.getByText("There is a newer version").count(), 0, "nothing is newer yet");

    const file = path.join(site.folder, "notebook", "files", LESSON);
    const lesson = JSON.parse(await readFile(file, "utf8")) as { cells: { source: string[] }[] };
    lesson.cells[0]!.source = ["# A lesson that has been improved"];
    await writeFile(file, JSON.stringify(lesson));
    await open();
    await page.getByText("// my own words").first().waitFor();
    await page.getByText(`There is a newer version of ${LESSON}`).waitFor();
    await page.getByRole("button", { name: "Open the newer one beside it" }).click();
    await page.getByRole("heading", { name: "A lesson that has been improved" }).waitFor();
    await open();
    await page.getByText("// my own words").first().waitFor();
    assert.equal(await page.getByText("There is a newer version").count(), 0, "it has been told once");
  },
);

step("a lesson leads to the next one's notebook, and to its own article", async () => {
  await page.goto(`${site.server.origin}/notebook/lab/index.html?path=03-breaking-the-symmetry.ipynb`);
  const next = page.locator(".jp-Notebook:visible a", { hasText: "3b · Other symmetries" }).first();
  await next.click({ timeout: patience(60_000) });
  await page.getByRole("heading", { name: "3b · Other symmetries" }).waitFor();
  const opened = page.context().waitForEvent("page");
  await page.locator(".jp-Toolbar:visible").getByRole("link", { name: "Read as an article" }).click();
  const article = await opened;
  await article.getByRole("heading", { name: "Other symmetries", level: 1 }).waitFor();
  assert.equal(new URL(article.url()).pathname, "/03b-other-symmetries.html");
});

step("no other host was asked for anything", async () => {
  assert.deepEqual(fenced.foreign, []);
  await Promise.resolve();
});

test("the first lesson is there at the first visit, and not beside what a reader has opened before", async () => {
  const tabs = async (...addresses: readonly string[]): Promise<string> => {
    const { page: visitor, context } = await openFenced(site.browser, site.server.origin);
    try {
      for (const address of addresses) {
        await visitor.goto(`${site.server.origin}/notebook/${address}`);
        const open = visitor.locator(".jp-Notebook .jp-Cell, .jp-Launcher");
        await open.first().waitFor({ timeout: patience(60_000) });
        await visitor.waitForFunction(() =>
          Object.keys(localStorage).some((key) => key.includes(" lesson ")),
        );
      }
      return (await visitor.locator(".lm-DockPanel-tabBar .lm-TabBar-tabLabel").allTextContents()).join();
    } finally {
      await context.close();
    }
  };
  assert.match(await tabs(""), /01-why-not-zeros/);
  assert.doesNotMatch(await tabs("lab/index.html?path=04-too-large.ipynb", ""), /01-why-not-zeros/);
});

test("over plain http, as in a class-room, cells run in JupyterLite and what is written is kept", async () => {
  const { port } = new URL(site.server.origin);
  const browser = await launchBrowser("--host-resolver-rules=MAP lessons.lan 127.0.0.1");
  try {
    const lan = (await openFenced(browser, `http://lessons.lan:${port}`)).page;
    await withScreenshot(lan, async () => {
      await lan.goto(`http://lessons.lan:${port}/notebook/lab/index.html?path=04-too-large.ipynb`);
      const cell = lan.locator(".jp-CodeCell", { has: lan.locator(".cm-content:visible") }).first();
      await cell.locator(".cm-content").click({ timeout: patience(60_000) });
      assert.equal(await lan.evaluate(() => isSecureContext), false);
      await lan.keyboard.press("Control+a");
      await lan.keyboard.insertText('"my own" + " words"');
      await lan.keyboard.press("Control+Enter");
      await cell.getByText("my own words").waitFor({ timeout: patience(60_000) });
      await lan.keyboard.press("Control+s");
      await lan.locator(".jp-mod-dirty").first().waitFor({ state: "detached" });
      await lan.reload();
      await lan
        .getByText("my own words")
        .first()
        .waitFor({ timeout: patience(60_000) });
    });
  } finally {
    await browser.close();
  }
});
