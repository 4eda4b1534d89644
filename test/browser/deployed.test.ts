/** The site works wherever it is put, and whatever becomes of the connection. */
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Frame, Page } from "playwright-core";
import { seriousIn } from "./helpers/axe";
import { launchBrowser, openFenced, withScreenshot } from "./helpers/chromium";
import { until } from "./helpers/session";
import { ready, Site, writeIn } from "./helpers/site";
import { serve } from "./helpers/static-server";

const FILE = "04-too-large.html";
const CELL = "section.cell[data-id=cell-08]";
/** Code that no lesson has, and so must be checked; it shows "my own words". */
const OWN = '"my own" + " words"';

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

/** Runs a cell that ends with a figure. */
async function run(page: Page | Frame): Promise<void> {
  const cell = page.locator(CELL);
  await cell.locator(".run").click();
  await until("the cell has run", async () => (await cell.getAttribute("data-state")) === "");
}

/** Writes into the first cell in sight. */
async function write(page: Page | Frame, code: string, keys: Page["keyboard"]): Promise<void> {
  const cell = page.locator("main > section.cell").first();
  const fold = cell.locator("details:has(.code, .cm-editor):not([open]) > summary");
  if ((await fold.count()) > 0) await fold.first().click();
  await writeIn(page.locator("main > section.cell").first());
  await keys.press("Control+A");
  await keys.insertText(code);
}

/** Runs a reader's own code in the first cell. */
async function runOwnWords(page: Page): Promise<void> {
  await write(page, OWN, page.keyboard);
  await page.keyboard.press("Shift+Enter");
  const outputs = page.locator("main > section.cell").first().locator(".outputs");
  await outputs.getByText("my own words").waitFor();
}

/** Opens an address in a browser of its own. */
async function opened(
  address: string,
  use: (page: Page) => Promise<void>,
  { args = [], workers = "block" }: { args?: readonly string[]; workers?: "allow" | "block" } = {},
): Promise<void> {
  const browser: Browser = await launchBrowser(...args);
  try {
    const { page, foreign } = await openFenced(browser, new URL(address).origin, workers);
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    await page.goto(address);
    await withScreenshot(page, () => use(page));
    assert.deepEqual([errors, foreign], [[], []]);
  } finally {
    await browser.close();
  }
}

test("below another path of another host, over plain http as in a class-room, a lesson runs, keeps edits and is downloaded", async () => {
  const server = await serve(site.folder, { under: "/courses/symmetry" });
  const port = new URL(server.origin).port;
  const rules = `--host-resolver-rules=MAP lessons.lan 127.0.0.1`;
  try {
    await opened(
      `http://lessons.lan:${port}/courses/symmetry/${FILE}`,
      async (page) => {
        await ready(page);
        assert.equal(await page.evaluate(() => isSecureContext), false);
        await run(page);
        await runOwnWords(page);
        const saved = page.waitForEvent("download");
        await page.locator("#download").evaluate((button: HTMLElement) => {
          button.click();
        });
        assert.equal((await saved).suggestedFilename(), "04-too-large.ipynb");
        await page.reload();
        await ready(page);
        const code = page.locator("main > section.cell").first().locator("pre.code");
        assert.equal(await code.textContent(), OWN);
      },
      { args: [rules] },
    );
  } finally {
    server.close();
  }
});

test("in a frame without an origin a lesson runs, and says that the browser keeps nothing", async () => {
  const host = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(
      `<!doctype html><iframe sandbox="allow-scripts" src="${site.server.origin}/${FILE}" style="width: 100%; height: 800px"></iframe>`,
    );
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await withScreenshot(page, async () => {
      const frame = page.frames()[1]!;
      await ready(frame);
      await run(frame);
      await write(frame, OWN, page.keyboard);
      await page.keyboard.press("Shift+Enter");
      await frame.getByText("This browser keeps nothing for this page").waitFor();
      await frame
        .locator("main > section.cell")
        .first()
        .locator(".outputs")
        .getByText("my own words")
        .waitFor();
    });
  } finally {
    await browser.close();
    host.close();
  }
});

test("a reload in the middle of a run ends it, and the next run starts anew", async () => {
  await site.opened(FILE, async (page) => {
    await write(page, "for (;;);", page.keyboard);
    await page.keyboard.press("Shift+Enter");
    await page.locator("main > section.cell[data-state=running]").waitFor();
    await page.reload();
    await ready(page);
    assert.equal(await page.locator("#notices p").count(), 0);
    await runOwnWords(page);
  });
});

