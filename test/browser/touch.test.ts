/** A lesson on a phone, by fingers alone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CDPSession, Locator, Page } from "playwright-core";
import { patience } from "../run/patience.mjs";
import { withScreenshot } from "./helpers/chromium";
import { until } from "./helpers/session";
import { cellOf, ready, Site } from "./helpers/site";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

const drawnIn = (cell: Locator): Promise<string> => cell.locator("svg.painted").first().innerHTML();

/** Opens a lesson on a phone. */
async function onPhone(file: string, use: (page: Page, glass: CDPSession) => Promise<void>): Promise<void> {
  const viewport = { width: 390, height: 844 };
  const options = { viewport, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
  const phone = await site.browser.newContext({
    ...options,
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  phone.setDefaultTimeout(patience(30_000));
  try {
    const page = await phone.newPage();
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    await page.addInitScript("globalThis.__name = (named) => named;");
    await page.goto(`${site.server.origin}/${file}`);
    await ready(page);
    const glass = await phone.newCDPSession(page);
    await withScreenshot(page, () => use(page, glass));
    assert.deepEqual(errors, []);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= viewport.width, `the page has become ${width} pixels wide`);
  } finally {
    await phone.close();
  }
}

/** Puts a finger down, and moves it by so many pixels. */
async function swipe(glass: CDPSession, [x, y]: readonly [number, number], right: number, down: number) {
  const touch = (
    type: "touchStart" | "touchMove" | "touchEnd",
    ...touchPoints: { x: number; y: number }[]
  ): Promise<unknown> => glass.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", { x, y });
  for (let part = 0.1; part < 1.05; part += 0.1)
    await touch("touchMove", { x: x + part * right, y: y + part * down });
  await touch("touchEnd");
}

/** Where a finger finds a node, once it is in sight. */
async function middleOf(node: Locator): Promise<[number, number]> {
  await node.evaluate((one) => {
    one.scrollIntoView({ block: "center", behavior: "instant" });
  });
  const { x, y, width, height } = (await node.boundingBox())!;
  return [x + width / 2, y + height / 2];
}

test("a swipe over a figure scrolls the page, and one on an arrow moves it, at the first touch", async () => {
  await onPhone("01-why-not-zeros.html", async (page, glass) => {
    const cell = cellOf(page, "cell-26");
    const grip = cell.getByRole("slider", { name: "unit 2, in the figure" });
    const [x, y] = await middleOf(grip);
    const top = await page.evaluate(() => scrollY);
    await swipe(glass, [x + 90, y + 20], 0, -200);
    await until("the page has moved", async () => (await page.evaluate(() => scrollY)) > top + 100);
    const drawn = await drawnIn(cell);
    await swipe(glass, await middleOf(grip), 0, 60);
    await until("the figure follows", async () => (await drawnIn(cell)) !== drawn);
  });
});

test("a tap predicts, and uncovers what came", async () => {
  await onPhone("01-why-not-zeros.html", async (page) => {
    const group = page.getByRole("radiogroup", { name: /What will 2000 steps do from there/ });
    const heights = await group
      .locator("label")
      .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().height));
    for (const height of heights) assert.ok(height >= 38, `an option is ${height} pixels high`);
    await group.getByRole("radio", { name: "part the rows, but solve nothing yet" }).tap();
    await page.getByText("You predicted “part the rows, but solve nothing yet”. It held.").waitFor();
    await cellOf(page, "cell-24").locator(".gtitle:visible").first().waitFor();
  });
});

test("an exercise is typed on the screen's keyboard, and checked by a tap", async () => {
  await onPhone("01-why-not-zeros.html", async (page) => {
    const answer = cellOf(page, "cell-28");
    await answer.locator("pre.code").tap();
    const editor = answer.locator(".cm-content");
    await answer.locator(".cm-content:focus").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("const answer1 = [[0.5, 0.5], [0.5, 0.5]];");
    await cellOf(page, "cell-29").locator(".run").tap();
    await cellOf(page, "cell-29").getByText("not yet").first().waitFor();
    await editor.tap();
    await page.keyboard.press("Control+End");
    for (let back = 0; back < 7; back++) await page.keyboard.press("Backspace");
    await page.keyboard.insertText("-0.5]];");
    await cellOf(page, "cell-29").locator(".run").tap();
    await page.locator("#exercise-1[data-solved]").waitFor();
  });
});

test("the menu is opened, leads to a heading, and is closed by that", async () => {
  await onPhone("01-why-not-zeros.html", async (page) => {
    await page.getByRole("button", { name: "More" }).tap();
    await page.locator(".menu ol a", { hasText: "Laboratory" }).tap();
    assert.equal(await page.locator("#menu").isVisible(), false);
    const { y } = (await page.locator("h2", { hasText: "Laboratory" }).boundingBox())!;
    assert.ok(y >= 0 && y < 300, `the heading is at ${y}`);
  });
});

test("a finger on a slider moves its figure, at the first touch", async () => {
  await onPhone("04-too-large.html", async (page, glass) => {
    const cell = cellOf(page, "cell-08");
    await cell.evaluate((node) => {
      node.classList.add("revealed");
    });
    const drawn = await drawnIn(cell);
    await swipe(glass, await middleOf(cell.locator("input[type=range]").first()), 60, 0);
    await until("the figure follows", async () => (await drawnIn(cell)) !== drawn);
  });
});

test("a swipe that begins on a slider scrolls the page, and leaves the value and the figure as they were", async () => {
  await onPhone("04-too-large.html", async (page, glass) => {
    const cell = cellOf(page, "cell-08");
    await cell.evaluate((node) => {
      node.classList.add("revealed");
    });
    const range = cell.locator("input[type=range]").first();
    const state = async (): Promise<string> =>
      [
        await range.inputValue(),
        await cell.locator(".bs-number").first().inputValue(),
        await drawnIn(cell),
      ].join();
    await swipe(glass, await middleOf(range), 60, 0);
    const rest = async (): Promise<string> => {
      const before = await state();
      await page.waitForTimeout(500);
      return before === (await state()) ? before : rest();
    };
    await cell.locator("svg.painted:only-of-type").waitFor();
    const before = await rest();
    const [x, y] = await middleOf(range);
    const top = await page.evaluate(() => scrollY);
    await swipe(glass, [x - 90, y], 6, -200);
    await until("the page has moved", async () => (await page.evaluate(() => scrollY)) > top + 100);
    await until("all is as before", async () => (await state()) === before);
  });
});

test("the first tap on a plane to draw in runs its cell, and adds the point", async () => {
  await onPhone("03-breaking-the-symmetry.html", async (page) => {
    const cell = cellOf(page, "cell-36-knobs");
    const plane = cell.locator(".bs-points-frame");
    await plane.scrollIntoViewIfNeeded();
    const box = (await plane.boundingBox())!;
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await cell.getByText("Tap to add a point; drag a point to move it.").waitFor();
    assert.equal(await cell.locator(".bs-point").count(), 41);
    await cell.getByText("Added a point of class 0 at").waitFor();
  });
});

test("a slider that plays has as high a row as one that does not", async () => {
  await onPhone("03-breaking-the-symmetry.html", async (page) => {
    const row = cellOf(page, "cell-36-knobs").locator(".bs-control", { has: page.locator(".bs-play") });
    const { height } = (await row.boundingBox())!;
    await row.getByRole("button", { name: "Play" }).tap();
    await row.getByRole("button", { name: "Pause" }).waitFor();
    assert.equal((await row.boundingBox())!.height, height);
  });
});
