import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { STOCK_TSLAB } from "../browser/helpers/jupyter-home";
import { type Notebook, readNotebook } from "../browser/helpers/notebook";
import { executed } from "./tools/execute";
import { exercisesOf, withAnswers } from "./tools/exercises";
import { allNotebooks, lessons } from "./tools/lessons";
import { flaws } from "./tools/normal-form";
import { comparable, failures, textOf } from "./tools/outputs";

/** Every lesson is run in a real kernel, as committed and with every answer that its exercises have to deal with; two at a time, as their films wait. */
describe("the lessons", { concurrency: 2 }, () => {
  for (const file of allNotebooks()) {
    const name = path.basename(file);

    test(`${name} runs without an error, says what it said before, and deals with every answer`, async (t) => {
      const committed = await readNotebook(file);
      const { notebook, tries } = withAnswers(committed);
      const run = await executed(notebook);
      const cellOf = (id: string): Notebook["cells"][number] => run.cells.find((cell) => cell.id === id)!;

      await t.test("no cell fails", () => {
        assert.deepEqual(failures(run), []);
      });

      await t.test("its committed outputs are those of this run", () => {
        for (const cell of committed.cells)
          assert.deepEqual(comparable(cell), comparable(cellOf(cell.id)), cell.id);
      });

      for (const { cell, check } of exercisesOf(committed)) {
        await t.test(`${cell.id}: the untouched exercise is told what to do`, () => {
          assert.match(said(cellOf(check.id)), /: not yet\. \S.{10,}/su);
        });
      }

      for (const { exercise, answer, checkId } of tries) {
        await t.test(`${exercise.cell.id}: ${answer.code.slice(0, 60)} … is told “${answer.says}”`, () => {
          const verdict = said(cellOf(checkId));
          assert.ok(verdict.includes(answer.says), `It says: ${verdict}`);
        });
      }
    });

    test(`${name} is committed in normal form`, async () => {
      const text = await readFile(file, "utf8");
      assert.deepEqual(flaws(text, JSON.parse(text) as Notebook), [], "run npm run notebooks");
    });
  }

  test("the first lesson also runs on tslab as it comes from npm", async () => {
    const [first] = lessons();
    assert.deepEqual(failures(await executed(await readNotebook(first!), { kernel: STOCK_TSLAB })), []);
  });
});

function said(cell: Notebook["cells"][number]): string {
  return (cell.outputs ?? []).map(textOf).join("\n");
}
