/** A request that is lost once is said, and what it was for works without a reload as soon as there is a connection again. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { ready, Site, writeIn } from "./helpers/site";
import { until } from "./helpers/session";

const FILE = "04-too-large.html";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

const tryAgain = (page: Page): Locator => page.locator("#notices").getByRole("button", { name: "Try again" });

/** A cell in sight whose code stands in sight too, or is unfolded. */
async function cellOf(page: Page): Promise<Locator> {
  const cell = page.locator("main > section.cell").first();
  const fold = cell.locator("details:has(.code, .cm-editor):not([open]) > summary");
  if ((await fold.count()) > 0) await fold.first().click();
  return cell;
}

async function replaceCode(page: Page, cell: Locator, code: string): Promise<void> {
  await writeIn(cell);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(code);
}

/** Opens a lesson without one of its files. `restore` brings it back. */
async function without(
  file: string,
  use: (page: Page, restore: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const open = async (page: Page): Promise<void> => {
    let lost = 0;
    await page.route(`**/${file}*`, (route) => {
      lost++;
      return route.abort();
    });
    await page.goto(`${site.server.origin}/${FILE}`);
    await use(page, () => page.unroute(`**/${file}*`));
    assert.ok(lost > 0, `${file} was asked for`);
  };
  await site.opened(FILE, open, "about:blank");
}

test("the page's own script is lost: the article can be read, says so, and comes to life by a press", async () => {
  await without("page.js", async (page, restore) => {
    await page.getByText("What makes this page live could not be loaded").waitFor();
    await tryAgain(page).click();
    await page.getByText("What makes this page live could not be loaded").waitFor();
    await restore();
    await tryAgain(page).click();
    await ready(page);
  });
});

test("the kernel is lost: running a cell says so, and runs it when it is there again", async () => {
  await without("kernel.js", async (page, restore) => {
    const cell = page.locator("section.cell[data-id=cell-08]");
    await cell.locator(".run").click();
    await page.getByText("The kernel could not be loaded: is there a connection?").waitFor();
    await restore();
    await tryAgain(page).click();
    await until("the cell has run", async () => (await cell.getAttribute("data-state")) === "");
  });
});

test("the known cells are lost: cells are checked instead, and run", async () => {
  await without("04-too-large.cells.json", async (page) => {
    const cell = page.locator("section.cell[data-id=cell-08]");
    await cell.locator(".run").click();
    await until("the cell has run", async () => (await cell.getAttribute("data-state")) === "");
  });
});

test("TypeScript is lost: a new cell says so, and runs when it is there again; what was shipped runs without", async () => {
  await without("compiler.js", async (page, restore) => {
    const cell = await cellOf(page);
    await replaceCode(page, cell, '"my own" + " words"');
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".error", { hasText: "Cannot load TypeScript" }).waitFor();
    await replaceCode(page, cell, "forward?");
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".error", { hasText: "Cannot load TypeScript" }).waitFor();
    await restore();
    await replaceCode(page, cell, '"my own" + " words"');
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".outputs").getByText("my own words").waitFor();
  });
});

test("mathjs is lost: the cell that imports it says so, and runs when it is there again", async () => {
  await without("mathjs.js", async (page, restore) => {
    const cell = await cellOf(page);
    await replaceCode(page, cell, 'import { evaluate } from "mathjs";\n"it is " + evaluate("1 + 2")');
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".error", { hasText: "Cannot load mathjs: is there a connection?" }).waitFor();
    await restore();
    await writeIn(cell);
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".outputs").getByText("it is 3").waitFor();
  });
});

test("the library's sources are lost: help shows what it can", async () => {
  await without("sources.js", async (page) => {
    const cell = await cellOf(page);
    await replaceCode(page, cell, "forward??");
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".outputs").getByText("forward").first().waitFor();
  });
});

test("the editor is lost: a press in the code says so, and opens it when it is there again", async () => {
  await without("editor.js", async (page, restore) => {
    const cell = await cellOf(page);
    await cell.locator("pre.code").click();
    await page.getByText("Cannot load editor.js: is there a connection?").waitFor();
    await restore();
    await tryAgain(page).click();
    await cell.locator(".cm-content").waitFor();
  });
});

test("what sets formulas is lost: text is shown as it is written", async () => {
  await without("markdown.js", async (page) => {
    const cell = await cellOf(page);
    await replaceCode(page, cell, 'show("$x^2$ is a square")');
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText('import { show } from "../lib";\n');
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".outputs").getByText("$x^2$ is a square").waitFor();
  });
});

test("plotly is lost: a figure that only it draws says so, and is drawn when the cell runs again", async () => {
  await without("plotly.js", async (page, restore) => {
    const cell = await cellOf(page);
    const code = `import { show } from "../lib";
show({ data: [{ type: "pie", values: [1, 2] }], layout: { title: "A pie" } } as any)`;
    await replaceCode(page, cell, code.replace("pie", "violin").replace("values: [1, 2]", "y: [1, 2, 3]"));
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".error", { hasText: "Cannot draw figures" }).waitFor();
    await restore();
    await writeIn(cell);
    await page.keyboard.press("Shift+Enter");
    await cell.locator("svg.main-svg").first().waitFor();
  });
});

test("the notebook is lost: Download says so, and works when it is there again", async () => {
  await without("04-too-large.ipynb", async (page, restore) => {
    await page.locator("#download").evaluate((button: HTMLElement) => {
      button.click();
    });
    await page.getByText("Cannot load 04-too-large.ipynb: is there a connection?").waitFor();
    await restore();
    const [download] = await Promise.all([page.waitForEvent("download"), tryAgain(page).click()]);
    assert.equal(download.suggestedFilename(), "04-too-large.ipynb");
  });
});

test("what is said of a file that is lost goes when it has come, whatever has brought it", async () => {
  await without("{editor,kernel}.js", async (page, restore) => {
    const cell = await cellOf(page);
    await cell.locator("pre.code").click();
    await page.getByText("Cannot load editor.js").waitFor();
    await page.locator("#run-all").click();
    await page.getByText("The kernel could not be loaded").waitFor();
    await restore();
    await page.locator("section.cell[data-id=cell-08] .run").click();
    await page.getByText("The kernel could not be loaded").waitFor({ state: "detached" });
    await cell.locator("pre.code").click();
    await page.getByText("Cannot load editor.js").waitFor({ state: "detached" });
    assert.equal(await page.locator("#notices p").count(), 0);
  });
});
