import assert from "node:assert/strict";
import { access, copyFile, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import * as library from "../../lib/index";
import { withAnswersHeldBack } from "../notebooks/tools/held-back";
import { seriousIn } from "./helpers/axe";
import { openFenced } from "./helpers/chromium";
import { Drawing, drawingCell, drawingSteps } from "./helpers/drawing";
import { type Notebook, notebookOf, readNotebook } from "./helpers/notebook";
import { LESSON } from "./helpers/asking-lesson";
import { REPOSITORY } from "./helpers/repository";
import { until } from "./helpers/session";
import { cellOf, fetchedAhead, ready, Site, writeIn } from "./helpers/site";

let site: Site;

before(async () => {
  site = await Site.open();
});
after(() => site.close());

const opened: Site["opened"] = (...where) => site.opened(...where);
async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More" }).click();
  await page.locator(item).click();
}
const titleOf = (cell: Locator): Promise<string | null> => cell.locator(".gtitle").first().textContent();

test("an article can be read before anything else has come, and with what its first touch needs it is 350 kB", async () => {
  await opened("04-too-large.html", async (page) => {
    await ready(page);
    await fetchedAhead(page);
    assert.ok(site.server.sent < 350_000, `${site.server.sent} bytes`);
    assert.deepEqual(page.workers(), []);
    assert.match((await page.locator("h1").textContent())!, /Too large/);
    assert.equal(
      await page
        .locator("math")
        .count()
        .then((count) => count > 10),
      true,
    );
    assert.equal(
      await page
        .locator(".drawn svg[aria-label*='slope']")
        .count()
        .then((count) => count > 0),
      true,
    );
    assert.equal(await page.locator(".temml-error, merror").count(), 0);
  });
});

test("for a reader who saves data, and over a slow connection, nothing comes before it is wanted", async () => {
  for (const connection of [{ saveData: true }, { effectiveType: "3g" }]) {
    const { page, context } = await openFenced(site.browser, site.server.origin);
    await page.addInitScript((told) => {
      Object.defineProperty(navigator, "connection", { value: told });
    }, connection);
    await page.goto(`${site.server.origin}/04-too-large.html`);
    await page.waitForLoadState("load");
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    assert.equal(await page.locator("link[rel=prefetch]").count(), 0);
    await context.close();
  }
});

test("every link of the site leads to a page, and to a heading in it", async () => {
  const pages = (await readdir(site.folder)).filter((name) => name.endsWith(".html"));
  const texts = new Map<string, string>();
  for (const name of pages) texts.set(name, await readFile(path.join(site.folder, name), "utf8"));
  const links = [...texts].flatMap(([from, text]) =>
    [...text.matchAll(/href="([\w-]+\.html)(?:#([^"]+))?"/g)].map(([, to, place]) => ({
      from,
      to: to!,
      place,
    })),
  );
  assert.ok(links.filter(({ place }) => place !== undefined).length > 15);
  const broken = links.filter(({ to, place }) => {
    const text = texts.get(to);
    return text === undefined || (place !== undefined && !text.includes(`id="${decodeURIComponent(place)}"`));
  });
  assert.deepEqual(broken, []);
});

test("the search finds a section by its words, and a name of the library", async () => {
  await opened("index.html", async (page) => {
    const first = page.locator("#found a").first();
    const sections = (await (await fetch(`${site.server.origin}/search.json`)).json()) as {
      heading: string;
    }[];
    const headings = sections.map(({ heading }) => heading).filter((heading) => /^[\w ]{20,}$/.test(heading));
    for (const heading of [...headings.slice(0, 2), "hiddenUnits"]) {
      await page.locator("#search").fill(heading);
      await until(
        `“${heading}” is found`,
        async () => (await first.textContent())?.endsWith(heading) === true,
      );
    }
    await page.locator("#search").press("Enter");
    await page.waitForURL(/reference\/functions\/hiddenUnits\.html$/);
    assert.match((await page.locator("body").textContent()) ?? "", /activations/);
    await page.goto(`${site.server.origin}/index.html`);
    await page.locator("#search").fill("xyzzy");
    await page.getByText("Nothing found: try another word.").waitFor();
    await page.locator("#search").fill("hiddenUnits");
    await first.click();
    await page.waitForURL(/hiddenUnits/);
    await page.goBack();
    await first.waitFor();
    assert.equal(await page.locator("#search").inputValue(), "hiddenUnits");
  });
});

