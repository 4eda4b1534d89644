import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { seriousIn } from "./helpers/axe";
import { launchBrowser, openFenced } from "./helpers/chromium";
import { until } from "./helpers/session";
import { cellOf, ready, Site, writeIn } from "./helpers/site";

/** How the lessons' pages are laid out, on a phone, a tablet and a desk. */
let site: Site;
let lessons: string[];

before(async () => {
  site = await Site.open();
  lessons = (await readdir(site.folder)).filter((name) => /^(\d\d\w?-|ex).*\.html$/.test(name));
});
after(() => site.close());

const WIDTHS = [390, 820, 1440];

/** Opens all that is folded. */
const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLDetailsElement>("main > details")) one.open = true;
    for (const cell of document.querySelectorAll(".held")) cell.classList.add("revealed");
  });

/** What stands out of the page, or of its own box, to the right. */
const cutIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    const texts =
      "main :is(p, li, h1, h2, h3, math, label, summary, button, input, select, figcaption, .formula, .square)";
    const beyond = [...document.querySelectorAll(texts)].filter(
      (node) =>
        !node.closest(".table, pre") && node.checkVisibility() && node.getBoundingClientRect().right > edge,
    );
    const wide = [...document.querySelectorAll(".formula, .outputs pre:not(.ruled), .bar button")];
    const scrolled = [document.documentElement, ...wide].filter(
      (node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1,
    );
    return [...beyond, ...scrolled].map((node) => `${node.tagName}: ${node.textContent.trim().slice(0, 40)}`);
  });

/** Signs of formulas for which the font that the page brings has none. */
async function strangeIn(page: Page): Promise<string[]> {
  // To ask about each takes long: one of those that look alike stands for all.
  await page.evaluate(() => {
    const seen = new Set<string>();
    for (const node of document.querySelectorAll("math :is(mi, mo, mn, mtext)")) {
      const { font, mathStyle } = getComputedStyle(node);
      const look = [node.tagName, node.textContent, font, mathStyle].join();
      node.toggleAttribute("data-asked", !seen.has(look));
      seen.add(look);
    }
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("DOM.enable");
  await devtools.send("CSS.enable");
  const { root } = await devtools.send("DOM.getDocument", { depth: 0 });
  const selector = "math [data-asked]";
  const { nodeIds } = await devtools.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector });
  const strange: string[] = [];
  for (const nodeId of nodeIds) {
    const { fonts } = await devtools.send("CSS.getPlatformFontsForNode", { nodeId });
    if (fonts.some(({ isCustomFont }) => !isCustomFont))
      strange.push((await devtools.send("DOM.getOuterHTML", { nodeId })).outerHTML);
  }
  return strange;
}

test("no text and no formula is cut on a phone, a tablet and a desk, and every sign is in the font that the page brings", async () => {
  for (const file of lessons)
    await site.opened(file, async (page) => {
      await unfold(page);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      assert.deepEqual(await strangeIn(page), [], file);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await cutIn(page), [], `${file} at ${width} pixels`);
      }
    });
});

test("with text of one and a half times its size nothing is wider than a phone", async () => {
  const browser = await launchBrowser("--blink-settings=defaultFontSize=24");
  try {
    const { page } = await openFenced(browser, site.server.origin);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [file, cell] of [
      ["index.html", undefined],
      ["01-why-not-zeros.html", "cell-26"],
      ["03-breaking-the-symmetry.html", "cell-36-knobs"],
    ] as const) {
      await page.goto(`${site.server.origin}/${file}`);
      if (cell !== undefined) {
        await ready(page);
        await cellOf(page, cell).locator(".run").click();
        await cellOf(page, cell).and(page.locator("[data-state='']")).waitFor();
        await cellOf(page, cell).locator(".bs-control input").first().waitFor();
      }
      assert.deepEqual(await cutIn(page), [], file);
    }
  } finally {
    await browser.close();
  }
});

