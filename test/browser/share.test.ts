/** What readers share: links that carry their edits and controls, and cells in other people's pages. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { seriousIn } from "./helpers/axe";
import { launchBrowser, openFenced, withScreenshot } from "./helpers/chromium";
import { until } from "./helpers/session";
import { cellOf, ready, Site, writeIn } from "./helpers/site";

const FILE = "04-too-large.html";
const EDITED = "by-hand";
const CONTROLLED = "cell-08";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

const titleOf = (cell: Locator): Promise<string | null> => cell.locator(".gtitle").first().textContent();
const sliderOf = (cell: Locator): Locator => cell.locator("input[type=range]").first();
const offerOf = (page: Page): Locator => page.getByRole("region", { name: "What the link carries" });

/** What is kept of the reader's edits. */
const kept = (page: Page): Promise<(string | null)[]> =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.includes(":cell:"))
      .map((key) => localStorage.getItem(key)),
  );

/** What a cell says, without its line ends: the editor has an element for each line. */
async function textOf(page: Page, id: string): Promise<string> {
  const text = await cellOf(page, id).locator(".cm-content, pre.code").first().textContent();
  return (text ?? "").replaceAll("\n", "");
}

const says = (page: Page, id: string, words: string): Promise<void> =>
  until(`${id} says “${words}”`, async () => (await textOf(page, id)).includes(words));

/** Writes at the end of a cell. */
async function add(page: Page, id: string, words: string): Promise<void> {
  await writeIn(cellOf(page, id));
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(`\n${words}`);
}

/** Opens the lesson in a fresh browser profile, which cannot reach the clipboard: so the link is shown. */
const opened = (use: (page: Page) => Promise<void>, fragment = ""): Promise<void> =>
  site.opened(
    FILE,
    async (page) => {
      await ready(page);
      await use(page);
    },
    `${site.server.origin}/${FILE}${fragment}`,
  );

/** Puts HTML into a page of another origin. */
async function inCourse(html: string, use: (page: Page) => Promise<void>): Promise<void> {
  const host = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=latin1");
    response.end(`<!doctype html><title>A course</title><h1>A course</h1>\n${html}`);
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  const browser = await launchBrowser();
  try {
    const { page } = await openFenced(browser, site.server.origin);
    await page.context().unrouteAll();
    // An emulated scheme would hide the one that a frame takes from its page.
    await page.emulateMedia({ colorScheme: null });
    await page.goto(`http://localhost:${(host.address() as AddressInfo).port}/`);
    await withScreenshot(page, () => use(page));
  } finally {
    await browser.close();
    host.close();
  }
}

/** What an entry of the menu would copy. */
async function copied(page: Page, entry: string, label: string): Promise<string> {
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  // A click of the driver's own would scroll the page to reach a bar that stays where it is.
  await page.getByRole("button", { name: "More" }).dispatchEvent("click");
  await page.getByRole("button", { name: entry }).dispatchEvent("click");
  return page.getByLabel(label, { exact: true }).inputValue();
}

async function linkFrom(page: Page): Promise<string> {
  const address = await copied(page, "Copy a link", "The link");
  assert.ok(address.startsWith(`${site.server.origin}/${FILE}`), address);
  return address;
}

/** What a reader sends who has written in a cell and moved a slider, and the title of the figure that it led to. */
async function sent(words: string): Promise<{ fragment: string; title: string | null; value: string }> {
  let [fragment, title, value]: [string, string | null, string] = ["", "", ""];
  await opened(async (page) => {
    await add(page, EDITED, words);
    const cell = cellOf(page, CONTROLLED);
    await cell.evaluate((node) => {
      node.classList.add("revealed");
    });
    const before = await titleOf(cell);
    await sliderOf(cell).press("Home");
    await until("the figure has followed", async () => (await titleOf(cell)) !== before);
    title = await titleOf(cell);
    value = await sliderOf(cell).inputValue();
    fragment = new URL(await linkFrom(page)).hash;
  });
  return { fragment, title, value };
}

let commented: ReturnType<typeof sent> | undefined;
/** A link with a comment in a cell; the tests that only need some link share it. */
const theirs = (): ReturnType<typeof sent> => (commented ??= sent("// theirs"));

