import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cell } from "../../../jupyter/web/src/page/cell";
import { neededBy } from "../../../jupyter/web/src/page/needs";

/** Cells that have not been run: what each declares, and the last one as the reader has written it. */
function cellsAbove(code: string, ...declared: readonly string[]): Cell[] {
  const above = declared.map((name) => ({
    id: name,
    isEdited: false,
    needs: new Set(),
    gives: new Set([name]),
  }));
  return [...above, { id: "edited", isEdited: true, code }] as unknown as Cell[];
}

test("an edited cell needs the cells whose names it uses, also within templates, and none that only words name", () => {
  for (const [code, needed] of [
    ["show(he)", ["he"]],
    ["`${he} with He's weights, ${xavier} with Xavier's`", ["he", "xavier"]],
    ['`say "${he}" at http://x/${xavier}`', ["he", "xavier"]],
    ['const answer = "he"; // xavier', []],
    ["/* it's he */ const mine = 'xavier' + he", ["he"]],
    ["exerciseReport()", ["he", "xavier"]],
  ] as const) {
    const cells = cellsAbove(code, "he", "xavier");
    const ids = neededBy(cells.at(-1)!, cells).map(({ id }) => id);
    assert.deepEqual(ids, needed, code);
  }
});
