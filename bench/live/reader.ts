/** A reader at a live control in a real page: keys pressed one at a time, and a slider dragged to and fro. */
import { setTimeout as delay } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";

/** What is measured in the page, in milliseconds and figures per second. */
export interface Feel {
  /** From a key to the picture with the new figure. */
  readonly latency: number;
  /** The part of it after the last message of the kernel had come. */
  readonly draw: number;
  /** Different figures seen in a second of dragging. */
  readonly rate: number;
}

const KEYS = 40;
const DRAG_MS = 4000;

/** As often as a screen shows a new picture. */
const MOVE_MS = 16;

/** Notes when keys are pressed, messages come and titles change, on the page's own clock. */
const OBSERVER = `
  window.__seen = { message: 0, titles: 0 };
  const add = EventTarget.prototype.addEventListener;
  const note = () => { __seen.message = performance.now(); };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...args) {
    if (!this.__noted) { this.__noted = true; add.call(this, "message", note); }
    return send.apply(this, args);
  };
`;

export function observe(page: Page): Promise<unknown> {
  return page.evaluate(`{${OBSERVER}}`);
}

const EDITS = 12;

/**
 * Edits the last cell and runs it, again and again.
 *
 * @param page - with a notebook whose last cell is empty
 * @param source - what to write for a scale
 * @returns the time from the keys that run it to the picture with the new figure, in milliseconds
 */
export async function edit(page: Page, source: (scale: number) => string): Promise<number> {
  const cell = page.locator(".jp-CodeCell").last();
  const times: number[] = [];
  for (let i = 0; i < EDITS; i++) {
    await cell.locator(".cm-content").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(source(1 + i / 8));
    await delay(200);
    const watch = await cell.evaluateHandle(watchForPicture);
    await page.keyboard.press("Control+Enter");
    const picture = await watch.evaluate(({ picture }) => picture);
    if (picture) times.push(picture.total);
    await delay(900);
  }
  return median(times.slice(2));
}

/** Uses the first slider below a cell whose figure's title tells its value. */
export async function use(page: Page, cell: Locator): Promise<Feel> {
  const handle = cell.locator(".noUi-handle").first();
  await cell.locator(".gtitle").first().waitFor();
  await handle.scrollIntoViewIfNeeded();
  await handle.focus();
  const pressed: Picture[] = [];
  for (let key = 0; key < KEYS; key++) {
    const watch = await cell.evaluateHandle(watchForPicture);
    await page.keyboard.press(key % 10 < 5 ? "ArrowRight" : "ArrowLeft");
    const picture = await watch.evaluate(({ picture }) => picture);
    if (picture) pressed.push(picture);
    await delay(150);
  }
  const rate = await drag(page, cell, handle);
  return {
    latency: median(pressed.map(({ total }) => total)),
    draw: median(pressed.map(({ draw }) => draw)),
    rate,
  };
}

interface Picture {
  readonly total: number;
  readonly draw: number;
}

/** Runs in the page: from now on waits for a key, and then for the picture with the figure that it leads to. */
function watchForPicture(node: Node): { picture: Promise<Picture | undefined> } {
  const cell = node as HTMLElement;
  let key = NaN;
  addEventListener(
    "keydown",
    ({ timeStamp }) => {
      key = timeStamp;
    },
    { capture: true, once: true },
  );
  const before = cell.querySelector(".gtitle")?.textContent;
  const picture = new Promise<Picture | undefined>((done) => {
    // A key at the end of the rail changes nothing.
    setTimeout(done, 2000);
    const observer = new MutationObserver(() => {
      const now = cell.querySelector(".gtitle")?.textContent;
      if (now === undefined || now === before) return;
      observer.disconnect();
      const { message } = (window as unknown as { __seen: { message: number } }).__seen;
      // The frame after the change is when the picture is painted.
      requestAnimationFrame(() =>
        setTimeout(() => {
          const now = performance.now();
          done({ total: now - key, draw: now - message });
        }),
      );
    });
    observer.observe(cell, { subtree: true, childList: true, characterData: true });
  });
  return { picture };
}

async function drag(page: Page, cell: Locator, handle: Locator): Promise<number> {
  const rail = (await cell.locator(".noUi-base").first().boundingBox())!;
  const counted = await cell.evaluateHandle((node) => {
    const count = { titles: 0, last: "" };
    new MutationObserver(() => {
      const title = node.querySelector(".gtitle")?.textContent ?? "";
      if (title !== count.last) count.titles++;
      count.last = title;
    }).observe(node, { subtree: true, childList: true, characterData: true });
    return count;
  });
  await handle.hover();
  await page.mouse.down();
  const moves: Promise<void>[] = [];
  const start = performance.now();
  for (;;) {
    const time = performance.now() - start;
    if (time > DRAG_MS) break;
    const part = 0.5 + 0.4 * Math.sin(time / 500);
    // A hand does not wait for the page.
    moves.push(page.mouse.move(rail.x + rail.width * part, rail.y + rail.height / 2));
    await delay(MOVE_MS);
  }
  await Promise.all(moves);
  await page.mouse.up();
  const titles = await counted.evaluate((count) => count.titles);
  return titles / (DRAG_MS / 1000);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
