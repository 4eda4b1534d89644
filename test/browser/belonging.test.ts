/** What stands below a cell's code belongs to it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { until } from "./helpers/session";
import { cellOf, ready, Site, writeIn } from "./helpers/site";

const FILE = "04-too-large.html";
const CONTROLLED = "cell-08";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

/** Opens a lesson whose answers lie open. */
const opened = (use: (page: Page) => Promise<void>): Promise<void> =>
  site.opened(FILE, async (page) => {
    await page.evaluate(() => {
      localStorage.setItem("breaking-symmetry:settings:predict-first", "false");
    });
    await page.reload();
    await ready(page);
    await use(page);
  });

async function unfold(cell: Locator): Promise<void> {
  await cell.evaluate((node) => {
    for (const fold of node.querySelectorAll("details")) fold.open = true;
  });
}

/** Writes at the end of a cell. */
async function add(cell: Locator, words: string): Promise<void> {
  await unfold(cell);
  await writeIn(cell);
  await cell.page().keyboard.press("Control+End");
  await cell.page().keyboard.insertText(`\n${words}`);
}

/** What the page says above a cell's outputs. */
const saidAbove = (cell: Locator): Promise<string> =>
  cell.locator(".outputs").evaluate((node) => getComputedStyle(node, "::before").content);

test("what the build has shown is said to be the original code's as soon as the code is another, unless it is covered", async () => {
  await opened(async (page) => {
    const cell = cellOf(page, CONTROLLED);
    assert.equal(await saidAbove(cell), "none");
    await add(cell, "// mine");
    assert.match(await saidAbove(cell), /The original code shows this\. Run the cell/);
    await page.emulateMedia({ media: "print" });
    assert.equal(await saidAbove(cell), '"The original code shows this."');
    await page.emulateMedia({ media: "screen" });
    await page.locator("html").evaluate((root) => (root.dataset.predict = "first"));
    assert.match((await cell.getAttribute("class"))!, /held/);
    assert.equal(
      await cell.locator(".outputs").evaluate((node) => getComputedStyle(node, "::before").display),
      "none",
    );
    await cell.locator(".run").click();
    await until("it is its own", async () => (await saidAbove(cell)) === "none");
  });
});
