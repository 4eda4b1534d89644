/** What stands below a cell's code belongs to it, and what was reset can be brought back. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { until } from "./helpers/session";
import { cellOf, ready, Site, writeIn } from "./helpers/site";

const FILE = "04-too-large.html";
const PLAIN = "by-hand";
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
    // Words of stills that are far from the window count too.
    await page.addStyleTag({ content: ".painted { content-visibility: visible !important }" });
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

const shownBy = (cell: Locator): Promise<string> => cell.locator(".outputs").innerText();

async function resetAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More" }).dispatchEvent("click");
  await page.getByRole("button", { name: "Reset this lesson" }).dispatchEvent("click");
}

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

test("what other code above has shown is said to be from before its change, until it is run or the change is taken back", async () => {
  await opened(async (page) => {
    const [source, user] = [cellOf(page, PLAIN), cellOf(page, "cell-16")];
    const outdated = (): Promise<string[]> =>
      page
        .locator("section.cell.outdated")
        .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.id!));
    assert.deepEqual(await outdated(), []);
    await add(source, "// mine");
    const below = await outdated();
    assert.ok(below.includes("cell-16") && !below.includes("cell-14"), below.join(" "));
    assert.match(await saidAbove(user), /shown before code above was changed\. Run the cell/);
    await user.locator(".run").click();
    await until("it shows what it shows now", async () => (await saidAbove(user)) === "none");
    assert.equal(await saidAbove(source), "none");
    await add(source, "// and mine");
    assert.match(await saidAbove(source), /shown before the code was changed\. Run the cell/);
    assert.match(await saidAbove(user), /shown before code above was changed/);
    await source.locator(".reset").click();
    assert.match(await saidAbove(user), /shown before code above was changed/);
    await page.reload();
    await ready(page);
    assert.deepEqual(await outdated(), []);
  });
});

test("what an edited cell changes of what another has made is said to be another where it is used, and made anew after Reset", async () => {
  await opened(async (page) => {
    const [between, user, other] = ["cell-12", "cell-18", "cell-16"].map((id) => cellOf(page, id)) as [
      Locator,
      Locator,
      Locator,
    ];
    const shipped = await shownBy(user);
    const shows = (): Promise<void> =>
      until("it shows what it shows now", async () => (await saidAbove(user)) === "none");
    await add(between, "scales.length");
    assert.equal(await saidAbove(user), "none");
    await add(between, "scales.splice(1);");
    assert.match(await saidAbove(user), /shown before code above was changed/);
    assert.equal(await saidAbove(other), "none");
    await user.locator(".run").click();
    await shows();
    await user.and(page.locator("[data-state='']")).waitFor();
    assert.notEqual(await shownBy(user), shipped);
    await between.locator(".reset").click();
    assert.match(await saidAbove(user), /shown before code above was changed/);
    await user.locator(".run").click();
    await until("it shows what was shipped", async () => (await shownBy(user)) === shipped);
    await shows();
  });
});

test("Reset brings back what the build has shown, with controls that wake the kernel, also after an error or in a run", async () => {
  await opened(async (page) => {
    const [plain, controlled] = [cellOf(page, PLAIN), cellOf(page, CONTROLLED)];
    for (const [cell, words] of [
      [plain, 'throw new Error("mine");'],
      [plain, 'await new Promise((done) => setTimeout(done, 1000)); console.log("late");'],
      [controlled, 'throw new Error("mine");'],
    ] as const) {
      const shipped = await shownBy(cell);
      await add(cell, words);
      await cell.locator(".run").click();
      if (words.startsWith("throw")) await cell.locator(".error").waitFor();
      else await cell.and(page.locator("[data-state=running]")).waitFor();
      await cell.locator(".reset").click();
      assert.equal(await shownBy(cell), shipped);
      await page.locator("html[data-kernel=idle]").waitFor();
      assert.equal(await shownBy(cell), shipped);
      assert.equal(await cell.getAttribute("data-state"), "");
    }
    const title = controlled.locator(".gtitle").first();
    const before = await title.textContent();
    await controlled.locator("input[type=range]").first().press("Home");
    await until("the figure follows", async () => (await title.textContent()) !== before);

    await add(controlled, "// mine");
    await add(plain, 'throw new Error("mine");');
    await plain.locator(".run").click();
    await plain.locator(".error").waitFor();
    await plain.locator(".reset").click();
    assert.equal(await shownBy(plain), "", "below an edit the shipped outputs would be untrue");
  });
});

test("a lesson that was reset says what is gone, shows what was shipped, and has a button that brings all back", async () => {
  await opened(async (page) => {
    const [plain, controlled] = [cellOf(page, PLAIN), cellOf(page, CONTROLLED)];
    const shipped = await shownBy(controlled);
    await add(plain, "// mine");
    await controlled.locator("input[type=range]").first().press("Home");
    await until("its figure is another", async () => (await shownBy(controlled)) !== shipped);
    await page.getByRole("radio").first().check();
    await resetAll(page);
    await page.getByText("The lesson was reset. Gone: 1 edited cell, 1 prediction.").waitFor();
    assert.equal(await shownBy(controlled), shipped);
    assert.equal(await page.getByRole("radio").first().isChecked(), false);
    await page.getByRole("button", { name: "Bring all back" }).click();
    assert.equal(await page.getByRole("radio").first().isChecked(), true);
    await page.reload();
    await ready(page);
    assert.match((await plain.locator(".code").textContent())!, /\/\/ mine/);
    assert.equal(await page.getByRole("radio").first().isChecked(), true);
  });
});
