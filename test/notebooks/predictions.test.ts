import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { notebookOf, readNotebook } from "../browser/helpers/notebook";
import { allNotebooks } from "./tools/lessons";
import { flawsOfPredictions } from "./tools/predictions";

describe("a reader decides before anything answers", () => {
  for (const file of allNotebooks()) {
    test(`each prediction of ${path.basename(file, ".ipynb")}`, async () => {
      assert.deepEqual(flawsOfPredictions(await readNotebook(file)), []);
    });
  }
});

/** A lesson that asks two questions, with some of its cells replaced. */
function lesson(changes: Readonly<Record<number, string>> = {}): ReturnType<typeof notebookOf> {
  const cells = [
    "## Units\n\n**Predict.** How many units will there be?\n\n- [ ] one unit\n- [ ] two units",
    'show("a figure"); // draws them',
    "<details><summary>Answer</summary>\n\n**Two units.** They part.\n\n</details>\n\nSo it goes on.",
    "## Zero\n\n**Predict.** Where will the loss be?\n\n- [ ] still near 0.69\n- [ ] near 0",
    "train();",
    "<details><summary>Answer</summary>\n\n**Still near 0.69.** Nothing moves.\n\n</details>",
  ].map((source, place) => changes[place] ?? source);
  return notebookOf(
    cells.map((source) =>
      /^(show|train|\/\/)/.test(source) ? source : { cell_type: "markdown" as const, source },
    ),
  );
}

test("predictions in the right form have no flaw", () => {
  assert.deepEqual(flawsOfPredictions(lesson()), []);
});

test("each flaw of a prediction is named with its cell", () => {
  const cases: [Record<number, string>, string][] = [
    [{ 0: "**Predict.** How many?" }, "cell-0 asks without a list of options at its end"],
    [{ 0: "**Predict.** How many?\n\n- [ ] two units" }, "cell-0 offers 1 option instead of 2 to 4"],
    [
      { 0: "**Predict.** How many?\n\n- [ ] Two units.\n- [ ] two units" },
      "cell-0 offers the same option twice",
    ],
    [
      { 1: "<details><summary>Answer</summary>\n\n**Two units.** Yes.\n\n</details>" },
      "cell-0 has no code below it that answers",
    ],
    [{ 2: "Two units." }, "cell-0 has no folded answer below its code"],
    [
      { 2: "<details><summary>Answer</summary>\n\n**Three units.** No.\n\n</details>" },
      "cell-0 offers no option “Three units.”, with which its answer begins",
    ],
    [{ 1: 'show("a figure"); // two units part' }, "cell-0 is answered in sight by cell-1: “two units”"],
    [
      {
        2: "<details><summary>Answer</summary>\n\n**Two units.** Yes.\n\n</details>\n\nIt is two units, then.",
      },
      "cell-0 is answered in sight by cell-2: “two units”",
    ],
    [
      { 3: "It stays still near 0.69.\n\n**Predict.** Where?\n\n- [ ] still near 0.69\n- [ ] near 0" },
      "cell-3 is answered in sight by cell-3: “still near 0.69”",
    ],
    [
      { 3: "**Predict.** Where will the loss be?\n\n- [ ] near 0\n- [ ] still near 0.69" },
      "every right option is option 2",
    ],
  ];
  for (const [changes, flaw] of cases) assert.deepEqual(flawsOfPredictions(lesson(changes)), [flaw]);
});
