import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import ts from "typescript";
import { errorText, Kernel, printed, within } from "./client";
import { repairTests } from "./repair";

describe("errors", () => {
  const repair = repairTests();

  repair(
    "an error is a Jupyter error, in the output and in the reply",
    async (kernel) => {
      const answer = await kernel.run('throw new RangeError("too far")');
      const error = answer.published.find(({ type }) => type === "error");
      assert.ok(error, "no error message");
      assert.equal(error.content.ename, "RangeError");
      assert.equal(error.content.evalue, "too far");
      assert.equal(answer.reply.content.status, "error");
      const { ename, evalue, traceback } = answer.reply.content;
      assert.deepEqual({ ename, evalue, traceback }, error.content);
      assert.equal(printed(answer, "stderr"), "");
    },
    /no error message/,
  );

  repair(
    "the traceback shows the cell's own lines and no frames of the kernel",
    async (kernel) => {
      const cell =
        "interface Erased {\n  x: number;\n}\nfunction fail() {\n  throw new Error('oops');\n}\n\nfail();";
      const answer = await kernel.run(cell);
      const text = errorText(answer) + printed(answer, "stderr");
      assert.match(text, /line 5, in fail\n→ 5 \| {3}throw new Error\('oops'\);/);
      assert.match(text, /line 8\n→ 8 \| fail\(\);/);
      assert.doesNotMatch(text, /node:|tslab|evalmachine|dist/);
    },
    /evalmachine/,
  );

  repair(
    "a function of an earlier cell is found in that cell",
    async (kernel) => {
      await kernel.run(
        "\nconst divide = (a: number, b: number) => {\n  if (b === 0) throw new Error('by zero');\n}",
      );
      const answer = await kernel.run("0;\ndivide(1, 0)");
      const text = errorText(answer);
      const [, first] = /Cell \[(\d+)\], line 3, in divide/.exec(text) ?? [];
      const [, second] = /Cell \[(\d+)\], line 2/.exec(text) ?? [];
      assert.equal(Number(second) - Number(first), 1, text);
    },
    /NaN/,
  );

  repair(
    "a type error shows its line and a mark under the place",
    async (kernel) => {
      const text = errorText(await kernel.run('const a = 1;\nconst n: number = "one";\nmissing();'));
      assert.match(text, /^TypeScriptError\n/);
      assert.match(text, /Line 2, column 7: Type 'string' is not assignable to type 'number'\./);
      assert.match(text, /2 \| const n: number = "one";\n {10}\^\n/);
      assert.match(text, /Line 3, column 1: Cannot find (?:the )?name '?missing/);
    },
    /TypeScriptError/,
  );

  repair(
    "a place is that of the cell as written, though shorthand properties are written out",
    async (kernel) => {
      const text = errorText(
        await kernel.run("const left = 1, right = 2; ({ left, right }); const bad: string = left;"),
      );
      assert.match(text, /Line 1, column 53:/);
    },
    /Line 1/,
  );

  repair(
    "a syntax error is reported once, without its consequences",
    async (kernel) => {
      const text = errorText(await kernel.run("const a = { f: 1 };\nconst b = a."));
      assert.equal(text.match(/column/g)?.length, 1, text);
      assert.match(text, /^SyntaxError\n\nLine 2, column 13: Identifier expected/);
    },
    /null|undefined/,
  );

  repair(
    "a rejection that no one awaits fails the cell",
    async (kernel) => {
      const answer = await kernel.run('Promise.reject(new Error("unawaited")); 0');
      assert.equal(answer.reply.content.status, "error");
      assert.match(errorText(answer), /^Error: unawaited\n/);
    },
    /'ok'/,
  );

  repair(
    "an error in a timer after the cell's end is shown with the cell",
    async (kernel) => {
      const id = await kernel.sendCell('setTimeout(() => { throw new Error("late"); }, 50); 0');
      await kernel.answer(id);
      const isShown = () => kernel.publishedFor(id).some(({ content }) => content.evalue === "late");
      await kernel.run("await new Promise((done) => setTimeout(done, 150))").catch(() => undefined);
      assert.ok(
        isShown() || kernel.published.some(({ content }) => content.evalue === "late"),
        "no error was shown",
      );
    },
    /no error was shown/,
  );

  repair(
    "the kernel goes on at once after an error",
    async (kernel) => {
      await kernel.run("throw new Error('first')");
      const answer = await kernel.run("40 + 2");
      assert.equal(answer.reply.content.status, "ok");
      assert.equal(printed(answer), "42\n");
    },
    /abort/,
  );
});

describe("what can be thrown", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start();
  });
  after(() => kernel.stop());

  const cases: [name: string, cell: string, expected: RegExp][] = [
    ["a string", 'throw "x"', /^Uncaught: 'x'/],
    ["nothing", "throw undefined", /^Uncaught: undefined/],
    ["an object", "throw { code: 3 }", /^Uncaught: \{ code: 3 \}/],
    ["an error without a name", 'const e1 = new Error("m"); e1.name = ""; throw e1;', /^Error: m/],
    [
      "an error with a cause",
      'throw new Error("outer", { cause: new TypeError("inner") })',
      /Caused by:\nTypeError: inner/,
    ],
    ["an error that causes itself", 'const e2 = new Error("loop"); e2.cause = e2; throw e2;', /^Error: loop/],
    [
      "several errors",
      'await Promise.any([Promise.reject(new Error("p")), Promise.reject(new Error("q"))])',
      /Error 2 of 2:\nError: q/,
    ],
    ["a deep recursion", "const deep = (): number => deep() + 1; deep()", /^RangeError: Maximum call stack/],
    [
      "an error in an async function",
      "async function later() { await 0; throw new Error('async') }\nawait later()",
      /line 1, in later[^]*line 2/,
    ],
    [
      "an error with several lines",
      'throw new Error("one\\n    at two (three:1:1)")',
      /^Error: one\n {4}at two \(three:1:1\)\n\nCell/,
    ],
    [
      "an error whose stack cannot be read",
      'throw { message: "m", get stack() { throw new Error("x"); } }',
      /^Error: m/,
    ],
    [
      "a message that is not text",
      'throw { message: Object.create(null), stack: "s" }',
      /^Error: \(what was thrown cannot/,
    ],
    [
      "an object that cannot be shown",
      'throw { [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("x"); } }',
      /^Uncaught: \(what was thrown cannot/,
    ],
    [
      "an error whose message cannot be read",
      'class Odd extends Error { override get message(): string { throw new Error("x"); } }\nthrow new Odd();',
      /^Error: \(what was thrown cannot/,
    ],
    [
      "an error that names no file of this machine",
      'throw { name: "E", message: "m", stack: "E: m\\n    at f (file://%/x.js:1:1)" }',
      /^E: m/,
    ],
  ];
  for (const [name, cell, expected] of cases) {
    test(`${name} is described`, async () => {
      const answer = await kernel.run(cell);
      assert.equal(answer.reply.content.status, "error");
      assert.match(errorText(answer), expected);
      assert.equal(printed(await kernel.run("1 + 1", {}, 5000)), "2\n");
    });
  }

  test("an error in a timer that cannot be described is shown, and the kernel goes on", async () => {
    const id = await kernel.sendCell(
      'setTimeout(() => { throw { message: Object.create(null), stack: "s" }; }, 20); 0',
    );
    await kernel.answer(id);
    await within(
      5000,
      kernel.until(() => kernel.publishedFor(id).some(({ type }) => type === "error")),
    );
    assert.equal(printed(await kernel.run("1 + 1", {}, 5000)), "2\n");
  });
});

describe("errors in a compiled library", () => {
  let folder: string;
  let kernel: Kernel;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "kernel test lib ü-"));
    for (const name of ["notebooks", "lib"]) mkdirSync(join(folder, name));
    const source =
      "interface Erased {\n  x: number;\n}\n\nexport function fail(): never {\n  throw new Error('in lib');\n}\n";
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, sourceMap: true };
    const output = ts.transpileModule(source, { fileName: "fail.ts", compilerOptions: options });
    writeFileSync(join(folder, "lib/fail.ts"), source);
    writeFileSync(join(folder, "lib/fail.js"), output.outputText);
    writeFileSync(join(folder, "lib/fail.js.map"), output.sourceMapText!);
    writeFileSync(join(folder, "lib/index.js"), "exports.fail = require('./fail.js').fail;");
    writeFileSync(join(folder, "lib/index.d.ts"), "export declare function fail(): never;");
    const kit = join(folder, "kit (1)");
    mkdirSync(kit);
    writeFileSync(join(kit, "helper.js"), "exports.help = () => {\n  throw new Error('no help');\n};\n");
    writeFileSync(
      join(kit, "unmapped.js"),
      "exports.help = () => {\n  throw new Error('m');\n};\n//# sourceMappingURL=unmapped.js.map\n",
    );
    writeFileSync(join(kit, "unmapped.js.map"), "no JSON");
    kernel = await Kernel.start("ours", { cwd: join(folder, "notebooks") });
  });
  after(async () => {
    await kernel.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("are found in the library's TypeScript", async () => {
    const text = errorText(await kernel.run('import { fail } from "../lib";\n\nfail();'));
    assert.match(text, /\.\.\/lib\/fail\.ts, line 6, in fail\n→ 6 \| {3}throw new Error\('in lib'\);/);
    assert.match(text, /Cell \[1\], line 3\n→ 3 \| fail\(\);/);
  });

  test("are found in a folder with parentheses in its name", async () => {
    const text = errorText(await kernel.run('require("../kit (1)/helper.js").help();'));
    assert.match(
      text,
      /\.\.\/kit \(1\)\/helper\.js, line 2, in help\n→ 2 \| {3}throw new Error\('no help'\);/,
    );
  });

  test("are found in what runs if the source map cannot be read", async () => {
    const text = errorText(await kernel.run('require("../kit (1)/unmapped.js").help();', {}, 5000));
    assert.match(text, /unmapped\.js, line 2, in help\n→ 2 \|/);
    assert.equal(printed(await kernel.run("1 + 1", {}, 5000)), "2\n");
  });
});
