import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import type { CellName } from "../../../jupyter/kernel/compile/cell-compiler";
import { type Compiler, LazyCompiler } from "../../../jupyter/kernel/known/lazy-compiler";
import { KnownTable } from "../../../jupyter/kernel/known/store";
import { readNotebook } from "../../browser/helpers/notebook";
import { lessons } from "../../notebooks/tools/lessons";
import { checksOfKnown, ORDERS, tryEdits } from "./known-edits";
import { knowing, Reader } from "./readers";

/** Whether a cell is known to who has run others before, after cells that may have changed since. */
function isKnown(
  cell: string,
  { before, now = before }: { before: readonly string[]; now?: readonly string[] },
): boolean {
  const reader = Reader.who(knowing([...before, cell]));
  for (const source of now) reader.run(source);
  const { checked } = reader;
  reader.run(cell);
  reader.close();
  return reader.checked === checked;
}

describe("a cell is known", () => {
  test("after the cells that its names stem from, whatever else has run", () => {
    const [a, b] = ["const a = 1;", "const b = a + 1;"];
    assert.ok(isKnown("b * 2", { before: [a, b] }));
    assert.ok(isKnown("b * 2", { before: [a, b], now: [a, a, b, "let c = 3;", b] }));
    assert.ok(isKnown("b * 2", { before: [a, b], now: [a, b, "const a = 'now something else';"] }));
    const own = "// a and b\nconst f = (a: number) => ({ b: a }); f(1).b;";
    assert.ok(isKnown(own, { before: [], now: [a, b] }), "names of its own are no others'");
  });

  test("when it is run again, though it declares its names itself", () => {
    const cell = "let n = 0; interface Step { n: number }\nconst step: Step = { n }; n += step.n;";
    assert.ok(isKnown(cell, { before: [], now: [cell, cell] }));
    assert.ok(isKnown(cell, { before: ["let n = 'another';"], now: [] }));
  });

  for (const [why, cell, before, now] of [
    ["a name has another type", "a.length", ["const a = 'text';"], ["const a = 1;"]],
    [
      "a name has another type, three cells up",
      "c.length",
      ["let a = 'x';", "let b = a;", "let c = b;"],
      ["let a = 1;", "let b = a;", "let c = b;"],
    ],
    ["a name is declared that was the machine's", "performance.now()", [], ["const performance = 'good';"]],
    ["a type is declared that was the language's", "let d: Date", [], ["type Date = number;"]],
    ["a name is gone", "a + 1", ["const a = 1;"], []],
    ["a name is a type now", "a + 1", ["const a = 1;"], ["type a = 1;"]],
    ["a type is another", "const x: T = 1", ["type T = 1;"], ["type T = 0 | 1;"]],
    [
      "a name written with an escape has another type",
      "\\u0061.length",
      ["const a = 'text';"],
      ["const a = 1;"],
    ],
    ["a name in a template has another type", "`${a.length}`", ["const a = 'text';"], ["const a = 1;"]],
  ] as const)
    test(`but not if ${why}`, () => {
      assert.ok(isKnown(cell, { before }), "it was known before");
      assert.ok(!isKnown(cell, { before, now }));
    });

  for (const cell of [
    'import { helper } from "./helper";',
    'import("./helper")',
    'import text = require("./helper");',
    'export * from "./helper";',
    'import { a } from "a-package";',
    '/// <reference path="./helper.ts" />',
    "declare global { interface Array<T> { last: T } }",
    "/** @module helper */ export const a = 1;",
    "%%javascript",
  ])
    test(`but not if its check may depend on what its text does not tell: ${cell}`, () => {
      let checks = 0;
      const checker = {
        compile: (source: string, name: CellName) => {
          checks++;
          const script = { code: "", names: [], waits: false, map: [] };
          return { ...name, source, script, declares: [], uses: [], sideModules: [], imports: false };
        },
        commit: () => undefined,
      };
      const compiler = new LazyCompiler(new KnownTable("test"), () => checker as unknown as Compiler);
      const run = (source: string): void => {
        compiler.commit(compiler.compile(source, { title: "", scriptName: "" }), new Set());
      };
      const isChecked = (source: string): boolean => {
        const before = checks;
        run(source);
        return checks > before;
      };
      run("1 + 1");
      assert.ok(!isChecked("1 + 1"));
      run(cell);
      assert.ok(isChecked(cell));
      assert.ok(isChecked("1 + 1"), "nor are those after it");
    });

  test("only to the build that has checked it", () => {
    const table = knowing(["1 + 1"]);
    const another = new KnownTable("another build", table.toJSON());
    const reader = Reader.who(another);
    reader.run("1 + 1");
    assert.equal(reader.checked, 1);
  });
});

describe("a lesson that was checked before", () => {
  // The long tests take all of them, and all edits.
  const [first, ...others] = lessons();
  for (const file of [first!, ...others.filter((_, i) => i % 4 === 2)])
    test(`needs no TypeScript from top to bottom, and again: ${path.basename(file)}`, async () => {
      assert.equal(checksOfKnown(await readNotebook(file)), 0);
    });

  test("is checked where it was edited, and then says and runs what TypeScript makes of it", async () => {
    const orders = Object.keys(ORDERS).slice(0, 2);
    assert.ok(tryEdits(await readNotebook(first!), { textsOfEach: 2, orders }) > 60);
  });
});
