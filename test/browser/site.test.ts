import assert from "node:assert/strict";
import { access, copyFile, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import * as library from "../../lib/index";
import { shownBy } from "../../jupyter/web/held-back.mjs";
import { withAnswersHeldBack } from "../notebooks/tools/held-back";
import { lessons } from "../notebooks/tools/lessons";
import { joined } from "../notebooks/tools/outputs";
import { seriousIn } from "./helpers/axe";
import { type FencedPage, launchBrowser, openFenced, withScreenshot } from "./helpers/chromium";
import { Drawing, drawingCell, drawingSteps } from "./helpers/drawing";
import { type Notebook, notebookOf, readNotebook, sourceOf } from "./helpers/notebook";
import { LESSON } from "./helpers/asking-lesson";
import { REPOSITORY } from "./helpers/repository";
import { until } from "./helpers/session";
import { serve, type StaticServer } from "./helpers/static-server";

let folder = "";
let server: StaticServer;
let browser: Browser | undefined;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "breaking-symmetry-site-"));
  const { buildSite } = (await import(path.join(REPOSITORY, "jupyter/web/site.mjs"))) as {
    buildSite: (folder: string) => Promise<void>;
  };
  await buildSite(folder);
  server = await serve(folder);
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a page in a fresh profile, without any other network; fails if a script of it did. */
async function opened(
  file: string,
  use: (page: Page) => Promise<void>,
  address = `${server.origin}/${file}`,
): Promise<void> {
  const fenced: FencedPage = await openFenced(browser!, server.origin);
  const errors: string[] = [];
  fenced.page.on("pageerror", ({ message }) => errors.push(message));
  try {
    server.sent = 0;
    // What tsx adds to functions, here to those that run in the page.
    await fenced.page.addInitScript("globalThis.__name = (named) => named;");
    await fenced.page.goto(address);
    await withScreenshot(fenced.page, () => use(fenced.page));
    assert.deepEqual([errors, fenced.foreign], [[], []]);
  } finally {
    await fenced.context.close();
  }
}

const cellOf = (page: Page, id: string): Locator => page.locator(`section.cell[data-id="${id}"]`);
const titleOf = (cell: Locator): Promise<string | null> => cell.locator(".gtitle").first().textContent();

/** What a cell shows, in words. */
interface Shown {
  readonly id: string;
  readonly status: string;
  readonly error: string | undefined;
  readonly texts: string[];
}

/** Runs cells in a kernel of the page's own, as the page does, and tells what each shows. */
async function runInWorker(
  page: Page,
  cells: readonly (readonly [id: string, code: string])[],
): Promise<Shown[]> {
  return page.evaluate(async (given) => {
    type Content = Record<string, unknown>;
    interface Message {
      readonly type: string;
      readonly channel: string;
      readonly msgType: string;
      readonly content: Content;
    }
    const worker = new Worker("kernel.js");
    const types: unknown = await (await fetch("types.json")).json();
    let receive: (message: Message) => void = () => undefined;
    const ready = new Promise<void>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Message>) => {
        if (data.type === "ready") resolve();
        else receive(data);
      };
    });
    worker.postMessage({ type: "start", types, mathjs: "mathjs.js", sources: "sources.js" });
    await ready;
    const results: Shown[] = [];
    for (const [id, code] of given) {
      const displays: { id: unknown; text: string }[] = [];
      let error: string | undefined;
      const status = await new Promise<string>((resolve) => {
        receive = ({ channel, msgType, content }) => {
          if (channel === "shell") resolve(String(content.status));
          const plain = (content.data as Content | undefined)?.["text/plain"];
          const text = typeof plain === "string" ? plain : "";
          const display = (content.transient as Content | undefined)?.display_id;
          if (msgType === "error") error = String(content.evalue);
          else if (msgType === "display_data" || msgType === "execute_result")
            displays.push({ id: display, text });
          else if (msgType === "update_display_data")
            for (const one of displays) if (one.id === display) one.text = text;
        };
        const content = {
          code,
          silent: false,
          store_history: true,
          allow_stdin: false,
          stop_on_error: false,
        };
        worker.postMessage({
          type: "request",
          id,
          msgType: "execute_request",
          content,
          metadata: { cellId: id },
        });
      });
      results.push({ id, status, error, texts: displays.map(({ text }) => text) });
    }
    worker.terminate();
    return results;
  }, cells);
}

describe("every lesson in a page", () => {
  for (const file of lessons()) {
    test(`${path.basename(file)} runs from top to bottom, and says what it says in Node, to the last digit`, async () => {
      const notebook = await readNotebook(file);
      const cells = notebook.cells.filter(({ cell_type: type }) => type === "code");
      await opened("index.html", async (page) => {
        const shown = await runInWorker(
          page,
          cells.map((cell) => [cell.id, sourceOf(cell)] as const),
        );
        assert.deepEqual(
          shown.filter(({ status }) => status !== "ok"),
          [],
        );
        for (const [index, { texts }] of shown.entries()) {
          const expected = shownBy(cells[index]!).map(({ data }) => joined(data?.["text/plain"]));
          // Bars that have gone again leave an empty text.
          const said = texts.filter((text) => text !== "");
          assert.deepEqual(said, expected, cells[index]!.id);
        }
      });
    });
  }
});

test("an article can be read before anything else has come, in 250 kB", async () => {
  await opened("04-too-large.html", async (page) => {
    await page.locator("html[data-ready=true]").waitFor();
    assert.ok(server.sent < 250_000, `${server.sent} bytes`);
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
        .locator("img[alt*='slope']")
        .count()
        .then((count) => count > 0),
      true,
    );
    assert.equal(await page.locator(".katex-error, merror").count(), 0);
  });
});