test("the search says when it could not be loaded, answers the next key, and what was typed before it was there", async () => {
  await opened("index.html", async (page) => {
    await page.route("**/search.json", (route) => route.abort(), { times: 1 });
    await page.locator("#search").evaluate((field: HTMLInputElement) => {
      field.value = "hiddenUnit";
      field.dispatchEvent(new Event("input"));
    });
    await page.getByText("The search could not be loaded.").waitFor();
    await page.locator("#search").fill("hiddenUnits");
    await page.locator("#found a").first().waitFor();

    let release = (): void => undefined;
    const typed = new Promise<void>((resolve) => (release = resolve));
    await page.route(/search\.js(\?|$)/, async (route) => {
      await typed;
      await route.continue();
    });
    await page.reload({ waitUntil: "commit" });
    await page.locator("#search").fill("hiddenUnits");
    release();
    await page.locator("#found a").first().waitFor();
  });
});

test("the reference has a page for every public name, and each of its links leads somewhere", async () => {
  const names = Object.keys(library);
  const reference = path.join(site.folder, "reference");
  const pages = (await readdir(reference, { recursive: true })).filter((name) => name.endsWith(".html"));
  const known = new Set(pages.map((page) => path.basename(page, ".html")));
  assert.deepEqual(
    names.filter((name) => !known.has(name)),
    [],
  );
  for (const page of pages) {
    const text = await readFile(path.join(reference, page), "utf8");
    for (const [, to] of text.matchAll(/href="([^":#]+\.html)/g))
      await access(path.join(reference, path.dirname(page), to!));
  }
});

test("a cell runs with those above it; its figure follows the slider and the menu, in 1 MB", async () => {
  await opened("04-too-large.html", async (page) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(path.basename(new URL(request.url()).pathname)));
    const cell = cellOf(page, "cell-08");
    await cell.locator(".run").click();
    await cell.locator("svg.painted").first().waitFor();
    assert.ok(site.server.sent < 1_000_000, `${site.server.sent} bytes`);
    assert.ok(!asked.includes("compiler.js"), "what was shipped needs no TypeScript");
    const before = await titleOf(cell);
    await cell.locator("input[type=range]").scrollIntoViewIfNeeded();
    const box = (await cell.locator("input[type=range]").boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    for (let step = 1; step <= 10; step++)
      await page.mouse.move(box.x + box.width * (0.5 + step / 25), box.y + box.height / 2);
    await page.mouse.up();
    await until("the title has followed", async () => (await titleOf(cell)) !== before);
    await cell.locator(".bs-line").fill("max(0, z)");
    await until("the formula has been read", async () => (await titleOf(cell))?.includes("max") === true);
    await cell.locator(".bs-controls button", { hasText: "Reset" }).click();
    await until("all is as at first", async () => (await titleOf(cell)) === before);
  });
});

test("a play control runs through its values until it is paused", async () => {
  await opened("03-breaking-the-symmetry.html", async (page) => {
    const cell = cellOf(page, "cell-36-knobs");
    await cell.locator(".run").click();
    await cell.locator("svg.painted").first().waitFor();
    await cell.getByRole("button", { name: "Play" }).click();
    for (const seed of [8, 9])
      await until(
        `seed ${seed} is drawn`,
        async () => (await titleOf(cell))?.includes(`seed ${seed}`) ?? false,
      );
    await cell.getByRole("button", { name: "Pause" }).click();
  });
});

test("an edited cell is checked, kept over a reload, and can be reset", async () => {
  await opened("01-why-not-zeros.html", async (page) => {
    const cell = cellOf(page, "cell-04");
    await writeIn(cell);
    await page.keyboard.press("Control+End");
    await page.keyboard.type('\nconst wrong: number = "text";');
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".error").waitFor();
    assert.match(
      (await cell.locator(".error").textContent())!,
      /Type 'string' is not assignable to type 'number'/,
    );
    await page.reload();
    await ready(page);
    assert.match((await cell.locator(".code").textContent())!, /const wrong/);
    await cell.locator(".reset").click();
    assert.doesNotMatch((await cell.locator(".code").textContent())!, /const wrong/);
    await cell.locator(".run").click();
    await cell.locator("svg.painted").first().waitFor();
  });
});