/** How far things have been moved so far by what no reader has done. */
const movedIn = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const add = (entries: PerformanceObserverEntryList): void => {
          for (const entry of entries.getEntries() as (PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
          })[])
            if (!entry.hadRecentInput) sum += entry.value;
        };
        new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => {
          resolve(sum);
        }, 100);
      }),
  );

test("nothing moves much as a lesson's page loads on a phone, a tablet and a desk", async () => {
  for (const file of lessons)
    await site.opened(file, async (page) => {
      // On a busy machine they come late, and a line may then end at another word.
      await page.route("**/*.woff2", (route) => route.abort());
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.reload();
        await ready(page);
        const moved = await movedIn(page);
        assert.ok(moved < 0.05, `${file} at ${width} pixels: ${moved}`);
      }
    });
});

/** The heights of what the cells show, by the ids of the cells. */
const heightsIn = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>("section.cell")].map((cell) => [
        cell.dataset.id!,
        Math.round(cell.querySelector(".outputs")!.getBoundingClientRect().height),
      ]),
    ),
  );

// 390 pixels are the width for which stills of phones are painted; others scale them.
for (const width of [390, 412, 1180])
  test(`nothing moves as all of a lesson is run at ${width} pixels: all stays as high as it stood`, async () => {
    await site.opened("04-too-large.html", async (page) => {
      await page.setViewportSize({ width, height: 844 });
      await ready(page);
      // As a reader who looks at figures, not at the title.
      await page
        .locator(".cell")
        .nth(3)
        .evaluate((cell) => {
          cell.scrollIntoView();
        });
      await page.waitForTimeout(300);
      const before = await movedIn(page);
      await page.locator("#run-all").click();
      const heights = await heightsIn(page);
      await page.locator("section.cell").last().and(page.locator("[data-state='']")).waitFor();
      await page.locator(".awaited").first().waitFor({ state: "detached" });
      const moved = (await movedIn(page)) - before;
      assert.ok(moved < 0.01, `${moved}`);
      assert.deepEqual(await heightsIn(page), heights);
    });
  });

test("a plane to draw in is as high before its page is alive, when it is, and when its cell has been run", async () => {
  const lesson = `${site.server.origin}/03-breaking-the-symmetry.html`;
  const use = async (page: Page): Promise<void> => {
    await page.route("**/page.js", (route) => route.abort());
    await page.goto(lesson);
    const cell = cellOf(page, "cell-36-knobs");
    const heights = async (): Promise<number[]> => {
      const all: number[] = [];
      for (const width of [...WIDTHS, 560, 412]) {
        await page.setViewportSize({ width, height: 844 });
        all.push(Math.round((await cell.locator(".display").nth(1).boundingBox())!.height));
      }
      return all;
    };
    const before = await heights();
    await page.unroute("**/page.js");
    await page.reload();
    await ready(page);
    assert.deepEqual(await heights(), before);
    await cell.locator(".run").click();
    await cell.and(page.locator("[data-state='']")).waitFor();
    assert.deepEqual(await heights(), before);
  };
  await site.opened("", use, "about:blank");
});

test("on a phone code breaks between words or before a dot, and goes on farther in than its line begins, in the editor too", async () => {
  await site.opened("04-too-large.html", async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await ready(page);
    await unfold(page);
    const cell = cellOf(page, "cell-06-facts");
    const broken = () =>
      cell.locator(".line, .cm-line").evaluateAll((lines) =>
        lines.flatMap((line) => {
          const found: [string, string, number][] = [];
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          const rows = new Map<number, number>();
          const range = document.createRange();
          for (let node = walker.nextNode(); node; node = walker.nextNode())
            for (const { 0: word, index } of node.textContent!.matchAll(/[\w$]+|[^\w$\s]/g)) {
              range.setStart(node, index);
              range.setEnd(node, index + word.length);
              const boxes = [...range.getClientRects()];
              if (boxes.length > 1) found.push(["broken", word, boxes.length]);
              for (const { top, left } of boxes)
                rows.set(Math.round(top), Math.min(left, rows.get(Math.round(top)) ?? Infinity));
            }
          const [first, ...others] = [...rows].sort(([a], [b]) => a - b).map(([, left]) => left);
          if (others.length === 0) return [...found, ["short", "", 0]];
          return [...found, ["long", "", Math.round(Math.min(...others) - first!)]];
        }),
      );
    const asShipped = await broken();
    assert.deepEqual(
      asShipped.filter(([kind]) => kind === "broken"),
      [],
    );
    const long = asShipped.filter(([kind]) => kind === "long");
    assert.ok(long.length > 3 && long.every(([, , farther]) => Number(farther) > 20), JSON.stringify(long));
    await writeIn(cell);
    assert.deepEqual(await broken(), asShipped);
  });
});