test("a link carries edits and control values: offered, shown when wanted, run when run, kept when kept", async () => {
  const { fragment, title, value } = await sent('"their own" + " words"');
  await opened(async (page) => {
    const heading = async (id: string) =>
      cellOf(page, id).evaluate((node) => {
        const all = [...document.querySelectorAll("h1, h2")];
        return all.filter((one) => one.compareDocumentPosition(node) & 4).at(-1)!.textContent;
      });
    const places = [...new Set([await heading(CONTROLLED), await heading(EDITED)])];
    const where = `in ${places.map((place) => `“${place}”`).join(" and ")}.`;
    await offerOf(page).getByText(`someone's version of 1 cell and 1 control, ${where}`).waitFor();
    await offerOf(page).getByRole("button", { name: "Stay with the original" }).waitFor();
    await offerOf(page).getByText("What they wrote").click();
    await offerOf(page).getByText('"their own" + " words"').waitFor();
    assert.match(
      await offerOf(page).locator("details").innerText(),
      new RegExp(`\\n${await heading(EDITED)}\\n`),
    );
    await page.emulateMedia({ media: "print" });
    assert.equal(await offerOf(page).isVisible(), false);
    await page.emulateMedia({ media: "screen" });
    assert.doesNotMatch(await textOf(page, EDITED), /their own/);
    assert.deepEqual(await seriousIn(page, ".old-edit"), []);

    await offerOf(page).getByRole("button", { name: "Show it" }).click();
    await says(page, EDITED, '"their own" + " words"');
    const words =
      /^You see the changed cell and the changed control\. Nothing of it has been run yet\. Keeping it keeps the code, not the controls\. Keep it/;
    assert.match(await offerOf(page).innerText(), words);
    await offerOf(page).getByRole("button", { name: "Back to the original" }).waitFor();
    assert.deepEqual(await seriousIn(page, ".old-edit"), []);
    const cell = cellOf(page, CONTROLLED);
    await until("the slider stands as theirs", async () => (await sliderOf(cell).inputValue()) === value);
    await cell.getByText("Run this cell to see it with these values.").waitFor({ state: "attached" });
    const looks = await cell
      .locator(".bs-controls-frame > button, .bs-controls-foot > button")
      .evaluateAll((buttons) =>
        buttons.map((button) => {
          const { fontSize, borderColor, borderRadius, minHeight } = getComputedStyle(button);
          return [fontSize, borderColor, borderRadius, minHeight].join();
        }),
      );
    assert.deepEqual([looks.length, new Set(looks).size], [2, 1], looks.join(" and "));
    assert.match((await cellOf(page, EDITED).getAttribute("class"))!, /borrowed/);
    assert.deepEqual(await kept(page), []);
    assert.deepEqual(page.workers(), [], "nothing is run");

    // What another cell needs of it is not run without a word.
    await cellOf(page, "cell-16").locator(".run").click();
    const notice = page.locator("#notices").getByText("This runs what the link has brought");
    await notice.waitFor();
    assert.equal(await cellOf(page, EDITED).getAttribute("data-state"), null);
    await notice.getByRole("button", { name: "Close" }).click();

    await cell.locator(".run").click();
    await until("the figure is theirs", async () => (await titleOf(cell)) === title);
    await cellOf(page, EDITED).locator(".run").click();
    await cellOf(page, EDITED).locator(".outputs").getByText("their own words").waitFor();
    assert.doesNotMatch(await offerOf(page).innerText(), /been run/);

    await page.reload();
    await ready(page);
    await says(page, EDITED, "their own");
    assert.deepEqual(await kept(page), []);
    assert.deepEqual(page.workers(), [], "nothing is run");
    await offerOf(page).getByRole("button", { name: "Keep it" }).click();
    assert.equal(new URL(page.url()).hash, "");
    await page.reload();
    await ready(page);
    assert.match(await textOf(page, EDITED), /their own/);
    assert.equal(await offerOf(page).count(), 0);
  }, fragment);
});

test("a link never touches what the reader has made, which comes back by Undo, by a button and by a reload", async () => {
  const { fragment } = await theirs();
  await opened(async (page) => {
    await add(page, EDITED, "// mine");
    await until("it is kept", async () => (await kept(page)).length === 1);
    const own = await kept(page);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
    await offerOf(page).getByRole("button", { name: "Keep mine" }).waitFor();
    await offerOf(page).getByRole("button", { name: "Show it" }).click();
    await says(page, EDITED, "// theirs");
    assert.doesNotMatch(await textOf(page, EDITED), /mine/);
    assert.deepEqual(await kept(page), own);
    await writeIn(cellOf(page, EDITED));
    await page.keyboard.press("Control+Z");
    await says(page, EDITED, "// mine");
    await page.keyboard.press("Control+Shift+Z");
    await says(page, EDITED, "// theirs");
    assert.deepEqual(await kept(page), own);
    await offerOf(page).getByRole("button", { name: "Back to mine" }).click();
    await says(page, EDITED, "// mine");
    assert.deepEqual(await kept(page), own);
    await page.reload();
    await says(page, EDITED, "// mine");
  });
});

