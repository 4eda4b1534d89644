/** What readers have written stays theirs, wherever the page stands and whatever their browser keeps. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { until } from "./helpers/session";
import { cellOf, ready, Site, writeIn } from "./helpers/site";

const FILE = "01-why-not-zeros.html";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

/** The ids of the first two cells whose code stands in sight. */
async function cellsOf(page: Page): Promise<[string, string]> {
  const ids = await page
    .locator("main > section.cell")
    .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.id!));
  return [ids[0]!, ids[1]!];
}

/** Writes a comment at the end of a cell. */
async function add(page: Page, id: string, words: string): Promise<void> {
  await page.bringToFront();
  const fold = cellOf(page, id).locator("details:has(.code, .cm-editor):not([open]) > summary");
  if ((await fold.count()) > 0) await fold.first().click();
  await writeIn(cellOf(page, id));
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(`\n// ${words}`);
}

/** What a cell says, without its line ends: the editor has an element for each line. */
async function textOf(page: Page, id: string): Promise<string> {
  const text = await cellOf(page, id).locator(".cm-content, pre.code").first().textContent();
  return (text ?? "").replaceAll("\n", "");
}

const says = (page: Page, id: string, words: string): Promise<void> =>
  until(`${id} says “${words}”`, async () => (await textOf(page, id)).includes(words));

test("two windows keep each other's edits, and show them", async () => {
  await site.opened(FILE, async (page) => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    const [first, second] = await cellsOf(page);
    await add(page, first, "from the first window");
    await add(other, second, "from the second window");
    for (const one of [page, other]) {
      await says(one, first, "from the first window");
      await says(one, second, "from the second window");
    }
    await add(other, first, "and from the second");
    await says(page, first, "from the first window// and from the second");
    for (const one of [page, other]) {
      await one.reload();
      await says(one, first, "from the first window");
      await says(one, second, "from the second window");
    }
  });
});

test("a corrected lesson is offered beside an old edit, and so are edits of cells that are gone", async () => {
  const shipped = await readFile(path.join(site.folder, FILE), "utf8");
  await site.opened(FILE, async (page) => {
    const [first, second] = await cellsOf(page);
    await add(page, first, "mine");
    await add(page, second, "mine too");
    const section = new RegExp(`<section class="cell[^>]*data-id="${second}"[^]*?</section>`);
    const corrected = shipped
      .replace(section, "")
      .replace(new RegExp(`(data-id="${first}"[^]*?<pre class="code">)`), "$1<span>// corrected\n</span>");
    await writeFile(path.join(site.folder, FILE), corrected);
    await page.reload();
    await says(page, first, "// mine");
    const offer = cellOf(page, first).locator(".old-edit");
    await offer.getByText("The lesson's text now").click();
    await offer.getByText("// corrected").waitFor();
    const gone = page.locator("main > .old-edit");
    await gone.getByText("What you wrote").click();
    await gone.getByText("// mine too").waitFor();

    await offer.getByRole("button", { name: "Keep mine" }).click();
    await page.reload();
    await says(page, first, "// mine");
    assert.equal(await offer.count(), 0);
    await gone.getByRole("button", { name: "Forget it" }).click();
    await page.reload();
    await says(page, first, "// mine");
    assert.equal(await gone.count(), 0);
  });
  await writeFile(path.join(site.folder, FILE), shipped);
});

test("the lesson's corrected text can be taken, and Undo brings the reader's back", async () => {
  await site.opened(FILE, async (page) => {
    const [first] = await cellsOf(page);
    const shipped = await textOf(page, first);
    await page.evaluate(
      ([key, value]) => {
        localStorage.setItem(key!, value!);
      },
      [
        `breaking-symmetry:/${FILE}:cell:${first}`,
        JSON.stringify({ text: "// an old edit", from: "another text" }),
      ],
    );
    await page.reload();
    await says(page, first, "// an old edit");
    await page.getByRole("button", { name: "Take the lesson's" }).click();
    await says(page, first, shipped);
    await cellOf(page, first).locator(".cm-content").click();
    await page.keyboard.press("Control+Z");
    await says(page, first, "// an old edit");
  });
});

/** Makes the browser keep nothing, as when a reader has forbidden it. */
const FORBIDDEN = `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("forbidden", "SecurityError"); } });`;
const FULL = `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };`;

for (const [what, script, words] of [
  ["keeps nothing", FORBIDDEN, "This browser keeps nothing"],
  ["is full", FULL, "The browser's storage is full"],
] as const)
  test(`a browser that ${what} runs the page all the same, and says that edits end with it`, async () => {
    await site.opened(FILE, async (page) => {
      await page.addInitScript(script);
      await page.reload();
      const [first] = await cellsOf(page);
      await add(page, first, "mine");
      await page.locator("#notices").getByText(words).waitFor();
      await page.keyboard.press("Shift+Enter");
      await page.locator("html[data-kernel=idle]").waitFor();
      await page.locator("#notices").getByRole("button", { name: "Close" }).click();
      assert.equal(await page.locator("#notices p").count(), 0);
    });
  });

test("what is broken in the browser's storage stops nothing", async () => {
  await site.opened(FILE, async (page) => {
    const [first] = await cellsOf(page);
    const shipped = await textOf(page, first);
    await page.evaluate(
      ([base, id]) => {
        for (const name of [`cell:${id}`, "predictions", "cell:other"])
          localStorage.setItem(`${base}:${name}`, '{"text":');
      },
      [`breaking-symmetry:/${FILE}`, first],
    );
    await page.reload();
    await ready(page);
    await says(page, first, shipped);
    await add(page, first, "mine");
    await page.reload();
    await says(page, first, "// mine");
  });
});
