import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { type Cell, readNotebook, sourceOf } from "../browser/helpers/notebook";
import { hasTag, isFolded } from "./tools/cells";
import { allNotebooks } from "./tools/lessons";

/** JupyterLab shows the first line of a folded cell: it says what the cell is, and what to do with it. */
function label(cell: Cell): RegExp {
  if (hasTag(cell, "check")) return /^\/\/ Check: run this cell after your answer$/;
  if (hasTag(cell, "facts")) return /^\/\/ The statements (?:above|below), checked$/;
  if (sourceOf(cell).includes('from "../lib"')) return /^\/\/ Imports$/;
  return /^\/\/ Helper: \S.{10,}$/;
}

describe("a folded cell says what it is", () => {
  for (const file of allNotebooks()) {
    test(`in ${path.basename(file, ".ipynb")}`, async () => {
      const { cells } = await readNotebook(file);
      const wrong = cells
        .filter((cell) => cell.cell_type === "code" && isFolded(cell))
        .map((cell) => ({ id: cell.id, line: sourceOf(cell).split("\n")[0]!, wanted: label(cell) }))
        .filter(({ line, wanted }) => !wanted.test(line));
      assert.deepEqual(wrong, []);
    });
  }
});
