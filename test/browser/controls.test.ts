import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { withScreenshot } from "./helpers/chromium";
import { notebookOf, type Notebook, readWhileSaved, REPOSITORY_LIB, writeNotebook } from "./helpers/notebook";
import { Plot, dragControl, statesDuring } from "./helpers/plot";
import { type Session, openSession, until } from "./helpers/session";

/** Live controls as a reader uses them: dragged, by keyboard, in two views, with the kernel busy, and after a reload. */
const NOTEBOOK = "controls.ipynb";

const CONTROLS = `import { activation, choice, createNetwork, figure, interact, play, scaledNormal, seeded, slider, tanh, textbox, trainLive, xor } from "${REPOSITORY_LIB}";
const straight = { name: "straight", f: (x: number) => x }, square = { name: "square", f: (x: number) => x * x };
const panel = interact(
  { factor: slider(0, 10, { start: 1, integer: true }), shape: choice([straight, square]) },
  ({ factor, shape }) => {
    if (factor === 7) throw new Error("seven is not allowed");
    return figure({
      title: \`\${factor} times \${shape.name}\`,
      description: "a line",
      data: [{ x: [0, 1, 2], y: [0, 1, 2].map((x) => factor * shape.f(x)) }],
      layout: { xaxis: { range: [0, 2] }, yaxis: { range: [0, 40] } },
    });
  });`;

const BACK = `const back = interact({ n: slider(0, 10, { start: 1, integer: true }) }, ({ n }) => {
  if (n >= 5) back.set({ n: 0 });
  return \`n is \${n}\`;
});`;

const ROWS = `interact(
  { rows: slider(1, 4, { start: 1, integer: true, label: "rows of the second hidden layer" }), frame: play(1, 9) },
  ({ rows, frame }) => Array.from({ length: rows }, (_, i) => \`row \${i} of frame \${frame}\`),
);`;

const FORMULA = `interact({ f: textbox("z^2", { read: activation }) }, ({ f }) => figure({
  title: f.name,
  description: "a line",
  data: [{ x: [0, 1, 2], y: [0, 1, 2].map(f.f) }],
}));`;

const FILM = `const { X, Y } = xor();
const film = await trainLive(
  createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: scaledNormal(1), random: seeded(3) }),
  { X, Y },
  { learningRate: 0.5, steps: 80, every: 10, seconds: 1, figure: (history) => figure({
    title: \`step \${history.at(-1)!.step}\`,
    description: "a line",
    data: [{ x: [0, 1], y: [0, history.length] }],
  }) },
);`;

let session: Session;

before(async () => {
  session = await openSession(NOTEBOOK, async (home) => {
    const busy = "const end = Date.now() + 2500; while (Date.now() < end);";
    await writeNotebook(
      home,
      NOTEBOOK,
      notebookOf([CONTROLS, busy, "panel.values.factor", BACK, FORMULA, FILM, ROWS]),
    );
  });
});
after(async () => {
  await session.close();
});

function step(name: string, run: (session: Session) => Promise<void>): void {
  test(name, () => withScreenshot(session.fenced.page, () => run(session)));
}

function controlsCell({ lab }: Session): Locator {
  return lab.cell("const panel = interact").first();
}

/** Runs a cell that is told by a part of its text. */
async function run({ lab, fenced }: Session, code: string): Promise<Locator> {
  const cell = lab.cell(code).first();
  await cell.locator(".jp-InputPrompt").click();
  await fenced.page.keyboard.press("Control+Enter");
  return cell;
}

function plotOf(cell: Locator): Plot {
  return new Plot(cell.locator(".bs-figure").first());
}

async function titleIs(plot: Plot, title: string, ms?: number): Promise<void> {
  await until(`the title is “${title}”`, async () => (await plot.title()) === title, ms);
}

step("a cell shows controls, each with its name, and a figure of their values", async (s) => {
  await controlsCell(s).locator(".jp-InputPrompt").click();
  await s.lab.runSelected();
  const cell = controlsCell(s);
  await titleIs(plotOf(cell), "1 times straight");
  assert.deepEqual(await cell.locator(".bs-controls-label").allInnerTexts(), ["factor", "shape"]);
  assert.deepEqual(await s.lab.errors(), []);
});

