/** A lesson by the keyboard alone, from the address bar on: what has the focus is always known, and always seen. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { until } from "./helpers/session";
import { cellOf, ready, Site } from "./helpers/site";

const FILE = "01-why-not-zeros.html";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

/** Opens the first lesson, with nothing but the page in focus. */
const opened = (use: (page: Page) => Promise<void>, file = FILE): Promise<void> =>
  site.opened(file, async (page) => {
    await ready(page);
    await use(page);
  });

/** What is wrong with the focus, in words; undefined if a reader sees where it is. */
const lost = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const held = document.activeElement;
    if (!held || held === document.body) return "the focus is lost";
    const name = `${held.tagName} “${held.getAttribute("aria-label") ?? held.textContent}”`;
    const { x, y, width, height } = held.getBoundingClientRect();
    const middle = (Math.max(y, 0) + Math.min(y + height, innerHeight)) / 2;
    const above = document.elementFromPoint(x + width / 2, middle);
    // Handles may lie upon each other.
    if (held.matches(".bs-handle-grip")) return above ? undefined : `${name} is out of sight`;
    if (!above || !(held.contains(above) || above.contains(held) || held.parentElement!.contains(above)))
      return `${name} is out of sight`;
    // What holds it shows it, or what is around it does: an editor, a choice.
    for (let at: Element | null = held, steps = 0; at && steps < 4; at = at.parentElement, steps++) {
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      if (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) return undefined;
    }
    return `${name} does not show that it has the focus`;
  });

/** Presses a key, after which the reader knows where they are. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    let trouble: string | undefined;
    await until("the focus is seen", async () => (trouble = await lost(page)) === undefined, 5000).catch(
      () => {
        assert.fail(`After ${key}: ${trouble}`);
      },
    );
  }
}

/** Goes on by Tab, or by another key, until the focus is there. */
async function goTo(page: Page, there: Locator, key = "Tab"): Promise<void> {
  const isThere = async (): Promise<boolean> => (await there.and(page.locator(":focus-within")).count()) > 0;
  for (let steps = 0; !(await isThere()); steps++) {
    assert.ok(steps < 40, `${key} does not lead to ${String(there)}`);
    await press(page, key);
  }
}

test("a reader comes from the address bar to a heading, predicts, and looks at what came", async () => {
  await opened(async (page) => {
    await goTo(page, page.locator(".contents a", { hasText: "The usual cure" }));
    await press(page, "Enter");
    const heading = page.locator("h2", { hasText: "The usual cure" });
    assert.ok(
      await heading.evaluate((node) => node === document.activeElement),
      "a link leads to its heading",
    );

    const group = page.getByRole("radiogroup", { name: /What will 2000 steps do from there/ });
    await goTo(page, group);
    await press(page, "ArrowDown", "ArrowDown", "ArrowUp");
    assert.equal(await group.getByRole("radio", { checked: true }).count(), 0, "to look is not to choose");
    await press(page, "Space");
    await page.getByText("You predicted “part the rows, but solve nothing yet”. It held.").waitFor();
    await press(page, "ArrowDown");
    assert.equal(await group.getByRole("radio", { checked: true }).count(), 1, "a choice stays");
    await goTo(page, cellOf(page, "cell-24"));
  });
});

test("Run all and Stop hand the focus to each other", async () => {
  await opened(async (page) => {
    await goTo(page, page.locator("#run-all"));
    await press(page, "Enter");
    await until("Stop has the focus", () => page.locator("#stop").evaluate((node) => node.matches(":focus")));
    await press(page, "Enter");
    await until("Run all has it", () => page.locator("#run-all").evaluate((node) => node.matches(":focus")));
    await press(page, "Tab");
  });
});

test("a cell is written, left by Esc and Tab, run and reset", async () => {
  await opened(async (page) => {
    const cell = cellOf(page, "cell-24");
    await goTo(page, page.locator(".contents a", { hasText: "The usual cure" }));
    await press(page, "Enter");
    await goTo(page, cell.locator(".cm-content, .code"));
    await cell.locator(".cm-content:focus").waitFor();
    await press(page, "Control+Home");
    await page.keyboard.insertText("// mine\n");
    await press(page, "Tab", "Escape", "Tab");
    assert.ok(
      await cell.locator(".run").evaluate((node) => node.matches(":focus")),
      "Esc, then Tab, moves on",
    );
    await goTo(page, cell.locator(".reset"));
    await press(page, "Enter");
    assert.doesNotMatch((await cell.locator(".cm-content").textContent())!, /mine/);
    assert.ok(await cell.locator(".run").evaluate((node) => node.matches(":focus")), "Run is beside it");
  });
});

test("an exercise is solved and checked, and a control is moved by arrows", async () => {
  await opened(async (page) => {
    await goTo(page, page.locator(".dots a").first());
    await press(page, "Enter");
    const [answer, check] = [cellOf(page, "cell-28"), cellOf(page, "cell-29")];
    await goTo(page, answer.locator(".cm-content, .code"));
    await answer.locator(".cm-content:focus").waitFor();
    await press(page, "Control+a");
    await page.keyboard.insertText("const answer1 = [[0.5, 0.5], [0.5, -0.5]];");
    await press(page, "Escape", "Tab");
    await goTo(page, check.locator(".run"));
    await press(page, "Enter");
    await page.locator("#exercise-1[data-solved]").waitFor();
    await press(page, "Tab");

    const held = cellOf(page, "cell-26");
    await goTo(page, held.getByRole("slider", { name: "unit 2, in the figure" }), "Shift+Tab");
    const drawn = (): Promise<string> => held.locator("svg.painted").first().innerHTML();
    const before = await drawn();
    await press(page, "ArrowDown", "ArrowDown");
    await until("the figure follows", async () => (await drawn()) !== before);
    await press(page, "ArrowUp");
  });
});

test("what is closed gives the focus back", async () => {
  await opened(async (page) => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
    });
    const more = page.getByRole("button", { name: "More" });
    await goTo(page, more);
    await press(page, "Enter");
    await goTo(page, page.locator("#copy-link"));
    await press(page, "Enter");
    const close = page.locator("#notices").getByRole("button", { name: "Close" });
    await close.waitFor();
    await goTo(page, close);
    await press(page, "Enter");
    assert.equal(await close.count(), 0);
    assert.ok(await more.evaluate((node) => node.matches(":focus")), "it is where it was");
  });
});
