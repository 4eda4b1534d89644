import assert from "node:assert/strict";
import { test } from "node:test";
import { CellCompiler } from "../../../jupyter/kernel/compile/cell-compiler";
import { CompileError } from "../../../jupyter/kernel/compile/compile-error";
import { machine } from "../../notebooks/tools/type-check";

const NAME = { title: "Cell", scriptName: "cell" };
const IMPORTS =
  "In a lesson, run its first cell, “Imports”, which is folded, or all cells above: Run → Run All Above Selected Cell";
const ABOVE = "Run the cells above first, then this one; if they have run, check the spelling.";
const importOf = (names: string): string =>
  `Import what the library offers: import { ${names} } from "../lib";`;

/** What is said of a cell after others have run. */
function saidOf(code: string, ran: readonly string[] = []): readonly string[] {
  const compiler = new CellCompiler(machine);
  try {
    for (const cell of ran) compiler.commit(compiler.compile(cell, NAME), new Set());
    compiler.compile(code, NAME);
    return [];
  } catch (error) {
    assert.ok(error instanceof CompileError);
    return error.complaints.flatMap(({ messages }) => messages);
  } finally {
    compiler.close();
  }
}

test("who begins below the imports is told to run them, and of other names only that cells above have them", () => {
  const imports = 'import { tanh } from "../lib";';
  assert.deepEqual(saidOf("blobs({ count: 9, random: seeded(1) })"), [
    "Cannot find the names blobs, seeded",
    IMPORTS,
    importOf("blobs, seeded"),
  ]);
  assert.deepEqual(saidOf("tanh.f(clouds)"), [
    "Cannot find the names tanh, clouds",
    IMPORTS,
    importOf("tanh"),
  ]);
  assert.deepEqual(saidOf("relu.f(clouds)", [imports]), [
    "Cannot find the names relu, clouds",
    importOf("relu"),
    ABOVE,
  ]);
  assert.deepEqual(saidOf("relu.f(1)", [imports]), ["Cannot find the name relu", importOf("relu")]);
  for (const ran of [[], [imports]])
    assert.deepEqual(saidOf("clouds", ran), ["Cannot find the name clouds", ABOVE]);
});