step("a slider that is dragged moves the figure with it, without a gap", async (s) => {
  const cell = controlsCell(s);
  const states = await statesDuring(cell, async () => {
    await dragControl(cell, 0.5);
    await titleIs(plotOf(cell), "5 times straight");
  });
  assert.ok(states.size >= 2, `${states.size} states were seen`);
  assert.equal(await cell.locator(".bs-figure").count(), 1);
});

step("arrow keys move it", async (s) => {
  const cell = controlsCell(s);
  await cell.locator('input[type="range"]').first().focus();
  await s.fenced.page.keyboard.press("ArrowRight");
  await titleIs(plotOf(cell), "6 times straight");
});

step("a number that is typed moves the slider", async (s) => {
  const cell = controlsCell(s);
  await cell.locator(".bs-number").fill("4");
  await s.fenced.page.keyboard.press("Enter");
  await titleIs(plotOf(cell), "4 times straight");
  assert.equal(await cell.locator('input[type="range"]').first().inputValue(), "4");
  await dragControl(cell, 0.6);
  await titleIs(plotOf(cell), "6 times straight");
});

step("an error stands in the place of the figure until the next move", async (s) => {
  const cell = controlsCell(s);
  await s.fenced.page.keyboard.press("ArrowRight");
  await cell.locator(".bs-figure-error", { hasText: "seven is not allowed" }).waitFor();
  await s.fenced.page.keyboard.press("ArrowRight");
  await titleIs(plotOf(cell), "8 times straight");
  assert.equal(await cell.locator(".bs-figure-error").count(), 0);
});

step("a menu chooses", async (s) => {
  const cell = controlsCell(s);
  await cell.locator("select").selectOption({ label: "square" });
  await titleIs(plotOf(cell), "8 times square");
});

step("the button brings the first values back", async (s) => {
  const cell = controlsCell(s);
  await cell.locator("button", { hasText: "Reset" }).click();
  await titleIs(plotOf(cell), "1 times straight");
  assert.equal(await cell.locator(".bs-number").inputValue(), "1");
});

step("while a cell computes, a sentence says so, and then only the last value is drawn", async (s) => {
  const cell = controlsCell(s);
  await s.lab.cell("while (Date.now()").locator(".jp-InputPrompt").click();
  await s.fenced.page.keyboard.press("Control+Enter");
  await dragControl(cell, 0.3, async () => {
    await cell.locator(".bs-controls-note", { hasText: "busy with a cell" }).waitFor();
  });
  await titleIs(plotOf(cell), "3 times straight");
  await until(
    "the sentence is gone",
    async () => (await cell.locator(".bs-controls-note").innerText()) === "",
  );
});

step("what code sets does not move a slider that is held, until the hand lets go", async (s) => {
  const code = "const back = interact";
  await s.lab.cell(code).locator(".jp-InputPrompt").click();
  await s.fenced.page.keyboard.press("Control+Enter");
  const cell = s.lab.cell(code).first();
  const range = cell.locator('input[type="range"]');
  await cell.getByText("n is 1").waitFor();
  await dragControl(cell, 0.9, async () => {
    await cell.getByText("n is 0").waitFor();
    assert.equal(await range.inputValue(), "5");
  });
  await until("the slider shows what code has set", async () => (await range.inputValue()) === "0");
});

step("a formula that is typed is drawn as soon as it can be read", async (s) => {
  const code = 'textbox("z^2"';
  await s.lab.cell(code).locator(".jp-InputPrompt").click();
  await s.fenced.page.keyboard.press("Control+Enter");
  const cell = s.lab.cell(code).first();
  const plot = plotOf(cell);
  await titleIs(plot, "z^2");
  const box = cell.locator(".bs-line");
  await box.press("End");
  const message = cell.locator(".bs-controls-message");
  await box.pressSequentially(" * (", { delay: 60 });
  await message.filter({ hasText: "z^2 * (" }).waitFor();
  assert.equal(await plot.title(), "z^2");
  assert.equal(await box.getAttribute("aria-invalid"), "true");
  assert.equal(await cell.locator(".bs-figure-error").count(), 0);
  await box.pressSequentially("z + 1)", { delay: 60 });
  await titleIs(plot, "z^2 * (z + 1)");
  assert.equal(await box.inputValue(), "z^2 * (z + 1)");
  assert.equal(await message.innerText(), "");
});