test("on a phone the marks of an error stand under what they mark, in sight, however long the line is", async () => {
  await site.opened("04-too-large.html", async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await ready(page);
    const cell = cellOf(page, "by-hand");
    await writeIn(cell);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(`const long = [${"1, ".repeat(30)}lost, ${"2, ".repeat(30)}3];`);
    await cell.locator(".run").click();
    await cell.locator(".error").waitFor();
    const found = await cell.locator(".excerpt").evaluate((excerpt) => {
      const text = document.createTreeWalker(excerpt, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let node = text.nextNode(); node; node = text.nextNode())
        for (const { 0: word, index } of node.textContent!.matchAll(/lost/g)) {
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
        }
      const word = range.getBoundingClientRect();
      const marks = excerpt.querySelector("span[class]")!.getBoundingClientRect();
      return [word.left, word.right, marks.left, marks.right].map(Math.round);
    });
    const [left, right, ...marks] = found;
    assert.deepEqual(marks, [left, right]);
    assert.ok(left! > 0 && right! < 390, found.join(" "));
  });
});

test("the text at the top stays there when a phone is turned, and turned back", async () => {
  await site.opened("03-breaking-the-symmetry.html", async (page) => {
    const [tall, wide] = [
      { width: 390, height: 844 },
      { width: 844, height: 390 },
    ];
    await page.setViewportSize(tall);
    await page.reload();
    await ready(page);
    const text = page.locator("main > p").nth(12);
    await text.evaluate((node) => {
      scrollBy({ top: node.getBoundingClientRect().top - 70, behavior: "instant" });
    });
    const isThere = async (): Promise<boolean> => Math.abs((await text.boundingBox())!.y - 70) < 8;
    await until("it is at the top", isThere);
    for (const size of [wide, tall]) {
      await page.waitForTimeout(300);
      await page.setViewportSize(size);
      await page.waitForTimeout(500);
      assert.ok(await isThere(), `${size.width} px: ${(await text.boundingBox())!.y}`);
    }
  });
});

test("a figure that has not been in sight is as large as when it is drawn, however wide the page is", async () => {
  for (const file of lessons)
    await site.opened(file, async (page) => {
      const heights = async (): Promise<object[]> => {
        const all: object[] = [];
        for (const width of [390, 412, 820, 1440]) {
          await page.setViewportSize({ width, height: 844 });
          all.push(await heightsIn(page));
        }
        return all;
      };
      await ready(page);
      const before = await heights();
      await page.addStyleTag({ content: ".painted { content-visibility: visible !important; }" });
      assert.deepEqual(await heights(), before, file);
    });
});

test("on paper figures are drawn that have not been in sight", async () => {
  const sizeOf = async (page: Page): Promise<number> => (await page.pdf()).length;
  await site.opened("04-too-large.html", async (page) => {
    await ready(page);
    const size = await sizeOf(page);
    await page.addStyleTag({ content: ".painted { content-visibility: visible !important; }" });
    assert.ok(Math.abs(size / (await sizeOf(page)) - 1) < 0.01);
    await page.addStyleTag({ content: ".painted > * { display: none; }" });
    assert.ok(size > 1.1 * (await sizeOf(page)), "figures count");
  });
});

