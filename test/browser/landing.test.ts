import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { devices, type Locator, type Page } from "playwright-core";
import { readCourse } from "../../jupyter/web/landing/course.mjs";
import { seriousIn } from "./helpers/axe";
import { openFenced } from "./helpers/chromium";
import { until } from "./helpers/session";
import { Site } from "./helpers/site";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

const handle = (page: Page, unit: 1 | 2): Locator => page.locator(`#handle${unit}`);
const said = (page: Page): Promise<string> => page.locator("#says").innerText();
const valueOf = (page: Page, unit: 1 | 2): Promise<string | null> =>
  handle(page, unit).getAttribute("aria-valuetext");

const saysSoon = (page: Page, words: RegExp): Promise<void> =>
  until(`it says ${words.source}`, async () => words.test(await said(page)));

/** Waits until the training that plays has come to its end. */
const hasEnded = (page: Page): Promise<void> =>
  until("the training has ended", async () =>
    ((await page.locator("#numbers").textContent()) ?? "").startsWith("step 600 "),
  );

/** The middle of a handle on the screen. */
async function middleOf(page: Page, unit: 1 | 2): Promise<{ x: number; y: number }> {
  const box = (await handle(page, unit).locator(".ring").boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test("the landing page is alive in 150 kB, with no request beyond itself and its fonts", async () => {
  await site.opened("index.html", async (page) => {
    await page.locator(".toy[data-ready=true]").waitFor();
    await page.evaluate(() => document.fonts.ready);
    assert.ok(site.server.sent < 150_000, `${site.server.sent} bytes`);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    await page.locator(".toy[data-ready=true]").waitFor();
    await page.evaluate(() => document.fonts.ready);
    const needed = asked.filter(
      (name) => !/^\/(fonts\/(serif|sans)\.woff2|search\.js|icon\.svg)$/.test(name),
    );
    assert.deepEqual(needed, ["/index.html"]);
    assert.doesNotMatch(await page.locator("body").innerText(), /npm/);
  });
});

test("units that start equal stay one unit; the mouse pulls one away, and they are two", async () => {
  await site.opened("index.html", async (page) => {
    await saysSoon(page, /^One unit, twice\./);
    assert.equal(await valueOf(page, 1), await valueOf(page, 2));
    const { x, y } = await middleOf(page, 2);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 60, y + 40, { steps: 6 });
    await saysSoon(page, /^Two units/);
    await page.mouse.up();
    await hasEnded(page);
    assert.match(await said(page), /They started \d/);
    assert.notEqual(await valueOf(page, 1), await valueOf(page, 2));
    // Back upon the other, it snaps.
    const from = await middleOf(page, 2);
    const to = await middleOf(page, 1);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x + 2, to.y - 2, { steps: 6 });
    await page.mouse.up();
    assert.equal(await valueOf(page, 1), await valueOf(page, 2));
    await saysSoon(page, /^One unit, twice\./);
  });
});

test("by keys alone: a hair apart, far apart, upon one another, and at zero", async () => {
  await site.opened("index.html", async (page) => {
    await handle(page, 2).focus();
    await page.keyboard.press("ArrowRight");
    await hasEnded(page);
    assert.match(await said(page), /^Two units\. They started only 0\.033 apart/);
    const before = await valueOf(page, 2);
    await page.keyboard.press("Shift+ArrowLeft");
    assert.notEqual(await valueOf(page, 2), before);
    await page.keyboard.press("Enter");
    await saysSoon(page, /^One unit, twice\./);
    await page.keyboard.press("Home");
    await saysSoon(page, /^Unit 2 never moves\./);
    assert.equal(await valueOf(page, 2), "0 and 0");
  });
});

test("a finger drags an arrow on a phone, and scrolls the page beside it", async () => {
  const { context } = await openFenced(site.browser, site.server.origin);
  await context.close();
  const phone = await site.browser.newContext({ ...devices["Pixel 7"], reducedMotion: "reduce" });
  try {
    const page = await phone.newPage();
    await page.addInitScript("globalThis.__name = (named) => named;");
    await page.goto(`${site.server.origin}/index.html`);
    await page.locator(".toy[data-ready=true]").waitFor();
    await page.locator("#plane").scrollIntoViewIfNeeded();
    const top = await page.evaluate(() => scrollY);
    const { x, y } = await middleOf(page, 2);
    const touch = await phone.newCDPSession(page);
    const send = (type: "touchStart" | "touchMove" | "touchEnd", points: { x: number; y: number }[]) =>
      touch.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    const swipe = async (from: { x: number; y: number }, down: number): Promise<void> => {
      await send("touchStart", [from]);
      for (let k = 1; k <= 10; k++) await send("touchMove", [{ x: from.x, y: from.y + (k / 10) * down }]);
      await send("touchEnd", []);
    };
    // Straight down, as a page is scrolled.
    await swipe({ x, y }, 80);
    await saysSoon(page, /^Two units/);
    const moved = (await middleOf(page, 2)).y - y;
    assert.ok(Math.abs(moved - 80) < 4, `the arrow has moved by ${moved} pixels`);
    assert.equal(await page.evaluate(() => scrollY), top);
    for (const panel of ["#plane", "#together"]) {
      const scrolled = await page.evaluate(() => scrollY);
      const box = (await page.locator(panel).boundingBox())!;
      await swipe({ x: box.x + 20, y: box.y + box.height - 40 }, -160);
      await until("the page is scrolled", async () => (await page.evaluate(() => scrollY)) > scrolled + 50);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  } finally {
    await phone.close();
  }
});

test("each start says what it leads to, and the pressed button shows it; a moved arrow presses none", async () => {
  await site.opened("index.html", async (page) => {
    const words = {
      "at zero": /^Nothing moves\./,
      apart: /^Two units\..* each has found one edge of the stripe/,
      "far too large": /^\d+\s% saturated\..* moved by \d\s%/,
      equal: /^One unit, twice\. .* after 600 steps/,
    };
    for (const [name, says] of Object.entries(words)) {
      const button = page.getByRole("button", { name, exact: true });
      await button.click();
      await saysSoon(page, says);
      assert.equal(await button.getAttribute("aria-pressed"), "true");
      assert.equal(await page.locator("[aria-pressed=true]").count(), 1);
    }
    await handle(page, 1).press("ArrowUp");
    assert.equal(await page.locator("[aria-pressed=true]").count(), 0);
  });
});

test("with less motion the end is shown at once, and a screen reader hears it", async () => {
  await site.opened("index.html", async (page) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.reload();
    await page.locator(".toy[data-ready=true]").waitFor();
    assert.match((await page.locator("#numbers").textContent())!, /^step 600 /);
    assert.match((await page.locator("#told").textContent())!, /^One unit, twice\. .* 54 of 70 right$/);
  });
});