step("a reader who wants no motion sees the first and the last frame of a film", async (s) => {
  const { page } = s.fenced;
  await page.emulateMedia({ reducedMotion: "reduce" });
  const cell = s.lab.cell("const film = await trainLive").first();
  const frames = await statesDuring(cell, async () => {
    await cell.locator(".jp-InputPrompt").click();
    await page.keyboard.press("Control+Enter");
    await titleIs(plotOf(cell), "step 80");
  });
  assert.ok(frames.size <= 3, `${frames.size} frames were seen`);
  assert.equal(await cell.locator("progress").count(), 0);
  await page.emulateMedia({ reducedMotion: null });
});

step("a long label is there in full, and what plays a film says so", async (s) => {
  const cell = await run(s, "rows of the second");
  const label = cell.locator(".bs-controls-label").first();
  assert.equal(await label.innerText(), "rows of the second hidden layer");
  assert.equal(await label.getAttribute("title"), "rows of the second hidden layer");
  assert.equal(await label.evaluate((node) => node.scrollWidth <= node.clientWidth), true);
  await cell.getByRole("button", { name: "Play frame" }).click();
  await cell.getByText("row 0 of frame 9").waitFor();
  await cell.getByRole("button", { name: "Play frame" }).waitFor();
  assert.equal(await cell.locator(".bs-number").last().inputValue(), "9");
});

step("a second view of the output follows too", async (s) => {
  const cell = controlsCell(s);
  await cell.locator(".jp-OutputArea-output").first().click({ button: "right" });
  await s.fenced.page.getByText("Create New View for Cell Output").click();
  const view = s.fenced.page.locator(".jp-LinkedOutputView");
  await titleIs(plotOf(view), "3 times straight");
  await dragControl(cell, 0.9);
  await titleIs(plotOf(view), "9 times straight");
  await titleIs(plotOf(cell), "9 times straight");
});

step("what is saved is what was seen, with a picture and with words for the controls", async (s) => {
  const saved = (): Promise<Notebook> => readWhileSaved(path.join(s.home.notebooks, NOTEBOOK));
  await until("the picture is in the saved notebook", async () => {
    await s.lab.save();
    const [, figure] = (await saved()).cells[0]!.outputs!;
    return JSON.stringify(figure?.data ?? {}).includes("9 times") && "image/png" in (figure?.data ?? {});
  });
  const [controls] = (await saved()).cells[0]!.outputs!;
  assert.match(
    String(controls!.data!["text/plain"]),
    /^Controls at their first values: factor 1, shape straight/,
  );
});

step("after the page is loaded anew, the controls still move the figure", async (s) => {
  await s.fenced.page.reload();
  await s.lab.kernelIdle();
  const cell = controlsCell(s);
  await cell.locator("fieldset.bs-controls:enabled").waitFor();
  await dragControl(cell, 0.4);
  await titleIs(plotOf(cell), "4 times straight");
});

step("and outputs that come and go do so in the page that was loaded anew", async (s) => {
  const cell = s.lab.cell("rows of the second").first();
  const { keyboard } = s.fenced.page;
  await cell.locator("fieldset.bs-controls:enabled").waitFor();
  await cell.locator('input[type="range"]').first().focus();
  for (const [key, rows] of [
    ["ArrowRight", 2],
    ["ArrowRight", 3],
    ["ArrowLeft", 2],
    ["ArrowLeft", 1],
  ] as const) {
    await keyboard.press(key);
    await until(`there are ${rows} rows`, async () => (await cell.getByText(/^row \d of/).count()) === rows);
  }
});

step("after the kernel was restarted, a sentence says what to do, and a button does it", async (s) => {
  await s.lab.restartKernel();
  const last = s.lab.cell("rows of the second").first();
  const cell = controlsCell(s);
  for (const one of [cell, last]) {
    await one.locator(".bs-controls-note", { hasText: "Run this cell again" }).waitFor();
    assert.equal(await one.locator("fieldset.bs-controls:disabled").count(), 1);
  }
  await last.getByRole("button", { name: "Run this cell" }).click();
  await last.locator("fieldset.bs-controls:enabled").waitFor();
  await titleIs(plotOf(cell), "1 times straight");
  await dragControl(cell, 0.2);
  await titleIs(plotOf(cell), "2 times straight");
  assert.deepEqual(s.pageErrors, []);
});
