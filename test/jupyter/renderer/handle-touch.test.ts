// A handle under a finger, the mouse and the keyboard, in a figure that is painted; plotly's are in test/browser/handle.test.ts.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { build } from "esbuild";
import type { Browser, CDPSession, Page } from "playwright-core";
import { launchBrowser } from "../../browser/helpers/chromium";
import { REPOSITORY } from "../../browser/helpers/repository";

const PAGE = `
import { ControlsPanel } from "./jupyter/renderer/src/panel/panel";
const look = { x: [-2, 2, 0.02], y: [-2, 2, 0.02], names: ["w₁", "w₂"], axes: ["x", "y"], unit: 1, arrow: true };
const control = (value) => ({ name: "w", label: "unit 1", message: "", state: { _model_name: "TextModel", value, handle: look } });
document.body.innerHTML = \`<div class="outputs"><div id="panel"></div><figure class="drawn" style="margin: 0">
  <svg width="300" height="300"><rect class="plane" data-axes="x y" data-x="-3 3" data-y="-3 3" x="30" y="30" width="240" height="240" fill="#eee"/></svg>
</figure></div><div style="height: 3000px"></div>\`;
window.told = [];
const panel = window.panel = new ControlsPanel([control("1, 1")], () => undefined);
document.querySelector("#panel").append(panel.node);
window.drawn = () => document.querySelector('.drawn').dispatchEvent(new Event('bs-drawn', { bubbles: true }));
window.say = (value, by) => panel.receive({ ...control(value), by, drawn: true });
panel.join((data) => { if ("name" in data) window.told.push(data.state.value); window.by = data.by; });
panel.receive({ controls: [control("1, 1")], drawn: true });`;

let browser: Browser;
let page: Page;
let glass: CDPSession;

before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

beforeEach(async () => {
  const stdin = { contents: PAGE, resolveDir: REPOSITORY };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: "iife" });
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true });
  page = await context.newPage();
  glass = await context.newCDPSession(page);
  await page.setContent("<body></body>");
  for (const file of ["style.css", "handle/style.css"])
    await page.addStyleTag({ path: path.join(REPOSITORY, "jupyter/renderer/src", file) });
  await page.addScriptTag({ content: outputFiles[0]!.text });
});

/** Where values of the figure's axes lie in the window. */
async function at(x: number, y: number): Promise<{ x: number; y: number }> {
  const box = (await page.locator("rect.plane").boundingBox())!;
  return { x: box.x + (240 * (x + 3)) / 6, y: box.y + (240 * (3 - y)) / 6 };
}

async function swipe(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const [start, end] = [await at(...from), await at(...to)];
  const touch = (type: string, touchPoints: object[]): Promise<unknown> =>
    glass.send("Input.dispatchTouchEvent", { type, touchPoints } as never);
  await touch("touchStart", [start]);
  for (let part = 0.1; part < 1.05; part += 0.1)
    await touch("touchMove", [
      { x: start.x + part * (end.x - start.x), y: start.y + part * (end.y - start.y) },
    ]);
  await touch("touchEnd", []);
}

const toldLast = (value: string) => page.waitForFunction(`window.told.at(-1) === ${JSON.stringify(value)}`);
const grip = () => page.getByRole("slider", { name: "unit 1, in the figure" });

/** The middle of the handle as values of the axes. */
async function placeOfGrip(): Promise<[number, number]> {
  const [box, plane] = [await grip().boundingBox(), await page.locator("rect.plane").boundingBox()];
  const share = [(box!.x + box!.width / 2 - plane!.x) / 240, (box!.y + box!.height / 2 - plane!.y) / 240];
  return [-3 + 6 * share[0]!, 3 - 6 * share[1]!];
}

async function assertAt(x: number, y: number): Promise<void> {
  const [right, up] = await placeOfGrip();
  assert.ok(Math.abs(right - x) < 0.02 && Math.abs(up - y) < 0.02, `${right}, ${up}`);
}