test("in code, each element of a line has a colour of its own, or a place to break before it", async () => {
  for (const file of lessons)
    await site.opened(file, async (page) => {
      const colours = await page
        .locator("pre.code .line > :not(.tok-operator)")
        .evaluateAll((spans) =>
          spans.map((span) => getComputedStyle(span).color !== getComputedStyle(span.parentElement!).color),
        );
      assert.ok(colours.length > 0 && colours.every(Boolean), file);
    });
});

test("the line below the bar is as long as the part that has been read", async () => {
  await site.opened("01-why-not-zeros.html", async (page) => {
    await ready(page);
    const share = (): Promise<number> =>
      page.locator(".progress").evaluate((line) => line.getBoundingClientRect().width / innerWidth);
    assert.equal(await share(), 0);
    await page.evaluate(() => {
      scrollTo({ top: document.body.scrollHeight / 2, behavior: "instant" });
    });
    await until("half has been read", async () => Math.abs((await share()) - 0.5) < 0.1);
    await page.keyboard.press("End");
    await until("all has been read", async () => (await share()) > 0.95);
  });
});

test("a link of the contents brings its heading into sight, below the bar, and is marked", async () => {
  await site.opened("01-why-not-zeros.html", async (page) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const link = page.locator(".contents a", { hasText: "Leave zero" });
    await link.click();
    await until("the link is marked", async () => (await link.getAttribute("aria-current")) === "true");
    const bar = (await page.locator(".bar").boundingBox())!;
    const heading = (await page.locator("h2", { hasText: "Leave zero" }).boundingBox())!;
    assert.ok(heading.y >= bar.y + bar.height, `${heading.y}`);
  });
});

test("the menu of a phone leads to a section, and closes", async () => {
  await site.opened("01-why-not-zeros.html", async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "More" }).click();
    await page.locator("#menu a", { hasText: "Exercises" }).click();
    await page.locator("#menu").waitFor({ state: "hidden" });
    await until("the exercises are in sight", async () => {
      const { y } = (await page.locator("h2", { hasText: "Exercises" }).boundingBox())!;
      return y > 52 && y < 400;
    });
  });
});

test("what answers a prediction is in sight at once when the reader does not want to predict, in all lessons", async () => {
  await site.opened("01-why-not-zeros.html", async (page) => {
    const figure = page.locator("[data-id=cell-04] .drawn").first();
    assert.equal(await figure.isVisible(), false);
    await page.getByRole("switch", { name: "Predict first" }).click();
    await figure.waitFor();
    await page.goto(`${site.server.origin}/04-too-large.html`);
    await page.locator("html[data-predict=off]").waitFor();
    // A phone's bar has no room for the switch.
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "More" }).click();
    const slim = page.getByRole("switch", { name: "Predict first" });
    assert.equal(await slim.isChecked(), false);
    await slim.click();
    await page.locator("html[data-predict=first]").waitFor();
  });
});

test("what asks for a choice stands in the box that it speaks of, in sight as long as that is, and gives it no height of its own", async () => {
  for (const [file, width, height] of [
    ["03-breaking-the-symmetry.html", 390, 844],
    ["02-the-proof.html", 360, 780],
    ["03-breaking-the-symmetry.html", 844, 390],
  ] as const)
    await site.opened(file, async (page) => {
      await page.setViewportSize({ width, height });
      await ready(page);
      const outside = await page.locator(".held:not(details *)").evaluateAll((cells) =>
        cells.flatMap((cell) => {
          const [note, box] = [".note > span", ".outputs"].map((name) =>
            cell.querySelector(`:scope > ${name}`)!,
          );
          // The code is in sight, and the first lines of what it shows.
          scrollBy({ top: box!.getBoundingClientRect().top - innerHeight + 60, behavior: "instant" });
          const [words, about] = [note!, box!].map((node) => node.getBoundingClientRect());
          const isIn = words!.top >= about!.top && words!.bottom <= about!.bottom;
          // Its end is in sight, below the bar.
          scrollBy({ top: box!.getBoundingClientRect().bottom - 0.6 * innerHeight, behavior: "instant" });
          const [later, end] = [note!, box!].map((node) => node.getBoundingClientRect());
          const isInSight = later!.top >= 52 && later!.bottom <= end!.bottom;
          cell.classList.add("revealed");
          const grown = about!.height - box!.getBoundingClientRect().height;
          return isIn && isInSight && grown === 0
            ? []
            : [`${cell.getAttribute("data-id")}: ${words!.top - about!.top}, ${later!.top}, ${grown}`];
        }),
      );
      assert.deepEqual(outside, [], `${file} at ${width} pixels`);
    });
});

