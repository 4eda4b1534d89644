import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { withScreenshot } from "./helpers/chromium";
import { notebookOf, REPOSITORY_LIB } from "./helpers/notebook";
import { openSession, type Session } from "./helpers/session";

/** Cells that show something without end, each stopped by a click on the button that the reader sees. */
const LOOPS: Record<string, string> = {
  "prints lines": "let i = 0; while (i < 10) console.log(i);",
  "prints giant lines": 'for (;;) console.log("x".repeat(1e6));',
  "prints between turns of others":
    "for (;;) { console.log(1); await new Promise((done) => setTimeout(done)); }",
  "shows figures":
    'for (;;) show({ data: [{ y: [1, 2, 3] }], layout: {}, title: "A figure", description: "d" });',
  "clears its output": "for (;;) { host().clearOutput(true); console.log(1); }",
  "replaces a figure": "for (let n = 0; ; n++) film(n);",
};

const IMPORTS = `import { show } from "${REPOSITORY_LIB}";
const host = () => (globalThis as any)[Symbol.for("breaking-symmetry.kernel")];
const film = (n: number): void => {
  const data = { "application/vnd.plotly.v1+json": { data: [{ y: Array.from({ length: 1000 }, (_, i) => i + n) }], layout: {} } };
  host().display({ data, metadata: {}, transient: { display_id: "film" } }, n > 0);
};`;

let session: Session;
before(async () => {
  session = await openSession("endless.ipynb", (home) =>
    writeFile(
      path.join(home.notebooks, "endless.ipynb"),
      JSON.stringify(
        notebookOf([
          { source: IMPORTS },
          ...Object.values(LOOPS).map((source) => ({ source })),
          { source: "6 * 7" },
        ]),
      ),
    ),
  );
});
after(() => session.close());

test("a cell that shows without end is stopped by a click, and the page goes on", async (t) => {
  const { lab, fenced } = session;
  const { page } = fenced;
  const run = async (text: string): Promise<void> => {
    await lab.cell(text).locator(".cm-content").click();
    await page.keyboard.press("Control+Enter");
  };
  await withScreenshot(page, async () => {
    await run(IMPORTS.slice(0, 20));
    await lab.kernelIdle();
    for (const [name, code] of Object.entries(LOOPS)) {
      await t.test(`if it ${name}`, async () => {
        const cell = lab.cell(code.slice(0, 40));
        await run(code.slice(0, 40));
        await cell.locator(".jp-OutputArea-output").first().waitFor();
        // The loop gets ahead of the page, if anything lets it.
        await page.waitForTimeout(2000);
        await page.locator('[data-command="notebook:interrupt-kernel"]:visible').first().click();
        await cell.getByText("KeyboardInterrupt").first().waitFor();
        assert.ok((await cell.locator(".jp-OutputArea-child").count()) < 50);
      });
    }
    await run("6 * 7");
    await lab.cell("6 * 7").locator(".jp-OutputArea-output", { hasText: "42" }).waitFor();
  });
  assert.deepEqual(session.pageErrors, []);
});
