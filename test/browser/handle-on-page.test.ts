import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { Held } from "./helpers/held";
import { until } from "./helpers/session";
import { ready, Site } from "./helpers/site";

/** The handle of lesson 3's compass on its page: it lies on the still before there is a kernel, and moves by mouse, finger and keys. */
const CELL = 'section.cell[data-id="compass"]';

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

/** Opens the page. With one of its arms on an axis, the compass learns nothing: the loss stays at ln 2. */
function opened(use: (page: Page, cell: Locator, held: Held) => Promise<void>): Promise<void> {
  return site.opened("03-breaking-the-symmetry.html", async (page) => {
    await ready(page);
    const cell = page.locator(CELL);
    await cell.scrollIntoViewIfNeeded();
    await use(page, cell, new Held(cell, "unit 1", [-1.2, 1.4]));
  });
}

const LN2 = "The loss ends at 0.693";

test("the first touch of a handle wakes the kernel, and the figure follows while it is held", async () => {
  await opened(async (page, cell, held) => {
    await held.liesAt([0.7, 0.7]);
    const learned = await held.plot.title();
    assert.match(learned, /The loss ends at 0\.001/);
    await held.grab();
    await held.moveTo([1, 0]);
    await held.titleIs(LN2);
    await held.liesAt([1, 0]);
    await held.moveTo([0.7, 0.7]);
    await held.titleIs(learned);
    await held.moveTo([0, -1]);
    await held.titleIs(LN2);
    await page.mouse.up();
    await held.liesAt([0, -1]);
    assert.equal(await cell.locator(".error").count(), 0);
  });
});

test("it is moved by the arrow keys, and brought back by Reset", async () => {
  await opened(async (page, cell, held) => {
    await held.grip.focus();
    for (let press = 0; press < 7; press++) await page.keyboard.press("ArrowDown");
    await held.titleIs(LN2);
    await held.liesAt([0.7, 0]);
    await cell.getByRole("button", { name: "Reset", exact: true }).click();
    await held.liesAt([0.7, 0.7]);
    await until("it learns again", async () => (await held.plot.title()) !== LN2);
  });
});

test("a number that is out of range moves nothing, and is not sent with a link", async () => {
  await opened(async (page, cell, held) => {
    await held.liesAt([0.7, 0.7]);
    const box = cell.getByLabel("unit 1, w₂");
    await box.fill("99");
    await box.press("Enter");
    await cell.getByText("w₂: 99 is out of range").waitFor();
    await held.liesAt([0.7, 0.7]);
    await page.locator("#copy-link").dispatchEvent("click");
    await page
      .locator("#notices")
      .getByText(/^A link to this lesson/)
      .waitFor();
  });
});

test("a finger drags it, and the page stays where it is", async () => {
  await opened(async (page, cell, held) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await held.grip.scrollIntoViewIfNeeded();
    await held.liesAt([0.7, 0.7]);
    const glass = await page.context().newCDPSession(page);
    await glass.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    const touch = (
      type: "touchStart" | "touchMove" | "touchEnd",
      ...touchPoints: { x: number; y: number }[]
    ): Promise<unknown> => glass.send("Input.dispatchTouchEvent", { type, touchPoints });
    const [x, y] = await held.at([0.7, 0.7]);
    const [, bottom] = await held.at([0.7, -0.7]);
    const top = (await cell.locator(".outputs").boundingBox())!.y;
    await touch("touchStart", { x, y });
    for (let part = 0.1; part < 1.05; part += 0.1)
      await touch("touchMove", { x, y: y + part * (bottom - y) });
    await touch("touchEnd");
    await until("it is told", async () => /^-0\.[67]/.test(await cell.getByLabel("unit 1, w₂").inputValue()));
    // Cells above, which have been run for this one, may have grown.
    const moved = (await cell.locator(".outputs").boundingBox())!.y - top;
    assert.ok(Math.abs(moved) < 5, `${moved} pixels`);
  });
});