test("a handle stands where its values are", async () => {
  await assertAt(1, 1);
  assert.equal(await grip().getAttribute("aria-valuetext"), "w₁ 1, w₂ 1");
});

test("a finger drags it without scrolling the page, and scrolls the page beside it", async () => {
  await swipe([1, 1], [-0.5, -1.5]);
  await toldLast("-0.5, -1.5");
  await assertAt(-0.5, -1.5);
  assert.deepEqual(
    await page
      .locator(".bs-number")
      .evaluateAll((boxes: HTMLInputElement[]) => boxes.map(({ value }) => value)),
    ["-0.5", "-1.5"],
  );
  assert.equal(await page.evaluate("scrollY"), 0);
  await swipe([2, -2.5], [2, 2.5]);
  await page.waitForFunction("scrollY > 50");
  assert.equal(await page.evaluate("window.told.at(-1)"), "-0.5, -1.5");
});

test("it stays within its limits, however far it is dragged", async () => {
  await swipe([1, 1], [3, 4]);
  await toldLast("2, 2");
  await assertAt(2, 2);
});

test("arrow keys move it, and it says where it is", async () => {
  await grip().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await toldLast("1.1, 0.5");
  await assertAt(1.1, 0.5);
  assert.equal(await grip().getAttribute("aria-valuetext"), "w₁ 1.1, w₂ 0.5");
});

test("numbers that are typed move it; those it cannot take stay in their boxes", async () => {
  const box = page.getByLabel("unit 1, w₂");
  await box.fill("-1");
  await box.press("Enter");
  await toldLast("1, -1");
  await assertAt(1, -1);
  await box.fill("many");
  await box.press("Enter");
  await toldLast("1, many");
  await assertAt(1, -1);
});

test("a first entry is told at once; of those that follow it within one picture, the last", async () => {
  const told = await page.evaluate(async () => {
    const { told } = window as unknown as { told: string[] };
    const box = document.querySelector<HTMLInputElement>(".bs-number")!;
    for (box.value of ["0.5", "0.6", "0.7"]) box.dispatchEvent(new Event("change"));
    const atOnce = [...told];
    await new Promise(requestAnimationFrame);
    return { atOnce, later: told };
  });
  assert.deepEqual(told, { atOnce: ["0.5, 1"], later: ["0.5, 1", "0.7, 1"] });
});

test("what code sets moves it, but not while it is held", async () => {
  await page.evaluate("window.say('0, 0')");
  await assertAt(0, 0);
  const [start, end] = [await at(0, 0), await at(1, 0)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 5 });
  await toldLast("1, 0");
  await page.evaluate("window.say('1, 0', window.by); window.say('-1, -1')");
  await assertAt(1, 0);
  await page.mouse.up();
  await assertAt(-1, -1);
});

test("when the kernel is gone it stands still, until it is heard again", async () => {
  await page.evaluate("window.panel.end('The kernel is gone.')");
  assert.equal(await page.locator(".bs-handle[inert]").count(), 1);
  await page.evaluate("window.say('1, 1')");
  assert.equal(await page.locator(".bs-handle[inert]").count(), 0);
});

test("it finds its place again when the figure is drawn anew, and is gone from it with its panel", async () => {
  await page.evaluate("document.querySelector('.plane').dataset.x = '-1 5'; window.drawn()");
  const box = (await grip().boundingBox())!;
  const plane = (await page.locator("rect.plane").boundingBox())!;
  assert.ok(Math.abs(box.x + box.width / 2 - plane.x - 80) < 1);
  await page.evaluate("document.querySelector('.plane').dataset.x = '5 9'; window.drawn()");
  await grip().waitFor({ state: "hidden" });
  await page.evaluate("window.panel.node.remove(); window.drawn()");
  assert.equal(await page.locator(".bs-handle").count(), 0);
});
