import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { type Cell, type Notebook, readNotebook } from "../browser/helpers/notebook";
import { isFolded } from "./tools/cells";
import { executed } from "./tools/execute";
import { lessons } from "./tools/lessons";
import { failures, joined } from "./tools/outputs";

/** What a curious reader changes, each in every place of a lesson where it can be changed. */
const EDITS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  "other seeds and activations": [
    [/\bseeded\((\d)\)/g, "seeded(1$1)"],
    [/\bhidden: tanh\b/g, "hidden: sigmoid"],
    [/\bactivation = tanh\b/g, "activation = relu"],
  ],
  "fewer and shorter steps, and other data": [
    [/\bsteps: (\d+)0\b/g, "steps: $1"],
    [/\bsteps = (\d+)0\b/g, "steps = $1"],
    [/\blearningRate: [\d.]+/g, "learningRate: 0.3"],
    [/\bnoise: 0\.\d+/g, "noise: 0.2"],
    [/\bcount: 200\b/g, "count: 120"],
    [/\bscaledNormal\(0\.01\)/g, "scaledNormal(0.3)"],
  ],
  "other widths and scales": [
    [/\bsizes: \[2, (\d), 1\]/g, "sizes: [2, 1$1, 1]"],
    [/\bscaledNormal\((?!0\.01\))[\d.]+\)/g, "scaledNormal(0.7)"],
    [/\bconstant\(0\.5\)/g, "constant(0.3)"],
    [/\bactivation: (?:tanh|relu|identity)\b/g, "activation: sigmoid"],
  ],
};

describe("a reader who edits a lesson", { concurrency: 2 }, () => {
  for (const file of lessons()) {
    for (const [kind, changes] of Object.entries(EDITS)) {
      test(`${path.basename(file)} goes on without an error after ${kind}`, async (t) => {
        const { edited, places } = editedBy(await readNotebook(file), changes);
        if (places === 0) {
          t.skip("it has nothing of this kind to edit");
          return;
        }
        t.diagnostic(`${places} places`);
        assert.deepEqual(failures(await executed(edited, { asReader: true })), []);
      });
    }
  }
});

function editedBy(
  notebook: Notebook,
  changes: readonly (readonly [RegExp, string])[],
): { edited: Notebook; places: number } {
  let places = 0;
  const edit = (cell: Cell): Cell => {
    if (cell.cell_type !== "code" || isFolded(cell)) return cell;
    let source = joined(cell.source);
    for (const [what, instead] of changes) {
      places += source.match(what)?.length ?? 0;
      source = source.replace(what, instead);
    }
    return { ...cell, source };
  };
  const cells = notebook.cells.map(edit);
  return { edited: { ...notebook, cells }, places };
}
