import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { ready, Site } from "./helpers/site";

const LESSON = "04-too-large.html";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

/** How far below the page's top each part of the lesson begins. */
const placesIn = (page: Page): Promise<number[]> =>
  page
    .locator("main > *")
    .evaluateAll((nodes) => nodes.map((node) => Math.round(node.getBoundingClientRect().top + scrollY)));

/** Opens a lesson whose rest is kept back for good: it never rests. */
const opened = (use: (page: Page) => Promise<void>): Promise<void> =>
  site.opened("404.html", async (page) => {
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    await page.goto(`${site.server.origin}/${LESSON}`);
    await page.locator("html[data-ready=true]").waitFor();
    await use(page);
  });

test("a lesson that is opened at its top is laid out as a whole when it rests, as one that is read again is at once", async () => {
  await site.opened(LESSON, async (page) => {
    await ready(page);
    const places = await placesIn(page);
    await page.reload();
    assert.ok(!(await page.locator("html").getAttribute("class"))?.includes("first-screen"));
    await ready(page);
    assert.deepEqual(await placesIn(page), places);
  });
});

test("a link of the contents leads to its heading before the page has rested", async () => {
  await opened(async (page) => {
    await page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "Takeaways" }).click();
    await page.waitForFunction(() => {
      const { top } = document.querySelector("#takeaways")!.getBoundingClientRect();
      return top > 0 && top < innerHeight / 2;
    });
  });
});

test("a page is printed as a whole before it has rested", async () => {
  await opened(async (page) => {
    const skipped = (): Promise<number> =>
      page
        .locator("main > *")
        .evaluateAll(
          (nodes) => nodes.filter((node) => getComputedStyle(node).contentVisibility === "auto").length,
        );
    assert.ok((await skipped()) > 20);
    await page.pdf();
    assert.equal(await skipped(), 0);
  });
});