test("on paper a figure keeps its title and a question its options, and nothing is there to be pressed", async () => {
  await site.opened("04-too-large.html", async (page) => {
    await ready(page);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const controls = page.locator("main :is(button, [type=range])").and(page.locator(":visible"));
    assert.deepEqual(await controls.allTextContents(), []);
    const parted = await page
      .locator(".drawn, .question, .answers .display")
      .evaluateAll((parts) => parts.filter((part) => getComputedStyle(part).breakInside !== "avoid").length);
    assert.equal(parted, 0);
  });
});

test("axe finds nothing serious in a lesson on a phone, a tablet and a desk, all unfolded", async () => {
  await site.opened("03-breaking-the-symmetry.html", async (page) => {
    await ready(page);
    await unfold(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await seriousIn(page), [], `${width} pixels`);
    }
  });
});

for (const width of [390, 1280])
  test(`a wrong prediction moves no option at ${width} pixels, and marks the right one`, async () => {
    await site.opened("01-why-not-zeros.html", async (page) => {
      await page.setViewportSize({ width, height: 900 });
      await ready(page);
      const options = page.locator(".question ul").first().locator("li");
      const boxes = () =>
        options.evaluateAll((items) => {
          const { top } = items[0]!.getBoundingClientRect();
          return items.map((item) => {
            const box = item.getBoundingClientRect();
            return [box.left, box.top - top, box.width, box.height];
          });
        });
      const before = await boxes();
      await options.first().getByRole("radio").check();
      assert.deepEqual(await boxes(), before);
      assert.deepEqual(
        await options.evaluateAll((items) =>
          items.map((item) => getComputedStyle(item.firstElementChild!, "::after").content),
        ),
        ['"✗"', "none", '"✓"'],
      );
    });
  });

test("an exercise is solved with the keyboard, and said to be so on its card, in the contents and in the report, also after a reload", async () => {
  await site.opened("01-why-not-zeros.html", async (page) => {
    await ready(page);
    const card = page.locator("#exercise-2");
    const dot = page.locator(".contents .dots a").nth(1);
    const state = card.locator(".state");
    await card.getByRole("button", { name: "Check my answer" }).click();
    await card.getByText("not yet").waitFor();
    assert.equal(await state.textContent(), "open");
    await writeIn(card.locator(".cell").first());
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(
      "const differentUnits = (W: Matrix) => new Set(W.toArray().map((row) => row.join())).size;",
    );
    await card.getByRole("button", { name: "Check my answer" }).press("Enter");
    await card.getByText("passed").waitFor();
    await until("the card says so", async () => (await state.textContent()) === "solved");
    const report = cellOf(page, "cell-38-report").locator(".outputs");
    assert.match(await report.innerText(), /^1 of 3[^]*◇ Two units[^]*✔ How many units[^]*◇ Zero/);
    await page.reload();
    await until("it is remembered", async () => (await state.textContent()) === "solved");
    assert.match(await report.innerText(), /^1 of 3/);
    assert.equal(await dot.getAttribute("aria-label"), "Exercise 2: solved");
  });
});