test("what the reader writes in a cell that came by a link is their own and kept, and what they had there before can be taken back", async () => {
  const { fragment } = await theirs();
  await opened(async (page) => {
    await add(page, EDITED, "// mine");
    await until("it is kept", async () => (await kept(page)).length === 1);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
    await offerOf(page).getByRole("button", { name: "Show it" }).click();
    await says(page, EDITED, "// theirs");
    const cell = cellOf(page, EDITED);
    assert.match((await cell.getAttribute("class"))!, /borrowed/);
    await add(page, EDITED, "// and more");
    assert.doesNotMatch((await cell.getAttribute("class"))!, /borrowed/);
    assert.match(await offerOf(page).innerText(), /^You see the changed control\./);
    await page.reload();
    await ready(page);
    await says(page, EDITED, "// theirs// and more");
    await cell.getByText("You had written something else here before.").waitFor();
    assert.deepEqual(await seriousIn(page, ".aside"), []);
    await cell.getByRole("button", { name: "Take it back" }).click();
    await says(page, EDITED, "// mine");
    await page.reload();
    await ready(page);
    await says(page, EDITED, "// mine");
    assert.equal(await cell.locator(".aside").count(), 0);
  });
});

test("what a link brings is scrolled to in sight below the banner, and shown again after a reload also from a heading", async () => {
  const { fragment } = await theirs();
  await opened(async (page) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await offerOf(page).getByRole("button", { name: "Show it" }).click();
    await says(page, EDITED, "// theirs");
    await until("the first cell of it is below the banner", async () => {
      const [banner, cell] = [offerOf(page), page.locator("section.cell:focus")];
      const [{ y: top, height }, { y }] = [(await banner.boundingBox())!, (await cell.boundingBox())!];
      return y >= top + height && y < top + height + 100;
    });
    await page.locator(".contents li > a").last().click();
    await page.reload();
    await ready(page);
    await says(page, EDITED, "// theirs");
    await offerOf(page).getByRole("button", { name: "Back to the original" }).click();
    await page.reload();
    await ready(page);
    assert.equal(await offerOf(page).count(), 0);
    assert.doesNotMatch(await textOf(page, EDITED), /theirs/);
  }, fragment);
});

test("a link that cannot be read says so and changes nothing, and a heading's link leads to its heading", async () => {
  const { fragment } = await theirs();
  for (const [hash, words] of [
    [fragment.slice(0, -9), "The link is damaged"],
    [fragment.replace("=1.", "=2."), "another version of this page"],
  ] as const)
    await opened(async (page) => {
      await page.locator("#notices").getByText(words).waitFor();
      assert.equal(await offerOf(page).count(), 0);
    }, hash);
  await site.opened(
    "05-one-over-root-n.html",
    async (page) => {
      await page.locator("#notices").getByText("another lesson").waitFor();
    },
    `${site.server.origin}/05-one-over-root-n.html${fragment}`,
  );
  await opened(async (page) => {
    const link = page.locator(".contents li > a").last();
    await link.click();
    const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
    await until("its heading is in sight", () =>
      page.evaluate((name) => {
        const { top } = document.getElementById(name)!.getBoundingClientRect();
        return top >= 0 && top < innerHeight;
      }, id),
    );
    assert.equal(await page.locator("#notices p").count(), 0);
  });
});

test("going back to the original leaves the controls as they were, and asks for no run", async () => {
  const { fragment } = await theirs();
  await opened(async (page) => {
    const cell = cellOf(page, CONTROLLED);
    const value = await sliderOf(cell).inputValue();
    await offerOf(page).getByRole("button", { name: "Show it" }).click();
    await cell.getByText("Run this cell to see it with these values.").waitFor({ state: "attached" });
    await offerOf(page).getByRole("button", { name: "Back to the original" }).click();
    assert.equal(await sliderOf(cell).inputValue(), value);
    assert.equal(await cell.locator(".bs-controls-note").textContent(), "");
  }, fragment);
});

test("the menu leads to the same lesson in JupyterLite", async () => {
  await opened(async (page) => {
    await page.getByRole("button", { name: "More" }).click();
    const link = page.getByRole("link", { name: "Open in JupyterLite" });
    assert.equal(await link.getAttribute("href"), "notebook/lab/index.html?path=04-too-large.ipynb");
  });
});

test("a notice that only tells of a success goes by itself, but not from under the pointer", async () => {
  await opened(async (page) => {
    await page.clock.install();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: "Reset this lesson" }).dispatchEvent("click");
    const notice = page.locator("#notices p", { hasText: "There is nothing to reset." });
    await notice.hover();
    await page.clock.runFor(9000);
    assert.equal(await notice.count(), 1);
    await page.mouse.move(0, 0);
    await page.clock.runFor(9000);
    assert.equal(await notice.count(), 0);
  });
});

