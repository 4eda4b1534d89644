import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { withScreenshot } from "./helpers/chromium";
import { notebookOf, writeNotebook } from "./helpers/notebook";
import { openSession, type Session, until } from "./helpers/session";
import { ready, Site, writeIn } from "./helpers/site";

const FILE = "assisted.ipynb";
/** None of these runs: what a cell above declares is known all the same. */
const CELLS = ["const above = 1;", "", "const untouched: string = 2;"];

describe("in JupyterLab, a cell", () => {
  let session: Session;
  before(async () => {
    session = await openSession(FILE, (home) => writeNotebook(home, FILE, notebookOf(CELLS)));
  });
  after(() => session.close());

  const page = () => session.lab.page;
  const cell = (place: number) => page().locator(".jp-CodeCell").nth(place);
  const underlined = (place: number) => cell(place).locator(".cm-lintRange-error");
  const text = (place: number) => cell(place).locator(".cm-line").allInnerTexts();
  const replace = async (place: number, code: string): Promise<void> => {
    await cell(place).locator(".cm-content").click();
    await page().keyboard.press("Control+a");
    await page().keyboard.insertText(code);
  };
  const step = (name: string, run: () => Promise<void>): void => {
    test(name, { timeout: 120_000 }, () => withScreenshot(page(), run));
  };

  step("shows what is wrong in it after a pause, not while it is typed, and no other cell does", async () => {
    await replace(1, "");
    await page().keyboard.type("const word: string = above;", { delay: 40 });
    assert.equal(await underlined(1).count(), 0);
    await underlined(1).waitFor();
    assert.equal(await underlined(1).innerText(), "word");
    assert.equal(await page().locator(".cm-lintRange-error").count(), 1);
  });

  step("says what it is when the mouse rests on it", async () => {
    await underlined(1).hover();
    await page()
      .locator(".cm-tooltip-lint", { hasText: "Type 'number' is not assignable to type 'string'" })
      .waitFor();
    await page().mouse.move(0, 0);
  });

  step("says it for the keyboard too, aloud and in a list", async () => {
    await page().keyboard.press("F8");
    await cell(1).locator(".cm-announced", { hasText: "is not assignable" }).waitFor({ state: "attached" });
    await page().locator(".bs-problem", { hasText: "is not assignable" }).waitFor();
    await page().keyboard.press("Control+Shift+M");
    await page().getByRole("listbox", { name: "Diagnostics" }).getByRole("option").waitFor();
    await page().keyboard.press("Escape");
    await page().getByRole("listbox", { name: "Diagnostics" }).waitFor({ state: "detached" });
    await page().keyboard.type("word");
    assert.match((await text(1)).join(), /word/);
  });

  step("forgets it when it is mended", async () => {
    await replace(1, "const word: number = above;");
    await underlined(1).waitFor({ state: "detached" });
  });

  step("is formatted on demand, in one step, and the cursor stays with its word", async () => {
    await replace(1, "const a=1;   const bc=2;");
    for (let i = 0; i < "c=2;".length; i++) await page().keyboard.press("ArrowLeft");
    await page().keyboard.press("Alt+Shift+F");
    await until("it is formatted", async () => (await text(1)).join("\n") === "const a = 1; const bc = 2;");
    await page().keyboard.type("d");
    assert.deepEqual(await text(1), ["const a = 1; const bdc = 2;"]);
  });

  step("with an error in its syntax is not formatted, and that is told", async () => {
    await replace(1, "f(\n  1");
    await page().keyboard.press("Alt+Shift+F");
    await page().getByText("This cell cannot be formatted yet").first().waitFor();
    assert.deepEqual(await text(1), ["f(", "  1"]);
  });

  step("gets the import of a name that is completed, and one Undo takes both back", async () => {
    await replace(1, "softp");
    await page().waitForTimeout(700);
    await page().keyboard.press("Tab");
    await page().locator(".jp-Completer-item", { hasText: "softplus" }).waitFor();
    await page().keyboard.press("Enter");
    await until(
      "it is imported",
      async () => (await text(1)).join("\n") === 'import { softplus } from "../lib";\nsoftplus',
    );
    await page().keyboard.press("Control+z");
    assert.deepEqual(await text(1), ["softp"]);
  });
});

