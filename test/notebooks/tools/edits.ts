import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { type Cell, type Notebook, readNotebook } from "../../browser/helpers/notebook";
import { isFolded } from "./cells";
import { executedInProcess } from "./in-process";
import { failures, joined } from "./outputs";

type Changes = readonly (readonly [RegExp, string])[];

/** What a curious reader changes, each in every place of a lesson where it can be changed. */
const EDITS: Readonly<Record<string, Changes>> = {
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

/** A lesson with all changes of a kind. */
export interface EditedLesson {
  readonly name: string;
  readonly notebook: Notebook;
}

/** A lesson with every kind of change that it has places for. */
export async function editsOf(file: string): Promise<EditedLesson[]> {
  const notebook = await readNotebook(file);
  return Object.entries(EDITS).flatMap(([kind, changes]) => {
    const { edited, places } = editedBy(notebook, changes);
    const name = `${path.basename(file)} goes on without an error after ${kind} in ${places} places`;
    return places === 0 ? [] : [{ name, notebook: edited }];
  });
}

/** Declares a test for an edited lesson. */
export function testEdited({ name, notebook }: EditedLesson): Promise<void> {
  return test(name, async () => {
    assert.deepEqual(failures(await executedInProcess(notebook)), []);
  });
}

function editedBy(notebook: Notebook, changes: Changes): { edited: Notebook; places: number } {
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