test("a cell that is not there is named, and its lesson shown", async () => {
  await opened(async (page) => {
    await page.getByText("This lesson has no cell “cell-99”, so you see all of it.").waitFor();
  }, "?only=cell-99");
});

test("a cell's code from the menu puts it, alive, into a page of another origin, as high as it is, and nothing else of its lesson", async () => {
  let code = "";
  await opened(async (page) => {
    const cell = cellOf(page, CONTROLLED);
    await cell.evaluate((node) => {
      node.classList.add("revealed");
      node.scrollIntoView({ block: "center", behavior: "instant" });
    });
    code = await copied(page, "Copy this cell", "The code");
  });
  await inCourse(`${code}<p>The text goes on.</p>`, async (page) => {
    await page.locator("iframe").waitFor();
    await until("the frame is there", () => Promise.resolve(page.frames().length === 2));
    const frame = page.frames()[1]!;
    await ready(frame);
    const cell = cellOf(frame, CONTROLLED);
    assert.deepEqual(
      await frame
        .locator("section.cell, h1, h2, .bar, .contents, main > p:not(.source)")
        .evaluateAll((nodes) =>
          nodes
            .filter((node) => node.checkVisibility())
            .map((node) => (node as HTMLElement).dataset.id ?? node.tagName),
        ),
      [CONTROLLED],
    );
    const before = await titleOf(cell);
    await sliderOf(cell).press("Home");
    await until("the figure has followed", async () => (await titleOf(cell)) !== before);
    await until("nothing of it is cut, and no room is left", async () => {
      const { height } = (await page.locator("iframe").boundingBox())!;
      const needed = await frame.evaluate(
        () => document.querySelector("main")!.getBoundingClientRect().bottom,
      );
      return Math.abs(height - needed) < 2;
    });
  });
});

test("an exercise is put into another page as a whole, in the colours that are asked for, and a lesson that is not there is named", async () => {
  let code = "";
  await opened(async (page) => {
    await page.locator("#exercise-1 .check").evaluate((node) => {
      node.scrollIntoView({ block: "center", behavior: "instant" });
    });
    code = await copied(page, "Copy this cell", "The code");
  });
  const dark = code.replace(" cell=", ' theme="dark" cell=');
  await inCourse(`${dark}${code.replace("04-too-large", "04-too-lage")}`, async (page) => {
    const frame = page.locator("iframe").first().contentFrame();
    await frame.locator("#exercise-1 .check .run").click();
    await frame.getByText("not yet").first().waitFor();
    assert.equal(await frame.locator("#exercise-1 .task").isVisible(), true);
    assert.equal(await frame.getByText("Hint").first().isVisible(), true);
    assert.equal(
      await frame.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor),
      "rgb(19, 20, 22)",
    );
    await page.getByText("The lesson “04-too-lage” of Breaking Symmetry could not be loaded").waitFor();
    assert.equal(await page.locator("iframe").count(), 1);
  });
});

test("in a frame where the browser keeps nothing, a button opens the lesson with the edits", async () => {
  const sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
  const source = `${site.server.origin}/${FILE}?only=${EDITED}`;
  await inCourse(`<iframe sandbox="${sandbox}" src="${source}" width="420" height="700">`, async (page) => {
    const frame = page.locator("iframe").contentFrame();
    await writeIn(frame.locator(`section.cell[data-id="${EDITED}"]`));
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("\n// mine");
    await frame.getByText("In this frame your edits are not kept.").waitFor();
    const [lesson] = await Promise.all([
      page.waitForEvent("popup"),
      frame.getByRole("button", { name: "Open the lesson with them" }).click(),
    ]);
    await offerOf(lesson).getByRole("button", { name: "Show it" }).click();
    await says(lesson, EDITED, "// mine");
  });
});

test("in a frame of 420 pixels the code of a figure does not cover what its keys do", async () => {
  await site.opened(
    FILE,
    async (page) => {
      await page.setViewportSize({ width: 420, height: 900 });
      const cell = cellOf(page, CONTROLLED);
      await cell.locator(".source > summary").click();
      await writeIn(cell);
      const [editor, keys] = await Promise.all([
        cell.locator(".cm-editor").boundingBox(),
        cell.locator(".keys").boundingBox(),
      ]);
      assert.ok(editor && keys && (keys.y >= editor.y + editor.height || keys.y + keys.height <= editor.y));
    },
    `${site.server.origin}/${FILE}?only=${CONTROLLED}`,
  );
});