describe("a plain page", () => {
  before(() =>
    writeLesson(
      "plain",
      notebookOf([
        'import { Matrix, show } from "../lib";\nconst clouds = "Three";',
        "show(`${clouds} clouds`)",
      ]),
    ),
  );

  test("a name is completed, and an error says the reader's own line", async () => {
    await opened("plain.html", async (page) => {
      const cell = cellOf(page, "cell-1");
      await cell.locator(".run").click();
      await cell.getByText("Three clouds").waitFor();
      await writeIn(cell);
      await page.keyboard.press("Control+A");
      await page.keyboard.type("clou", { delay: 50 });
      await page.locator(".cm-tooltip-autocomplete li", { hasText: "clouds" }).first().waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+A");
      await page.keyboard.type("Matrix.zeros(2, 3).multiply(Matrix.zeros(2, 3))");
      await page.keyboard.press("Shift+Enter");
      await cell.locator(".error").waitFor();
      const error = (await cell.locator(".error").textContent())!;
      assert.match(error, /Cannot multiply 2×3 by 2×3/);
      assert.match(error, /line 1/);
    });
  });

  test("in a fresh page, what the cells above declare is completed by Tab and documented under the mouse", async () => {
    await opened("plain.html", async (page) => {
      const cell = cellOf(page, "cell-1");
      await writeIn(cell);
      await page.keyboard.press("Control+A");
      await page.keyboard.type("Matrix.ze", { delay: 50 });
      await page.locator(".cm-tooltip-autocomplete li", { hasText: /^zeros$/ }).waitFor();
      await page.keyboard.press("Tab");
      assert.equal(await cell.locator(".cm-content").textContent(), "Matrix.zeros");
      await cell.getByText("Matrix").hover();
      await page.locator(".cm-tooltip .hover", { hasText: "class Matrix" }).waitFor();
    });
  });

  test("help shows what the library offers and its source, which come when they are asked for, and an error names the import", async () => {
    await opened("plain.html", async (page) => {
      const cell = cellOf(page, "cell-1");
      const run = async (code: string): Promise<void> => {
        await writeIn(cell);
        await page.keyboard.press("Control+A");
        await page.keyboard.insertText(code);
        await page.keyboard.press("Shift+Enter");
      };
      const asked: string[] = [];
      page.on("request", (request) => asked.push(path.basename(new URL(request.url()).pathname)));
      await run("`${clouds} clouds`");
      await cell.getByText("Three clouds").waitFor();
      assert.ok(asked.includes("compiler.js") && !asked.includes("sources.js"), asked.join(" "));
      await run("softplus");
      await cell.getByText('import { softplus } from "../lib";').waitFor();
      await run("lib?");
      await cell.locator("code", { hasText: /^createNetwork$/ }).waitFor();
      await run("softplus?");
      await cell.getByText("const softplus: Activation").first().waitFor();
      await run("forward??");
      await cell.getByText("export function forward(").waitFor();
      await run("Matrix.prototype.multiply??");
      await cell.getByText("multiply(other: ").first().waitFor();
    });
  });

  test("an endless loop is stopped, and the next run starts with the cells above", async () => {
    await opened("plain.html", async (page) => {
      const cell = cellOf(page, "cell-1");
      await writeIn(cell);
      await page.keyboard.press("Control+A");
      await page.keyboard.type("let i = 0; while (i < 10) console.log(i);");
      await page.keyboard.press("Shift+Enter");
      await page.locator("section.cell[data-id='cell-1'][data-state=running]").waitFor();
      await cell.getByText("lines left out here").waitFor();
      await page.locator("#stop").click();
      await cell.getByText("the variables are gone").waitFor();
      await until(
        "it says what is gone",
        async () =>
          (await page.locator("#kernel-state").textContent())?.includes("variables are gone") === true,
      );
      await cell.locator(".reset").click();
      await cell.locator(".run").click();
      await cell.getByText("Three clouds").waitFor();
    });
  });
});

