import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { launchBrowser } from "../../browser/helpers/chromium";
import { REPOSITORY } from "../../browser/helpers/repository";

const PAGE = `
import { PointsView } from "./jupyter/renderer/src/points/view";
const limits = { x: [-2, 2], y: [-2, 2] };
const plane = { points: [[1, 0, 1], [0, 0, 0]], limits, label: "data", channel: undefined };
document.body.append(new PointsView(plane, (points) => { window.told = points; }).node);
document.body.style.cssText = "padding: 300px 0 3000px";`;

interface Spot {
  readonly x: number;
  readonly y: number;
}

test("a finger drags a point without scrolling the page, and scrolls it beside the points", async (t) => {
  const stdin = { contents: PAGE, resolveDir: REPOSITORY };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: "iife" });
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true });
  const page = await context.newPage();
  await page.setContent("<body></body>");
  await page.addStyleTag({
    content: await readFile(path.join(REPOSITORY, "jupyter/renderer/src/style.css"), "utf8"),
  });
  await page.addScriptTag({ content: outputFiles[0]!.text });
  const glass = await context.newCDPSession(page);
  const at = async (across: number, down: number): Promise<Spot> => {
    const { x, y, width, height } = (await page.locator(".bs-points-frame").boundingBox())!;
    return { x: x + across * width, y: y + down * height };
  };
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Spot[]): Promise<unknown> =>
    glass.send("Input.dispatchTouchEvent", { type, touchPoints });
  const swipe = async (from: Spot, to: Spot): Promise<void> => {
    await touch("touchStart", [from]);
    for (let part = 0.1; part < 1.05; part += 0.1)
      await touch("touchMove", [{ x: from.x, y: from.y + part * (to.y - from.y) }]);
    await touch("touchEnd", []);
  };
  await swipe(await at(0.75, 0.5), await at(0.75, 0.25));
  await page.waitForFunction("JSON.stringify(window.told) === '[[1,1,1],[0,0,0]]'");
  assert.equal(await page.evaluate("scrollY"), 0);
  await swipe(await at(0.5, 0.9), await at(0.5, 0.3));
  await page.waitForFunction("scrollY > 50");
});