test("a page that the browser has ended in the middle of a run says so when it is opened again", async () => {
  await site.opened(FILE, async (page) => {
    await write(page, "for (;;);", page.keyboard);
    await page.keyboard.press("Shift+Enter");
    await page.locator("main > section.cell[data-state=running]").waitFor();
    // A page that is ended hears of nothing.
    await page.evaluate(() => {
      window.addEventListener(
        "pagehide",
        (event) => {
          event.stopImmediatePropagation();
        },
        true,
      );
      for (const [key, value] of Object.entries(sessionStorage))
        window.addEventListener("unload", () => {
          sessionStorage.setItem(key, String(value));
        });
    });
    await page.reload();
    await page.getByText("The browser ended this page while a cell was running").waitFor();
    await page.reload();
    await ready(page);
    assert.equal(await page.locator("#notices p").count(), 0);
  });
});

test("after going on and back a lesson runs as before", async () => {
  await site.opened(FILE, async (page) => {
    await run(page);
    await page.goto(`${site.server.origin}/index.html`);
    await page.goBack();
    await ready(page);
    await run(page);
    await page.goForward();
    await page.goBack();
    await ready(page);
    await run(page);
  });
});

test("a lesson that was read can be run and changed without a connection, and a newer site is never mixed with an older one", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "breaking-symmetry-offline-"));
  await cp(site.folder, folder, { recursive: true });
  let server = await serve(folder);
  const { origin } = server;
  const kept = (page: Page): Promise<string[]> =>
    page.evaluate(async () => {
      const cache = await caches.open("breaking-symmetry");
      return (await cache.keys()).map(({ url }) => new URL(url).pathname);
    });
  try {
    await opened(
      `${origin}/${FILE}`,
      async (page) => {
        const marks = await page.locator("#versions").textContent();
        const wanted = [FILE, "index.html", ...Object.keys(JSON.parse(marks!) as object)];
        for (const name of wanted)
          await until(
            `${name} is kept`,
            async () => (await kept(page)).some((one) => one.endsWith(`/${name}`)),
            60_000,
          );
        server.close();
        await page.reload();
        await ready(page);
        await run(page);
        await runOwnWords(page);
        await page.goto(`${origin}/index.html`);
        await page.locator("h1").waitFor();

        // The site is published anew: another page script, and a page that names it.
        const [script, html] = await Promise.all(
          ["page.js", FILE].map((name) => readFile(path.join(folder, name), "utf8")),
        );
        const newer = `${script};document.documentElement.dataset.newer = "true";`;
        const { createHash } = await import("node:crypto");
        const mark = createHash("sha256").update(newer).digest("hex").slice(0, 12);
        const old = /page\.js\?v=(\w+)/.exec(html!)![1]!;
        await writeFile(path.join(folder, "page.js"), newer);
        await writeFile(path.join(folder, FILE), html!.replaceAll(old, mark));
        server = await serve(folder, { port: Number(new URL(origin).port) });
        await page.goto(`${origin}/${FILE}`);
        await page.locator("html[data-newer=true][data-ready=true]").waitFor();
        server.close();
        await page.reload();
        await page.locator("html[data-newer=true][data-ready=true]").waitFor();
        await run(page);
      },
      { workers: "allow" },
    );
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test("who has read the first page alone, over a slow connection, has it without one, at the site's own address, and is told of a page that was not kept", async () => {
  const server = await serve(site.folder, { delay: 300 });
  await opened(
    `${server.origin}/`,
    async (page) => {
      const kept = (): Promise<boolean> =>
        page.evaluate(async () => (await caches.match("search.json")) !== undefined);
      await until("the page is kept", kept, 60_000);
      server.close();
      await page.goto(`${server.origin}/`);
      await page.getByText("Start equal, stay equal.").waitFor();
      await page.locator("#search").fill("hiddenUnits");
      await page.locator("#found a").first().waitFor();

      await page.goto(`${server.origin}/reference/index.html`);
      await page.getByText("This page was not kept on this device.").waitFor();
      await page.goto(`${server.origin}/${FILE}`);
      await page.getByText("This page was not kept on this device.").waitFor();
      assert.deepEqual(await seriousIn(page), []);
      await page.getByRole("link", { name: "why weights must start random" }).click();
      await page.getByText("Start equal, stay equal.").waitFor();
    },
    { workers: "allow" },
  );
});