test("a lesson as one file runs from a disk, and asks for nothing else", async () => {
  const file = path.join(site.folder, "alone", "04-too-large.html");
  const elsewhere = await mkdtemp(path.join(tmpdir(), "breaking-symmetry-alone-"));
  const copy = path.join(elsewhere, "lesson.html");
  await copyFile(file, copy);
  try {
    await opened(
      file,
      async (page) => {
        await page.locator("svg.painted:visible").first().waitFor();
        const cell = cellOf(page, "cell-08");
        await cell.locator(".run").click();
        await cell.locator("svg.painted").first().waitFor();
        const before = await titleOf(cell);
        await cell.locator("input[type=range]").fill("1");
        await until("the figure has followed", async () => (await titleOf(cell)) !== before);
        const download = page.waitForEvent("download");
        await fromMenu(page, "#download");
        assert.equal((await download).suggestedFilename(), "04-too-large.ipynb");
        assert.equal(site.server.sent, 0);
      },
      `file://${copy}`,
    );
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});

test("the lesson can be downloaded with the reader's edits and what they have shown, errors too, and what it was shipped with", async () => {
  await opened("01-why-not-zeros.html", async (page) => {
    const shipped = await readNotebook(path.join(site.folder, "01-why-not-zeros.ipynb"));
    const code = 'console.log("mine"); throw new Error("also mine");';
    const cell = cellOf(page, "cell-18");
    await cell.evaluate((node) => {
      for (const fold of node.querySelectorAll("details")) fold.open = true;
    });
    await writeIn(cell);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(code);
    await cell.locator(".run").click();
    await cell.locator(".error").waitFor();
    await page.locator("html[data-kernel=idle]").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), fromMenu(page, "#download")]);
    const notebook = await readNotebook(await download.path());
    assert.equal(download.suggestedFilename(), "01-why-not-zeros.ipynb");
    const at = notebook.cells.findIndex(({ id }) => id === "cell-18");
    const { source, outputs } = notebook.cells[at]!;
    assert.equal(source, code);
    assert.deepEqual(
      outputs!.map(({ output_type }) => output_type),
      ["stream", "error"],
    );
    assert.match(JSON.stringify(outputs), /"text":"mine\\n".*"evalue":"also mine"/);
    assert.deepEqual(Object.keys(outputs![1]!), ["output_type", "ename", "evalue", "traceback"]);
    const above = ({ cells }: Notebook): unknown[] => cells.slice(0, at).map(({ outputs }) => outputs);
    assert.deepEqual(above(notebook), above(shipped));
  });
});

describe("a prediction on a page", () => {
  before(() => writeLesson("asking", LESSON));

  test("hides what came and its answer until the reader has chosen, tells whether it held, and remembers it", async () => {
    await opened("asking.html", async (page) => {
      const answer = page.locator("details.answer").first();
      const group = page.getByRole("radiogroup", { name: "Predict. Where will the loss be?" });
      assert.equal(await page.getByText("loss 0.693").isVisible(), false);
      assert.equal(await page.getByText("Nothing moves.").isVisible(), false);
      await group.getByRole("radio", { name: "near 0" }).check();
      await page.getByText("loss 0.693").waitFor();
      await page.getByText("Nothing moves.").waitFor();
      assert.match(await answer.innerText(), /You predicted “near 0”\. It did not hold\./);
      await page.getByText("Your predictions: 0 of 1 held (1 still open).").waitFor();

      await page.reload();
      await page.getByText("You predicted “near 0”. It did not hold.").waitFor();
      assert.equal(await page.getByText("loss 0.693").isVisible(), true);
      await page.getByRole("radio", { name: "yes" }).check();
      await page.getByText("You predicted “yes”. It held.").waitFor();
      await page.getByText("Your predictions: 1 of 2 held.").waitFor();

      await fromMenu(page, "#reset-all");
      assert.equal(await page.getByText("loss 0.693").isVisible(), false);
      assert.equal(await page.getByText("Nothing moves.").isVisible(), false);
      assert.equal(await group.getByRole("radio", { checked: true }).count(), 0);
    });
  });

  test("shows what came when the cell is run, and leaves the answer folded", async () => {
    await opened("asking.html", async (page) => {
      await cellOf(page, "cell-1").locator(".run").click();
      await cellOf(page, "cell-1").locator(".outputs:not(.still)").getByText("loss 0.693").waitFor();
      assert.equal(await page.getByText("Nothing moves.").isVisible(), false);
      assert.equal(await page.getByText("Choose above").first().isVisible(), false);
    });
  });

  test("is answered at the end of what is printed", async () => {
    await opened("asking.html", async (page) => {
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      const seen = await page.locator("main").innerText();
      const [above, answers] = seen.split("Answers");
      for (const words of ["loss 0.693", "Nothing moves."]) {
        assert.ok(!above!.includes(words), words);
        assert.ok(answers!.includes(words), words);
      }
      await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
      assert.equal(await page.locator(".answers").count(), 0);
    });
  });

  test("has nothing serious for axe to find", async () => {
    await opened("asking.html", async (page) => {
      await page.getByRole("radio", { name: "yes" }).check();
      assert.deepEqual(await seriousIn(page), []);
    });
  });
});

