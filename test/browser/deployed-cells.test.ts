/** Cells in a page print as in Node, and what a page cannot do is refused before anything runs. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { until } from "./helpers/session";
import { cellOf, ready, Site, writeIn } from "./helpers/site";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

/** Runs code in the first cell of a lesson that is in sight. */
async function running(code: string, use: (cell: Locator) => Promise<void>): Promise<void> {
  await site.opened("01-why-not-zeros.html", async (page) => {
    const cell = page.locator("main > section.cell").first();
    const fold = cell.locator("details:has(.code):not([open]) > summary");
    if ((await fold.count()) > 0) await fold.first().click();
    await writeIn(cell);
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(code);
    await page.keyboard.press("Shift+Enter");
    await use(cell);
  });
}

test("a table, groups, counts and a line written over stand in the page as in a terminal, with their colours", async () => {
  const code = `console.table([{ a: 1 }, { a: 2 }]);
console.group("outer");
console.count();
for (const done of [1, 2, 3]) process.stdout.write("\\r" + done + " of 3");
console.groupEnd();
console.assert(1 > 2, "one is not more");
console.log("\\u001b[31mred\\u001b[0m");
console.trace("here");`;
  await running(code, async (cell) => {
    const printed = cell.locator(".outputs");
    await printed.getByText("Trace: here").waitFor();
    const text = (await printed.innerText()).replaceAll("\u00a0", " ");
    for (const words of ["│ (index) │ a │", "outer\n  default: 1\n", "Assertion failed: one is not more"])
      assert.ok(text.includes(words), text);
    assert.ok(text.includes("3 of 3") && !text.includes("2 of 3"), text);
    assert.match(text, /Trace: here\s+at Cell \[\d+\]:8:9/);
    assert.equal(await printed.locator(".ansi-fg-red").first().textContent(), "red");
  });
});

for (const [code, words] of [
  ['console.log("ran");\nconst name = prompt("Your name?");', "A page cannot ask for input"],
  [
    'import { readFileSync } from "fs";\nconsole.log("ran");\nreadFileSync("data.csv");',
    "A page has no files",
  ],
] as const)
  test(`what a page cannot do is refused before anything runs: ${words}`, async () => {
    await running(code, async (cell) => {
      await cell.locator(".error", { hasText: words }).waitFor();
      assert.ok(!(await cell.locator(".outputs").innerText()).includes("\nran\n"));
    });
  });

test("what an earlier run has shown is faint while the next one takes its time, until that shows something", async () => {
  await site.opened("04-too-large.html", async (page) => {
    await ready(page);
    const cell = cellOf(page, "by-hand");
    const shown = cell.locator(".outputs");
    const faintness = (): Promise<string> => shown.evaluate((node) => getComputedStyle(node).opacity);
    await writeIn(cell);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(
      'const wait = () => new Promise((done) => setTimeout(done, 2500));\nawait wait();\nconsole.log("now");\nawait wait();',
    );
    await cell.locator(".run").click();
    await until("the old output is faint", async () => Number(await faintness()) < 0.5);
    await shown.getByText("now").waitFor();
    await until("the new output is not", async () => (await faintness()) === "1");
    assert.equal(await cell.getAttribute("data-state"), "running");
  });
});
