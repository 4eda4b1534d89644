import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { seriousIn } from "./helpers/axe";
import { withScreenshot } from "./helpers/chromium";
import { Held, handleCell } from "./helpers/held";
import { notebookOf, REPOSITORY_LIB, writeNotebook } from "./helpers/notebook";
import { openSession, type Session, until } from "./helpers/session";

/** A handle in plotly's figure in JupyterLab: with the mouse and the keyboard, in two views, and after the page is loaded anew. */
const NOTEBOOK = "handle.ipynb";

let session: Session;

before(async () => {
  const cells = [handleCell(REPOSITORY_LIB), "held.set({ w: [0, -1] })"];
  session = await openSession(NOTEBOOK, (home) => writeNotebook(home, NOTEBOOK, notebookOf(cells)));
});
after(async () => {
  await session.close();
});

function step(name: string, run: (held: Held, cell: Locator) => Promise<void>): void {
  test(name, () => {
    const cell = session.lab.cell("const held").first();
    return withScreenshot(session.fenced.page, () => run(new Held(cell), cell));
  });
}

step("a handle lies in the figure where its values are", async (held, cell) => {
  await cell.locator(".jp-InputPrompt").click();
  await session.lab.runSelected();
  await held.titleIs("w is 1, 1");
  await held.liesAt([1, 1]);
  assert.deepEqual(await session.lab.errors(), []);
});

step("it is dragged with the mouse, and the figure follows while it is held", async (held, cell) => {
  await held.grab();
  await held.moveTo([0, -1]);
  await held.titleIs("w is 0, −1");
  await held.moveTo([-1.5, 0.5]);
  await held.titleIs("w is −1.5, 0.5");
  await session.fenced.page.mouse.up();
  await held.liesAt([-1.5, 0.5]);
  const numbers = cell.locator(".bs-number");
  assert.deepEqual([await numbers.first().inputValue(), await numbers.last().inputValue()], ["-1.5", "0.5"]);
});

step("arrow keys move it, and none of Jupyter's shortcuts is run by them", async (held) => {
  await held.grip.focus();
  for (const key of ["ArrowRight", "Shift+ArrowDown"]) await session.fenced.page.keyboard.press(key);
  await held.titleIs("w is −1.4, 0");
  await held.liesAt([-1.4, 0]);
  assert.equal(await held.grip.evaluate((node) => node === document.activeElement), true);
  assert.equal(await held.grip.getAttribute("aria-valuetext"), "w₁ -1.4, w₂ 0");
});

step("a number that is typed moves it; one that it cannot take is told beside it", async (held, cell) => {
  const box = cell.getByLabel("unit 1, w₂");
  await box.fill("2");
  await box.press("Enter");
  await held.titleIs("w is −1.4, 2");
  await held.liesAt([-1.4, 2]);
  await box.fill("5");
  await box.press("Enter");
  await cell.getByText("w₂: 5 is out of range: choose a number from -2 to 2").waitFor();
  await cell.getByRole("button", { name: "Reset", exact: true }).click();
  await held.titleIs("w is 1, 1");
  await held.liesAt([1, 1]);
});

step(
  "when the reader zooms, it stays upon its values, and is gone where they are out of sight",
  async (held) => {
    const { mouse } = session.fenced.page;
    const box = async (from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
      await mouse.move(...(await held.at(from)));
      await mouse.down();
      await mouse.move(...(await held.at(to)), { steps: 5 });
      await mouse.up();
    };
    await box([-2.5, -2.5], [-0.5, -0.5]);
    await held.grip.waitFor({ state: "hidden" });
    await mouse.dblclick(...(await held.at([0, 0])));
    await held.grip.waitFor();
    await held.liesAt([1, 1]);
  },
);

step("what code sets moves it", async (held) => {
  await session.lab.cell("held.set").locator(".jp-InputPrompt").click();
  await session.fenced.page.keyboard.press("Control+Enter");
  await held.titleIs("w is 0, −1");
  await held.liesAt([0, -1]);
});

step("a second view of the output has the handle too, and both follow", async (held, cell) => {
  const { page } = session.fenced;
  await cell
    .locator(".jp-OutputArea-output")
    .first()
    .click({ button: "right", position: { x: 5, y: 5 } });
  await page.getByText("Create New View for Cell Output").click();
  const second = new Held(page.locator(".jp-LinkedOutputView"));
  await second.titleIs("w is 0, −1");
  await second.grip.waitFor();
  await held.drag([1, 0]);
  await second.titleIs("w is 1, 0");
  await second.liesAt([1, 0]);
  await second.drag([-1, 0]);
  await held.titleIs("w is −1, 0");
  await held.liesAt([-1, 0]);
});

step("axe finds nothing serious", async () => {
  const { page } = session.fenced;
  assert.deepEqual(
    [await seriousIn(page, ".bs-handle"), await seriousIn(page, ".bs-controls-frame")],
    [[], []],
  );
});

step("after the page is loaded anew, it can still be dragged", async (held, cell) => {
  await cell.locator(".jp-InputPrompt").click(); // else the other view would be saved
  await session.lab.save();
  await session.fenced.page.reload();
  await session.lab.kernelIdle();
  await held.view.locator("fieldset.bs-controls:enabled").waitFor();
  await held.liesAt([-1, 0]);
  await held.drag([1.5, 1.5]);
  await held.titleIs("w is 1.5, 1.5");
  assert.deepEqual(session.pageErrors, []);
});

step("without a kernel it stands still", async (held) => {
  await session.lab.restartKernel();
  await until("it is inert", async () => (await held.view.locator(".bs-handle[inert]").count()) === 1);
});
