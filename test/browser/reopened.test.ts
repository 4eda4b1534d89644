import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { withScreenshot } from "./helpers/chromium";
import { notebookOf } from "./helpers/notebook";
import { openSession, type Session, until } from "./helpers/session";

/** A film, what is printed, and a result; none of it comes before the page has been closed, but the film's beginning. */
const TRAINING = `const fs = require("fs");
const frame = (n: number): void => {
  const figure = { data: [{ y: [1, n] }], layout: { title: { text: "step " + n } } };
  (globalThis as any)[Symbol.for("breaking-symmetry.kernel")].display(
    { data: { "application/vnd.plotly.v1+json": figure, "text/plain": "a figure" }, metadata: {}, transient: { display_id: "film" } }, n > 0);
};
frame(0);
while (!fs.existsSync("closed")) await new Promise((done) => setTimeout(done, 50));
for (let n = 1; n <= 20; n++) { frame(n); console.log(n); if (fs.existsSync("slow")) await new Promise((done) => setTimeout(done, 300)); }
fs.writeFileSync("ended", "");
"the " + "result"`;

let session: Session;
before(async () => {
  session = await openSession("training.ipynb", (home) =>
    writeFile(
      path.join(home.notebooks, "training.ipynb"),
      JSON.stringify(notebookOf([{ source: TRAINING }])),
    ),
  );
});
after(() => session.close());

for (const [name, isSlow] of [
  ["has ended meanwhile", false],
  ["still runs", true],
] as const) {
  test(`a page that is opened again shows all of a cell that ${name}`, async () => {
    const { lab, fenced, home } = session;
    const { page } = fenced;
    const write = (file: string): Promise<void> => writeFile(path.join(home.notebooks, file), "");
    await withScreenshot(page, async () => {
      const cell = lab.cell("const frame");
      if (isSlow) {
        await write("slow");
        await lab.restartKernel();
        for (const file of ["closed", "ended"]) await rm(path.join(home.notebooks, file));
      }
      await cell.locator(".cm-content").click();
      await page.keyboard.press("Control+Enter");
      await cell.getByText("step 0").waitFor();
      await lab.save();
      await page.goto("about:blank");
      await write("closed");
      if (!isSlow)
        await until("the cell has ended", () =>
          Promise.resolve(existsSync(path.join(home.notebooks, "ended"))),
        );
      await lab.open("training.ipynb");
      await cell.getByText("step 20").waitFor();
      await cell.locator(".jp-OutputArea-output", { hasText: "the result" }).waitFor();
      assert.equal(await cell.locator(".jp-OutputArea-output", { hasText: /1\n2\n[^]*20/ }).count(), 1);
      assert.match((await cell.locator(".jp-InputPrompt").textContent()) ?? "", /\[1\]/);
    });
  });
}
