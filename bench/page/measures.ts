/** What is measured of the site's pages, each in a page of its own. All times are in milliseconds, all sizes in bytes as sent. */
import type { Browser, Locator, Page } from "playwright-core";
import { type Device, quiet, read } from "./reader";

/** A live cell: its lesson, and its id. */
export interface Live {
  readonly lesson: string;
  readonly cell: string;
}

/** When the landing page can be used, and all that it loads. */
export function landing(browser: Browser, site: string, device: Device): Promise<number[]> {
  return read(browser, site, device, "index.html", async (page, server) => {
    await page.waitForLoadState("load");
    const ready = await page.evaluate(
      () => performance.getEntriesByName("toy-ready")[0]?.startTime ?? performance.now(),
    );
    await quiet(page, server);
    return [ready, server.sent, ...(await noted(page))];
  });
}

/** When a lesson can be read and when its controls can be moved, and what it has loaded by then. */
export function lesson(browser: Browser, site: string, device: Device, name: string): Promise<number[]> {
  return read(browser, site, device, `${name}.html`, async (page, server) => {
    await page.locator("html[data-ready=true]").waitFor({ state: "attached" });
    const ready = await page.evaluate(() => performance.now());
    const { sent } = server;
    await quiet(page, server);
    const painted = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    );
    return [painted, ready, sent, ...(await noted(page))];
  });
}

/** From the first touch of a control to the first figure that follows it, and what that loads; then from a key to its picture. */
export function touch(
  browser: Browser,
  site: string,
  device: Device,
  { lesson: name, cell: id }: Live,
): Promise<number[]> {
  return read(browser, site, device, `${name}.html`, async (page, server) => {
    await page.locator("html[data-ready=true]").waitFor({ state: "attached" });
    const cell = await uncovered(page, id);
    await quiet(page, server);
    const before = server.sent;
    await page.evaluate(() => {
      // What is uncovered here makes room for itself.
      window.noted.shift = 0;
    });
    const range = cell.locator("input[type=range]").first();
    const isAlive = (await range.count()) > 0;
    const first = await changing(page, id, async () => {
      if (isAlive) await range.press("ArrowRight");
      else {
        // A page whose controls come with a run: the run is the first touch.
        await cell.locator(".run").click();
        await range.press("ArrowRight");
      }
    });
    await quiet(page, server);
    const steps: number[] = [];
    for (let step = 0; step < STEPS; step++)
      steps.push(await changing(page, id, () => range.press(step % 2 ? "ArrowLeft" : "ArrowRight")));
    steps.sort((a, b) => a - b);
    return [first, server.sent - before, steps[STEPS / 2]!, ...(await noted(page))];
  });
}

const STEPS = 20;

/** Run All: until the last cell has run; how far things have jumped in the meantime. */
export function runAll(browser: Browser, site: string, device: Device, name: string): Promise<number[]> {
  return read(browser, site, device, `${name}.html`, async (page) => {
    await page.locator("html[data-ready=true]").waitFor({ state: "attached" });
    // As a reader who looks at figures, not at the title.
    await page.evaluate(() => {
      document.querySelectorAll(".cell")[3]!.scrollIntoView();
    });
    await page.waitForTimeout(1000);
    const [shiftBefore] = await noted(page);
    const time = await page.evaluate(async () => {
      const started = performance.now();
      const last = [...document.querySelectorAll<HTMLElement>("section.cell")].at(-1);
      document.querySelector<HTMLElement>("#run-all")!.click();
      // A cell that has not been run has no state.
      for (;;) {
        await new Promise(requestAnimationFrame);
        const { state } = last.dataset;
        if (state !== undefined && state !== "running") return performance.now() - started;
      }
    });
    const [shift, block] = await noted(page);
    return [time, shift - shiftBefore, block];
  });
}

/** What a prediction hides is shown. */
async function uncovered(page: Page, id: string): Promise<Locator> {
  const cell = page.locator(`section.cell[data-id="${id}"]`);
  await cell.evaluate((node) => {
    node.classList.add("revealed");
    for (let at = node.closest("details"); at; at = at.parentElement?.closest("details") ?? null)
      at.open = true;
    node.scrollIntoView({ block: "center" });
  });
  return cell;
}

/** How long it takes from what a reader does to the picture in which the cell's figure is another one. */
async function changing(page: Page, id: string, act: () => Promise<void>): Promise<number> {
  const watch = await page.evaluateHandle((cellId) => {
    const outputs = document.querySelector(`section.cell[data-id="${cellId}"] .outputs`)!;
    let start = 0;
    const begin = (): void => {
      start ||= performance.now();
    };
    for (const type of ["keydown", "click"]) addEventListener(type, begin, { capture: true, once: true });
    // In a figure that is drawn anew, lines and texts change; a panel is no figure.
    const isDrawing = ({ target }: MutationRecord): boolean => {
      const node = target instanceof Element ? target : target.parentElement;
      return node?.closest(".bs-controls-frame, .controls-place") === null;
    };
    const drawn = new Promise<number>((resolve) => {
      const observer = new MutationObserver((records) => {
        if (start === 0 || !records.some(isDrawing) || !outputs.querySelector("svg")) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          setTimeout(() => {
            resolve(performance.now() - start);
          });
        });
      });
      observer.observe(outputs, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeFilter: ["d", "transform"],
      });
    });
    return { drawn };
  }, id);
  await act();
  return watch.evaluate(({ drawn }) => drawn);
}

/** How far the layout has shifted so far, and how long the main thread was blocked at most. */
function noted(page: Page): Promise<[shift: number, block: number]> {
  return page.evaluate(() => [window.noted.shift, window.noted.block]);
}