test("points are drawn on a page with the mouse and the keyboard, and what is below follows", async (t) => {
  await writeLesson("drawing", notebookOf([drawingCell("../lib")]));
  await opened("drawing.html", async (page) => {
    const cell = cellOf(page, "cell-0");
    const drawing = new Drawing(cell);
    await cell.locator(".run").click();
    await drawing.titleIs("4 of 8");
    // What plotly draws can be read off.
    await cell.locator(".figure-zoom").click();
    await cell.locator(".js-plotly-plot").waitFor();
    for (const [name, draw] of drawingSteps) await t.test(name, () => draw(drawing));
    assert.deepEqual(await seriousIn(page), []);
  });
});

describe("live controls on a page", () => {
  const code = `const kinds = interact({ n: slider(0, 9, { start: 1, integer: true }) }, async ({ n }) => {
  while (n === 7);
  await new Promise((done) => setTimeout(done, 20));
  console.log("drawn after a while:", n);
  if (n === 4) throw new Error("not four");
  return n === 3 || n === 5 ? figure({ title: "n is " + n, data: [{ y: [n] }], layout: {} }) : "$n$ is " + n;
});`;
  before(() =>
    writeLesson("kinds", notebookOf(['import { figure, interact, slider } from "../lib";', code, "1 + 1"])),
  );

  async function running(
    use: (page: Page, cell: Locator, move: (to: number) => Promise<void>) => Promise<void>,
  ) {
    await opened("kinds.html", async (page) => {
      const cell = cellOf(page, "cell-1");
      await cell.locator(".run").click();
      await cell.locator("math").waitFor({ timeout: 60_000 });
      await use(page, cell, async (to) => {
        await cell.locator(".bs-number").fill(String(to));
        await cell.locator(".bs-number").press("Enter");
        await cell.getByText(`drawn after a while: ${to}`).waitFor();
      });
    });
  }

  test("what they show and print, also after waiting, takes the place of what they did", async () => {
    await running(async (page, cell, move) => {
      // What no one knows the cell of would stand with the cell that ran last.
      await cellOf(page, "cell-2").locator(".run").click();
      const kinds = { figure: "svg.painted >> nth=0", error: ".error", text: "math" };
      for (const [n, shown] of [
        [3, "figure"],
        [4, "error"],
        [5, "figure"],
        [2, "text"],
        [3, "figure"],
      ] as const) {
        await move(n);
        for (const [kind, locator] of Object.entries(kinds))
          await until(
            `${kind} for ${n}`,
            async () => (await cell.locator(locator).count()) > 0 === (kind === shown),
          );
        assert.equal(await cell.locator(".outputs pre", { hasText: "drawn after a while" }).count(), 1);
      }
    });
  });

  test("a drawing that loops for ever is stopped with its kernel; the controls say so, and a button runs their cell", async () => {
    await running(async (page, cell) => {
      await cell.locator(".bs-number").fill("7");
      await cell.locator(".bs-number").press("Enter");
      await page.locator("#stop").click();
      await cell.locator(".bs-controls-note", { hasText: "Run this cell again" }).waitFor();
      assert.equal(await cell.locator("fieldset.bs-controls:disabled").count(), 1);
      await cell.getByRole("button", { name: "Run this cell", exact: true }).last().click();
      await cell.locator("fieldset.bs-controls:enabled").waitFor();
      await cell.getByText("drawn after a while: 1").waitFor();
      assert.equal(await cell.locator(".bs-number").inputValue(), "1");
    });
  });
});

/** Writes a page of its own for a notebook that this test makes. */
async function writeLesson(file: string, notebook: Notebook): Promise<void> {
  const pages = (await import(path.join(REPOSITORY, "jupyter/web/pages.mjs"))) as {
    lessonPage: (lesson: object, neighbours: object, toHtml: unknown, folder: string) => Promise<string>;
  };
  const { markdownWriter } = (await import(path.join(REPOSITORY, "jupyter/web/lessons.mjs"))) as {
    markdownWriter: () => Promise<unknown>;
  };
  const lesson = { file, title: "A lesson", cells: withAnswersHeldBack(notebook).cells };
  await writeFile(
    path.join(site.folder, `${file}.html`),
    await pages.lessonPage(lesson, {}, await markdownWriter(), site.folder),
  );
}

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing serious on the ${theme} pages, nor on a live figure and its controls`, async () => {
    for (const file of ["index.html", "02-the-proof.html", "04-too-large.html"]) {
      await opened(file, async (page) => {
        await page.emulateMedia({ colorScheme: theme });
        if (file.startsWith("04")) {
          await cellOf(page, "cell-08").locator(".run").click();
          await cellOf(page, "cell-08").locator("svg.painted").first().waitFor();
        }
        assert.deepEqual(await seriousIn(page), [], file);
      });
    }
  });
}
