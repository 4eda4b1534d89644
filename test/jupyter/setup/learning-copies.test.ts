import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeLearningCopies } from "../../../jupyter/setup/lessons.mjs";
import { scratch, write } from "./support/machine";

const lesson = (source: string): object => ({
  cells: [
    { cell_type: "markdown", source: ["# One"], metadata: {} },
    {
      cell_type: "code",
      source: [source],
      metadata: {},
      outputs: [{ output_type: "stream" }],
      execution_count: 3,
    },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

interface Written {
  readonly cells: { readonly source: string[]; readonly outputs?: unknown[] }[];
}
const read = (root: string, name: string): Written =>
  JSON.parse(readFileSync(join(root, "my-notebooks", name), "utf8")) as Written;

/** For when nothing is to be said. */
function silence(line: string): void {
  throw new Error(`It says: ${line}`);
}

test("a reader's copy shows no output before its cell has been run", (t) => {
  const root = scratch(t);
  write(root, {
    "notebooks/02 b.ipynb": lesson("2"),
    "notebooks/01 a.ipynb": lesson("1"),
    "notebooks/x.txt": "",
  });
  assert.equal(makeLearningCopies(root, silence), "my-notebooks/01 a.ipynb");
  assert.deepEqual(read(root, "01 a.ipynb").cells[1]!.outputs, []);
  assert.deepEqual(read(root, "02 b.ipynb").cells[1]!.source, ["2"]);
});

test("a copy that was only run follows the lesson", (t) => {
  const root = scratch(t);
  write(root, { "notebooks/a.ipynb": lesson("1") });
  makeLearningCopies(root, silence);
  writeFileSync(join(root, "my-notebooks/a.ipynb"), JSON.stringify(lesson("1")));
  write(root, { "notebooks/a.ipynb": lesson("better") });
  makeLearningCopies(root, silence);
  assert.deepEqual(read(root, "a.ipynb").cells[1]!.source, ["better"]);
});

test("a reader's work is kept, and the newer lesson put beside it, once", (t) => {
  const root = scratch(t);
  write(root, { "notebooks/a.ipynb": lesson("1") });
  makeLearningCopies(root, silence);
  writeFileSync(join(root, "my-notebooks/a.ipynb"), JSON.stringify(lesson("mine")));
  makeLearningCopies(root, silence);
  write(root, { "notebooks/a.ipynb": lesson("better") });
  const said: string[] = [];
  makeLearningCopies(root, (line) => said.push(line));
  assert.deepEqual(read(root, "a.ipynb").cells[1]!.source, ["mine"]);
  assert.deepEqual(read(root, "a (newer).ipynb").cells[1]!.source, ["better"]);
  assert.match(said.join(), /Your a\.ipynb is as you left it/);
  makeLearningCopies(root, silence);
});

test("copies whose making broke off before they were recorded are not taken for a reader's work", (t) => {
  const root = scratch(t);
  write(root, { "notebooks/a.ipynb": lesson("1") });
  makeLearningCopies(root, silence);
  rmSync(join(root, "my-notebooks/.copied.json"));
  makeLearningCopies(root, silence);
  write(root, { "notebooks/a.ipynb": lesson("better") });
  makeLearningCopies(root, silence);
  assert.deepEqual(read(root, "a.ipynb").cells[1]!.source, ["better"]);
  assert.equal(existsSync(join(root, "my-notebooks/a (newer).ipynb")), false);
});

test("a copy that cannot be read is kept", (t) => {
  const root = scratch(t);
  write(root, { "notebooks/a.ipynb": lesson("1"), "my-notebooks/a.ipynb": "half of a no" });
  makeLearningCopies(root, () => undefined);
  assert.equal(readFileSync(join(root, "my-notebooks/a.ipynb"), "utf8"), "half of a no");
  assert.ok(existsSync(join(root, "my-notebooks/a (newer).ipynb")));
});

test("without lessons there is nothing to open", (t) => {
  const root = scratch(t);
  write(root, { "notebooks/x.txt": "" });
  assert.equal(makeLearningCopies(root, silence), undefined);
});
