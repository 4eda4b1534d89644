import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { CellCompiler } from "../../../jupyter/kernel/compile/cell-compiler";
import { learn } from "../../../jupyter/kernel/known/learn";
import { InProcess } from "../../../jupyter/kernel/perform/in-process";
import { needsOf } from "../../../jupyter/web/needs.mjs";
import { type Cell, type Output, readNotebook, sourceOf } from "../../browser/helpers/notebook";
import { lessons } from "./lessons";
import { machine } from "./type-check";

/**
 * Declares the tests that cells of a lesson show after those that they need what they show in the whole lesson.
 *
 * @param isTried - which cells
 */
export function testSlices(file: string, isTried: (cell: Cell) => boolean): void {
  test(`${path.basename(file)}: a cell shows after the cells that it needs what it shows in the whole lesson`, async () => {
    const { cells } = await readNotebook(file);
    const codes = cells.filter(({ cell_type: type }) => type === "code");
    const compiled = learn(new CellCompiler(machine), codes.map(sourceOf));
    const needs = needsOf(codes.map(({ id }, place) => ({ id, compiled: compiled[place] })));
    const whole = await shownBy(codes);
    for (const cell of codes.filter(isTried)) {
      const slice = codes.filter(({ id }) => needs.get(cell.id)?.needs.includes(id));
      const shown = await shownBy([...slice, cell]);
      assert.deepEqual(shown.get(cell.id), whole.get(cell.id), cell.id);
    }
  });
}

/** What cells show that run one after another in a session of their own. */
async function shownBy(cells: readonly Cell[]): Promise<Map<string, Output[]>> {
  const session = new InProcess(path.dirname(lessons()[0]!), new CellCompiler(machine));
  const shown = new Map<string, Output[]>();
  try {
    for (const cell of cells) shown.set(cell.id, withoutIds(await session.run(sourceOf(cell))));
  } finally {
    session.close();
  }
  return shown;
}

/** Outputs without the names of channels and models, which differ from run to run. */
function withoutIds(outputs: readonly Output[]): Output[] {
  const text = JSON.stringify(outputs, (key, value: unknown) =>
    /^(?:channel|model_id|display_id|execution_count)$/.test(key) ? "" : value,
  );
  return JSON.parse(text) as Output[];
}
