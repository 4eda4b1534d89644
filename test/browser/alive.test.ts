import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { until } from "./helpers/session";
import { cellOf, fetchedAhead, Site, writeIn } from "./helpers/site";

const LESSON = "05-one-over-root-n.html";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

/** Opens a lesson at a cell that answers a prediction, after a choice has uncovered it. */
function atCell(
  id: string,
  use: (page: Page, cell: Locator, asked: string[]) => Promise<void>,
): Promise<void> {
  return site.opened(LESSON, async (page) => {
    await page.locator("html[data-ready=true]").waitFor({ state: "attached" });
    await fetchedAhead(page);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(path.basename(new URL(request.url()).pathname)));
    const cell = page.locator(`section.cell[data-id="${id}"]`);
    await cell.evaluate((node) => {
      node.classList.add("revealed");
    });
    await use(page, cell, asked);
  });
}

const titleOf = (cell: Locator): Promise<string | null> => cell.locator(".gtitle").first().textContent();

test("a control moves its figure at the first touch, without a Run; the page loads 150 kB for it, and no more cells run than it needs", async () => {
  await atCell("deep-slider", async (page, cell, asked) => {
    const [title, sent] = [await titleOf(cell), site.server.sent];
    const panel = await cell.locator(".bs-controls-frame").elementHandle();
    const slider = cell.locator("input[type=range]").first();
    await slider.press("PageUp");
    const value = await slider.inputValue();
    await until("the figure has followed", async () => (await titleOf(cell)) !== title);
    assert.equal(await slider.inputValue(), value);
    assert.ok(await panel.evaluate((node) => node.isConnected), "the panel stays under the hand");
    assert.ok(site.server.sent - sent < 150_000, `${site.server.sent - sent} bytes`);
    assert.deepEqual(
      asked.filter((name) => name.endsWith(".js")),
      ["kernel.js"],
    );
    const needs = (await cell.getAttribute("data-needs"))!.split(" ");
    const ran = await page
      .locator("section.cell[data-state]")
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset.id!));
    assert.deepEqual(ran, [...needs, "deep-slider"]);
  });
});

test("an answer is checked without the lesson above it, of which it names nothing, not even in words", async () => {
  await site.opened("08-order-and-chaos.html", async (page) => {
    await page.locator("html[data-ready=true]").waitFor({ state: "attached" });
    await writeIn(cellOf(page, "ex1-cell"));
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText('const answer1 = "chaos"; // order, chaos');
    await cellOf(page, "ex1-check").locator(".run").click();
    await cellOf(page, "ex1-check").getByText("not yet").waitFor();
    const ran = page.locator("section.cell[data-state]");
    const ids = await ran.evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset.id!));
    assert.deepEqual(ids, ["imports", "ex1-cell", "ex1-check"]);
  });
});

test("what is done with several controls while the kernel starts counts when it has", async () => {
  await atCell("deep-slider", async (_page, cell) => {
    const panel = cell.locator(".bs-controls-frame");
    const entered = await panel.evaluate((node) => {
      const ranges = [...node.querySelectorAll<HTMLInputElement>("input[type=range]")];
      for (const range of ranges) {
        range.value = range.max;
        range.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return ranges.map(({ value }) => value);
    });
    const busy = cell.locator(".outputs[aria-busy=true]");
    await until("the kernel has drawn", async () => (await busy.count()) === 0);
    const values = await panel.locator("input[type=range]").evaluateAll((ranges) => {
      return ranges.map((range) => (range as HTMLInputElement).value);
    });
    assert.deepEqual(values, entered);
  });
});

test("what a control says of a mistake stands below it, and moves neither it nor the others aside", async () => {
  await site.opened("04-too-large.html", async (page) => {
    await page.locator("html[data-ready=true]").waitFor({ state: "attached" });
    const cell = page.locator("section.cell[data-id=cell-08]");
    await cell.evaluate((node) => {
      node.classList.add("revealed");
    });
    const field = cell.locator(".bs-controls-frame input[type=text]").first();
    const sides = (): Promise<number[]> =>
      cell
        .locator(".bs-controls-frame input")
        .evaluateAll((inputs) => inputs.flatMap((one) => [one.getBoundingClientRect().x, one.clientWidth]));
    const before = await sides();
    await field.fill("max(z, 0) + foo(z)");
    await page.keyboard.press("Enter");
    await cell.locator(".bs-controls-message", { hasText: "foo" }).waitFor();
    assert.deepEqual(await sides(), before);
  });
});

test("the editor comes with the first focus, and TypeScript with the first edit", async () => {
  await site.opened(LESSON, async (page) => {
    await page.locator("html[data-ready=true]").waitFor({ state: "attached" });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(path.basename(new URL(request.url()).pathname)));
    const cell = page.locator("section.cell", { has: page.locator("pre.code:visible") }).first();
    const id = await cell.getAttribute("data-id");
    const before = await cell.locator(".code").boundingBox();
    await writeIn(page.locator(`section.cell[data-id="${id}"]`));
    assert.ok(asked.includes("editor.js") && !asked.includes("compiler.js"), asked.join(" "));
    const now = await page.locator(".cm-editor").boundingBox();
    assert.ok(Math.abs(now!.height - before!.height) < 2, `${before!.height} px became ${now!.height} px`);
    await page.keyboard.type("const wrong: string = 1;\n");
    await until("TypeScript has come", () => Promise.resolve(asked.includes("compiler.js")));
    await page.locator(".cm-lintRange-error").first().waitFor();
  });
});

test("a cell that is run again shows what it shows in the place of what it has shown", async () => {
  await atCell("deep-slider", async (page, cell) => {
    const run = async (): Promise<void> => {
      await cell.evaluate((node) => {
        node.removeAttribute("data-state");
      });
      await cell.locator(".run").click();
      await page.locator('section.cell[data-id="deep-slider"][data-state=""] svg.painted').first().waitFor();
    };
    await run();
    const heights = await cell.evaluateHandle((node) => {
      const seen = new Set<number>();
      const observer = new ResizeObserver(([entry]) => seen.add(Math.round(entry!.contentRect.height)));
      observer.observe(node.querySelector(".outputs")!);
      return seen;
    });
    await run();
    assert.equal(await heights.evaluate(({ size }) => size), 1);
  });
});
