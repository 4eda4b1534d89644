import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { withScreenshot } from "./helpers/chromium";
import { LESSON } from "./helpers/asking-lesson";
import { readWhileSaved, sourceOf, writeNotebook } from "./helpers/notebook";
import { openSession, type Session, until } from "./helpers/session";

const FILE = "lesson.ipynb";

describe("a prediction in JupyterLab", () => {
  let session: Session;
  before(async () => {
    session = await openSession(FILE, (home) => writeNotebook(home, FILE, LESSON));
  });
  after(() => session.close());

  const page = () => session.lab.page;
  const answer = (place: number) => page().locator(".jp-RenderedMarkdown details").nth(place);
  const isOpen = (place: number) => answer(place).evaluate((node: HTMLDetailsElement) => node.open);
  const run = async (code: string): Promise<void> => {
    await session.lab.cell(code).locator(".jp-InputPrompt").click();
    await session.lab.runSelected();
  };

  test("is a choice, asked by its question", async () => {
    await withScreenshot(page(), async () => {
      const group = page().getByRole("radiogroup", { name: "Predict. Where will the loss be?" });
      await group.waitFor();
      assert.equal(await group.getByRole("radio").count(), 3);
    });
  });

  test("stays open for another choice, and its answer folded, until the cell below has run", async () => {
    await withScreenshot(page(), async () => {
      await page().getByRole("radio", { name: "near 0" }).click();
      await page().getByRole("radio", { name: "around 0.3" }).click();
      assert.equal(await isOpen(0), false);
      await run("LN2");
      await until("the answer opens", () => isOpen(0));
      assert.match(await answer(0).innerText(), /You predicted “around 0\.3”\. It did not hold\./);
      assert.equal(await page().getByRole("radio", { name: "near 0" }).isDisabled(), true);
    });
  });

  test("without a choice leaves the answer folded when the cell has run", async () => {
    await run("true");
    await session.lab.kernelIdle();
    assert.equal(await isOpen(1), false);
  });

  test("can be made with the keyboard alone, and the lesson's end counts those that held", async () => {
    await withScreenshot(page(), async () => {
      await page().getByRole("radio", { name: "no" }).focus();
      await page().keyboard.press("ArrowUp");
      assert.equal(await page().getByRole("radio", { name: "yes" }).isChecked(), false);
      await page().keyboard.press("Space");
      await until("the answer opens", () => isOpen(1));
      assert.match(await answer(1).innerText(), /You predicted “yes”\. It held\./);
      await page().getByText("Your predictions: 1 of 2 held.").waitFor();
    });
  });

  test("is kept when its text is rendered again, and in the file that is saved", async () => {
    await withScreenshot(page(), async () => {
      const cell = page().locator(".jp-MarkdownCell").first();
      await cell.locator("h1").dblclick();
      await cell.locator(".cm-content").waitFor();
      await page().keyboard.press("Shift+Enter");
      await until("the choice is back", () => page().getByRole("radio", { name: "around 0.3" }).isChecked());
      await session.lab.save();
      const file = path.join(session.home.notebooks, FILE);
      await until(
        "it is saved",
        async () => (await readWhileSaved(file)).cells[0]!.metadata.prediction === 1,
      );
      assert.equal(sourceOf((await readWhileSaved(file)).cells[0]!), sourceOf(LESSON.cells[0]!));
      await page().reload();
      await page().getByText("Your predictions: 1 of 2 held.").waitFor();
      assert.deepEqual([await isOpen(0), await isOpen(1)], [true, true]);
      assert.deepEqual(session.pageErrors, []);
    });
  });
});
