import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { errorText, Kernel, printed } from "./client";
import { repairTests } from "./repair";

/** Runs cells one after another and returns what the last one printed, or its error. */
async function result(kernel: Kernel, ...cells: string[]): Promise<string> {
  let text = "";
  for (const cell of cells) {
    const answer = await kernel.run(cell);
    text = printed(answer) + printed(answer, "stderr") + errorText(answer);
  }
  return text;
}

describe("names of earlier cells", () => {
  const repair = repairTests();

  repair(
    "can be used as shorthand properties",
    async (kernel) => {
      assert.equal(await result(kernel, "const x = 1, y = 2;", "({ x, y })"), "{ x: 1, y: 2 }\n");
    },
    /x is not defined/,
  );

  repair(
    "can be destructured under another name",
    async (kernel) => {
      const cells = [
        "const p = { px: 1, nested: { q: [5] } };",
        "const { px: a, nested: { q: [first] } } = p; [a, first]",
      ];
      assert.equal(await result(kernel, ...cells), "[ 1, 5 ]\n");
    },
    /SyntaxError/,
  );

  repair(
    "are one variable in all cells, whoever changes it",
    async (kernel) => {
      const cells = [
        "let n = 1; const read = () => n; const grow = () => { n++; };",
        "n = 5; grow(); n",
        "read() * 100 + n",
      ];
      assert.equal(await result(kernel, ...cells), "606\n");
    },
    /606/,
  );

  repair(
    "can be iterated asynchronously at the top level",
    async (kernel) => {
      const cells = [
        "async function* count() { yield 1; yield 2; }",
        "let sum = 0; for await (const i of count()) sum += i; sum",
      ];
      assert.equal(await result(kernel, ...cells), "3\n");
    },
    /SyntaxError/,
  );

  repair(
    "stay when the rest of their cell fails",
    async (kernel) => {
      await kernel.run("const before = 'kept'; throw new Error('oops'); const afterwards = 1;");
      await sleep(250);
      assert.equal(await result(kernel, "before.length"), "4\n");
    },
    /Cannot find name 'before'/,
  );

  repair(
    "are fast in loops at the top level",
    async (kernel) => {
      const loop = "for (let i = 0; i < 2e6; i++) total += i;";
      const clock = (code: string) =>
        `start = performance.now(); ${code}; best = Math.min(best, performance.now() - start);`;
      await kernel.run("let total = 0, start = 0, best = Infinity;");
      const measure = async (code: string): Promise<number> => {
        await kernel.run("best = Infinity;");
        for (let i = 0; i < 3; i++) await kernel.run(clock(code));
        return Number(printed(await kernel.run("best")));
      };
      const inFunction = await measure(`(() => { let total = 0; ${loop} return total; })()`);
      const atTopLevel = await measure(loop);
      assert.ok(atTopLevel < 50 * inFunction, `slow: ${atTopLevel} ms, in a function ${inFunction} ms`);
    },
    /slow/,
  );
});

describe("declarations", () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start();
  });
  after(() => kernel.stop());

  const cases: [name: string, cells: string[], expected: string][] = [
    [
      "a name that a failed cell did not reach keeps its value",
      ["const k = 'old';", "throw new Error('x'); const k = 2;", "k.length"],
      "3\n",
    ],
    [
      "a name that a failed cell reached has its new value and type",
      ["const m = 'old';", "const m = 2; throw new Error('x');", "m.toFixed(1)"],
      "'2.0'\n",
    ],
    [
      "functions, classes and types of a failed cell stay",
      [
        "interface I { v: number } class C { v = 3 } function f(i: I) { return i.v } throw new Error('x')",
        "f(new C())",
      ],
      "3\n",
    ],
    [
      "imports of a failed cell stay",
      ["import { basename } from 'path'; throw new Error('x')", "basename('a/b')"],
      "'b'\n",
    ],
    ["a cell with a type error changes nothing", ["let t = 1;", "t = 2; missing", "t"], "1\n"],
    [
      "a later cell may declare a name anew with another type",
      ["const d = 1;", "const d = 'text';", "d.length"],
      "4\n",
    ],
    [
      "a redeclared function is used by cells that call it",
      ["function g() { return 1 }", "const callG = () => g();", "function g() { return 2 }", "callG()"],
      "2\n",
    ],
    ["a variable without a value is undefined again", ["let u = 1;", "let u;", "String(u).length"], "9\n"],
    [
      "destructuring declares variables that can change",
      ["let [v, { w }] = [1, { w: 2 }];", "v += 10; w += 10; [v, w]"],
      "[ 11, 12 ]\n",
    ],
    [
      "variables that exist can be destructured into",
      [
        "let into = 0, other = 0; const from = { key: 7 };",
        "({ key: into, other = 8 } = from as any); [into, other]",
      ],
      "[ 7, 8 ]\n",
    ],
    ["names need not be ASCII", ["let σ = 1; const größe = { σ };", "σ += größe.σ; σ"], "2\n"],
    [
      "a variable may hold a function that is assigned later",
      ["let h = () => 1;", "h = () => 2;", "h()"],
      "2\n",
    ],
    ["the last expression may be awaited", ["await Promise.resolve(3)"], "3\n"],
    ["null and undefined are not printed", ["null"], ""],
  ];
  for (const [name, cells, expected] of cases) {
    test(name, async () => {
      assert.equal(await result(kernel, ...cells), expected);
    });
  }
});