test("axe finds nothing on the landing page, in both colour schemes, nor where a page is missing", async () => {
  for (const file of ["index.html", "404.html", "toy.html"])
    await site.opened(file, async (page) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await seriousIn(page), [], `${file} ${colorScheme}`);
      }
    });
});

test("what the landing page gives for other pages names the site's own address", async () => {
  await site.opened("index.html", async (page) => {
    const codes = page.locator("footer pre");
    await until("the address is there", async () => {
      const texts = (await codes.allTextContents()).join(" ");
      return ["embed.js", "toy.html"].every((file) => texts.includes(`src="${site.server.origin}/${file}"`));
    });
  });
});

test("the experiment works in a frame of 400 px, as high as the page says, that may run scripts and nothing else", async () => {
  await site.opened("404.html", async (page) => {
    await page.setContent(
      `<iframe sandbox="allow-scripts" width="400" height="580" src="${site.server.origin}/toy.html"></iframe>`,
    );
    const frame = page.frameLocator("iframe");
    await frame.locator(".toy[data-ready=true]").waitFor();
    await frame.getByRole("button", { name: "at zero" }).click();
    await frame.locator("#says", { hasText: "Nothing moves." }).waitFor();
    const isCut = await frame
      .locator("html")
      .evaluate((html) => html.scrollWidth > html.clientWidth || html.scrollHeight > html.clientHeight);
    assert.equal(isCut, false);
  });
});

test("at 390, 820 and 1440 pixels nothing is cut or wider than the page", async () => {
  await site.opened("index.html", async (page) => {
    for (const width of [390, 820, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const cut = await page
        .locator(".toy h2, .card strong, .card .words, .starts button")
        .evaluateAll((parts) =>
          parts
            .filter(
              (part) =>
                part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline",
            )
            .map(({ textContent }) => textContent),
        );
      assert.deepEqual(cut, [], `${width} px`);
    }
  });
});

test("every lesson has a card with a picture of its own, and a picture for social networks", async () => {
  const { parts } = await readCourse();
  const lessons = parts.flatMap((part) => part.lessons);
  await site.opened("index.html", async (page) => {
    const pictures = await page
      .locator(".card .picture > svg")
      .evaluateAll((all) => all.map((one) => one.outerHTML));
    assert.equal(new Set(pictures).size, lessons.length);
    const heads = await page.locator("meta[property^='og:'], meta[name=description], link[rel=icon]").count();
    assert.ok(heads > 7);
  });
  for (const file of ["index", ...lessons.map((lesson) => lesson.file)]) {
    const png = await readFile(path.join(site.folder, "cards", `${file}.png`));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630], file);
    assert.ok(png.length < 300_000, `${file}: ${png.length} bytes`);
  }
});

test("from a missing page deep in the site, its links lead home", async () => {
  await site.opened("404.html", async (page) => {
    const text = await (await fetch(`${site.server.origin}/404.html`)).text();
    await page.route("**/no/such/page", (route) =>
      route.fulfill({ status: 404, body: text, contentType: "text/html" }),
    );
    await page.goto(`${site.server.origin}/no/such/page`);
    const link = page.getByRole("link", { name: "All lessons" });
    await until("the link leads home", async () => (await link.getAttribute("href")) === "/index.html");
    await link.click();
    await page.locator(".toy").waitFor();
  });
});

test("a link to what is said for teachers unfolds it", async () => {
  await site.opened("index.html", async (page) => {
    const words = page.locator("#teachers");
    assert.equal(await words.isVisible(), false);
    await page.locator(".top").getByRole("link", { name: "For teachers" }).click();
    await words.waitFor();
    await until("it is in sight", () =>
      words.evaluate((node) => node.getBoundingClientRect().top < innerHeight),
    );
  });
});