test("every link of the site leads to a page, and to a heading in it", async () => {
  const pages = (await readdir(folder)).filter((name) => name.endsWith(".html"));
  const texts = new Map<string, string>();
  for (const name of pages) texts.set(name, await readFile(path.join(folder, name), "utf8"));
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
    const sections = (await (await fetch(`${server.origin}/search.json`)).json()) as { heading: string }[];
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
    await page.goto(`${server.origin}/index.html`);
    await page.locator("#search").fill("xyzzy");
    await page.getByText("Nothing found").waitFor();
  });
});

test("the reference has a page for every public name, and each of its links leads somewhere", async () => {
  const names = Object.keys(library);
  const reference = path.join(folder, "reference");
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

test("a cell runs with those above it; its figure follows the slider and the menu, in 2 MB", async () => {
  await opened("04-too-large.html", async (page) => {
    const cell = cellOf(page, "cell-08");
    await cell.locator(".run").click();
    await cell.locator("svg.main-svg").first().waitFor();
    assert.ok(server.sent < 2_000_000, `${server.sent} bytes`);
    const before = await titleOf(cell);
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
    await cell.locator("svg.main-svg").first().waitFor({ timeout: 60_000 });
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
    await cell.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type('\nconst wrong: number = "text";');
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".error").waitFor();
    assert.match(
      (await cell.locator(".error").textContent())!,
      /Type 'string' is not assignable to type 'number'/,
    );
    await page.reload();
    await page.locator("html[data-ready=true]").waitFor();
    assert.match((await cell.locator(".cm-content").textContent())!, /const wrong/);
    await cell.locator(".reset").click();
    assert.doesNotMatch((await cell.locator(".cm-content").textContent())!, /const wrong/);
    await cell.locator(".run").click();
    await cell.locator("svg.main-svg").first().waitFor();
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
      await cell.locator(".cm-content").click();
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

  test("help shows what the library offers and its source, which come when they are asked for, and an error names the import", async () => {
    await opened("plain.html", async (page) => {
      const cell = cellOf(page, "cell-1");
      const run = async (code: string): Promise<void> => {
        await cell.locator(".cm-content").click();
        await page.keyboard.press("Control+A");
        await page.keyboard.insertText(code);
        await page.keyboard.press("Shift+Enter");
      };
      const asked: string[] = [];
      page.on("request", (request) => asked.push(path.basename(request.url())));
      await run("`${clouds} clouds`");
      await cell.getByText("Three clouds").waitFor();
      assert.ok(asked.includes("types.json") && !asked.includes("sources.js"), asked.join(" "));
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
      await cell.locator(".cm-content").click();
      await page.keyboard.press("Control+A");
      await page.keyboard.type("for (;;) {}");
      await page.keyboard.press("Shift+Enter");
      await page.locator("section.cell[data-id='cell-1'][data-state=running]").waitFor();
      await page.locator("#stop").click();
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
  const file = path.join(folder, "alone", "04-too-large.html");
  const elsewhere = await mkdtemp(path.join(tmpdir(), "breaking-symmetry-alone-"));
  const copy = path.join(elsewhere, "lesson.html");
  await copyFile(file, copy);
  try {
    await opened(
      file,
      async (page) => {
        const picture = page.locator("img:visible").first();
        await picture.scrollIntoViewIfNeeded();
        await until("the picture is there", () =>
          picture.evaluate((image: HTMLImageElement) => image.complete),
        );
        const cell = cellOf(page, "cell-08");
        await cell.locator(".run").click();
        await cell.locator("svg.main-svg").first().waitFor();
        const before = await titleOf(cell);
        await cell.locator("input[type=range]").fill("1");
        await until("the figure has followed", async () => (await titleOf(cell)) !== before);
        const download = page.waitForEvent("download");
        await page.locator("#download").click();
        assert.equal((await download).suggestedFilename(), "04-too-large.ipynb");
        assert.equal(server.sent, 0);
      },
      `file://${copy}`,
    );
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});

test("the lesson can be downloaded, without outputs", async () => {
  await opened("01-why-not-zeros.html", async (page) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#download").click()]);
    const notebook = await readNotebook(await download.path());
    assert.equal(download.suggestedFilename(), "01-why-not-zeros.ipynb");
    assert.ok(notebook.cells.every(({ outputs = [] }) => outputs.length === 0));
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
      assert.match(await answer.innerText(), /You said “near 0”: it came out otherwise\./);
      await page.getByText("Your predictions: 0 of 1 held (1 still open).").waitFor();

      await page.reload();
      await page.getByText("You said “near 0”: it came out otherwise.").waitFor();
      assert.equal(await page.getByText("loss 0.693").isVisible(), true);
      await page.getByRole("radio", { name: "yes" }).check();
      await page.getByText("You said “yes”: it held.").waitFor();
      await page.getByText("Your predictions: 1 of 2 held.").waitFor();

      await page.locator("#reset-all").click();
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
    for (const [name, draw] of drawingSteps) await t.test(name, () => draw(drawing));
    assert.deepEqual(await seriousIn(page), []);
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
    path.join(folder, `${file}.html`),
    await pages.lessonPage(lesson, {}, await markdownWriter(), folder),
  );
}

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing serious on the ${theme} pages, nor on a live figure and its controls`, async () => {
    for (const file of ["index.html", "02-the-proof.html", "04-too-large.html"]) {
      await opened(file, async (page) => {
        await page.emulateMedia({ colorScheme: theme });
        if (file.startsWith("04")) {
          await cellOf(page, "cell-08").locator(".run").click();
          await cellOf(page, "cell-08").locator("svg.main-svg").first().waitFor();
        }
        assert.deepEqual(await seriousIn(page), [], file);
      });
    }
  });
}