describe("in a lesson's page, a cell", () => {
  let site: Site;
  before(async () => {
    site = await Site.open();
  });
  after(() => site.close());

  const linesOf = (editor: Locator) => editor.locator(".cm-line").allInnerTexts();
  const focused = (page: Page) => page.evaluate(() => document.activeElement!.className.split(" ")[0]);
  const step = (name: string, run: (page: Page, editor: Locator) => Promise<void>): void => {
    test(name, { timeout: 120_000 }, () =>
      site.opened("01-why-not-zeros.html", async (page) => {
        await ready(page);
        await run(page, page.locator('section.cell[data-id="cell-04"] .cm-content'));
      }),
    );
  };
  const write = async (page: Page, code: string): Promise<void> => {
    await writeIn(page.locator('section.cell[data-id="cell-04"]'));
    await page.keyboard.press("Control+a");
    await page.keyboard.type(code, { delay: 20 });
  };

  step(
    "is passed by Tab until it is written in; then Tab indents, and Esc and Tab leave",
    async (page, editor) => {
      for (let presses = 0; presses < 60; presses++) await page.keyboard.press("Tab");
      assert.equal(await page.locator(".cell.edited").count(), 0);
      await write(page, "");
      await page.keyboard.press("Backspace");
      await page.keyboard.press("Tab");
      assert.deepEqual(await linesOf(editor), ["  "]);
      assert.match((await editor.getAttribute("aria-description"))!, /Esc, then Tab, moves on/);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "run");
    },
  );

  step(
    "offers nothing behind a number, and Enter is a new line unless an entry is chosen",
    async (page, editor) => {
      await write(page, "const total = 5");
      await page.waitForTimeout(1000);
      assert.equal(await page.locator(".cm-tooltip-autocomplete").count(), 0);
      await page.keyboard.press("Enter");
      await page.keyboard.type("tot", { delay: 20 });
      await page.locator(".cm-tooltip-autocomplete").waitFor();
      await page.keyboard.press("Enter");
      await page.keyboard.type("tot", { delay: 20 });
      await page.locator(".cm-tooltip-autocomplete").waitFor();
      await page.waitForTimeout(200);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      assert.deepEqual(await linesOf(editor), ["const total = 5", "tot", "total"]);
    },
  );

  step("closes its list, and the one that is on its way, when the cell is run", async (page) => {
    await write(page, "tan");
    await page.locator(".cm-tooltip-autocomplete").waitFor();
    await page.keyboard.press("Shift+Enter");
    assert.equal(await page.locator(".cm-tooltip-autocomplete").count(), 0);
    await page.keyboard.type("h");
    await page.keyboard.press("Shift+Enter");
    await page.waitForTimeout(1000);
    assert.equal(await page.locator(".cm-tooltip-autocomplete").count(), 0);
  });

  step(
    "waits for TypeScript where Tab is pressed behind a name before it has come, and then writes the only one that fits",
    async (page, editor) => {
      let come = (): void => undefined;
      const wait = new Promise<void>((resolve) => (come = resolve));
      await page.route("**/compiler.js*", async (route) => {
        await wait;
        await route.continue();
      });
      await write(page, "tanh.na");
      await page.keyboard.press("Tab");
      await page.getByText("Loading completions").waitFor();
      come();
      await until("it is written", async () => (await linesOf(editor))[0] === "tanh.name");
    },
  );

  step("shows and tells what is wrong in it, by the cells above, which have not run", async (page) => {
    await write(page, "const units: string = tanh.name.length;");
    const wrong = page.locator(".cm-lintRange-error");
    await wrong.waitFor();
    assert.deepEqual(await wrong.allInnerTexts(), ["units"]);
    await page.keyboard.press("F8");
    await page
      .locator(".bs-problem", { hasText: "Type 'number' is not assignable to type 'string'" })
      .waitFor();
  });

  step("has no marks left when the lesson's own code is brought back", async (page) => {
    await write(page, "const units: string = tanh.name.length;");
    const wrong = page.locator(".cm-lintRange-error, .cm-lintPoint-error");
    await wrong.waitFor();
    await page.locator(".cell.edited .reset").click();
    await wrong.waitFor({ state: "detached" });
  });

  step(
    "tells what is wrong once, for the mouse or for the keyboard, whichever has asked last",
    async (page) => {
      await write(page, "const units: string = tanh.name.length;");
      const wrong = page.locator(".cm-lintRange-error");
      const isTold = async (one: string, other: string): Promise<boolean> =>
        (await page.locator(one).count()) === 1 && (await page.locator(other).count()) === 0;
      const [byMouse, byKey] = [".cm-tooltip-lint", ".bs-problem"] as const;
      await wrong.hover();
      await until("the mouse is told", () => isTold(byMouse, byKey));
      await page.keyboard.press("F8");
      await until("the keyboard is told", () => isTold(byKey, byMouse));
      await page.mouse.move(0, 0);
      assert.ok(await isTold(byKey, byMouse));
      await wrong.hover();
      await until("the mouse is told again", () => isTold(byMouse, byKey));
    },
  );

  step(
    "is formatted, and gets the import of a name that is completed; each is one step back",
    async (page, editor) => {
      await write(page, "const one=1;\nsoftp");
      const list = page.locator(".cm-tooltip-autocomplete li", { hasText: "softplus" });
      await list.waitFor();
      await page.waitForTimeout(200);
      await page.keyboard.press("Tab");
      assert.deepEqual(await linesOf(editor), [
        'import { softplus } from "../lib";',
        "const one=1;",
        "softplus",
      ]);
      await page.keyboard.press("Control+z");
      assert.deepEqual(await linesOf(editor), ["const one=1;", "softp"]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Alt+Shift+F");
      await until("it is formatted", async () => (await linesOf(editor))[0] === "const one = 1;");
      await page.keyboard.type("(");
      await page.keyboard.press("Delete");
      await page.keyboard.press("Alt+Shift+F");
      await page.getByText("This cell cannot be formatted yet").waitFor();
    },
  );
});
