import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { errorText, Kernel, printed } from "./client";

/** What TypeScript of today accepts, and what a learner is told. */
describe("cells are TypeScript of the version that compiles the library", () => {
  const folder = mkdtempSync(join(tmpdir(), "kernel-test-"));
  let kernel: Kernel;
  before(async () => {
    writeFileSync(join(folder, "data.json"), '{ "rows": [1, 2, 3] }');
    kernel = await Kernel.start("ours", { cwd: folder });
  });
  after(async () => {
    await kernel.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const output = async (...cells: string[]): Promise<string> => {
    let last = "";
    for (const cell of cells) {
      const answer = await kernel.run(cell);
      last = printed(answer) + errorText(answer);
    }
    return last;
  };
  const ask = async (type: string, content: Record<string, unknown>): Promise<Record<string, unknown>> =>
    (await kernel.request(type, content)).reply.content;

  const accepted: [name: string, cells: string[], printed: string][] = [
    [
      "`using` ends what a block holds",
      [
        "const log: string[] = [];",
        "{ using file = { [Symbol.dispose]() { log.push('closed') } }; log.push('used') } log.join()",
      ],
      "'used,closed'\n",
    ],
    [
      "`using` at the top level ends what it holds with the cell, which has a value all the same",
      [
        "using lamp = { on: 1, [Symbol.dispose]() { log.push('out') } }; log.length = 0; lamp.on",
        "log.join()",
      ],
      "'out'\n",
    ],
    [
      "a JSON file is imported with its type",
      ['import data from "./data.json"; data.rows.map((x) => x * 2)'],
      "[ 2, 4, 6 ]\n",
    ],
    [
      "a class with private members is seen by later cells",
      ["const make = () => class { private q = 1; read() { return this.q } };", "new (make())().read()"],
      "1\n",
    ],
    [
      "an index into an array asks for no mark, nor does `at`",
      ["const losses: number[] = [3, 2]; losses[0] + losses.at(-1)"],
      "5\n",
    ],
    ["an empty list takes what is pushed", ["const kept = []; kept.push(1, 'b'); kept.length"], "2\n"],
    [
      "a name with a mark is one name, however the mark is written",
      ["const y\u0302 = 3;", "const twiceHat = 2 * \u0177; y\u0302 + twiceHat"],
      "9\n",
    ],
    [
      "the notebook's folder has its name",
      ['require("node:fs").existsSync(`${__dirname}/data.json`)'],
      "true\n",
    ],
    [
      "a block that only calls a function is one",
      ["const seen = []; function look() { seen.push(1) }", "{ look(); }", "{ look() }", "seen.length"],
      "2\n",
    ],
    ["a block that only sets a variable is one", ["let turn = 1;", "{ turn = 2 }", "turn"], "2\n"],
    [
      "an object with a method and an accessor is shown",
      ["{ twice() { return 2 }, get three() { return 3 } }"],
      "{ twice: [Function: twice], three: [Getter] }\n",
    ],
    ["a parameter needs no type", ["const twice = (x) => 2 * x; twice(4)"], "8\n"],
    ["a variable may be declared before it has a value", ["let best: number; best = 3;", "best"], "3\n"],
  ];
  for (const [name, cells, expected] of accepted)
    test(name, async () => {
      assert.equal(await output(...cells), expected);
    });

  const refused: [name: string, cell: string, message: RegExp][] = [
    [
      "null is caught",
      "const none: string | null = null; none.length",
      /'none' is possibly 'null'|Property 'length' does not exist on type 'never'/,
    ],
    [
      "a member that is not there is caught, in a class expression too",
      "make().nonsense",
      /Property 'nonsense' does not exist/,
    ],
    [
      "a forgotten await is named",
      "const soon = async () => [1]; soon().length",
      /Did you forget to use 'await'/,
    ],
    [
      "an error names a type of the reader's own without the file of its cell",
      "const text: string = losses;",
      /Type 'number\[\]' is not assignable to type 'string'/,
    ],
    [
      "a constant of an earlier cell that is set is called one, with the way out",
      "losses = [];",
      /Cannot assign to 'losses' because it is a constant\.[^]*let losses = …/,
    ],
  ];
  test("other names of earlier cells that are set are called what they are", async () => {
    await kernel.run("function halve(x) { return x / 2 } class Layer {} enum Side { Left }");
    for (const [name, kind] of [
      ["halve", "a function"],
      ["Layer", "a class"],
      ["Side", "an enum"],
    ] as const)
      assert.match(await output(`${name} = 1;`), new RegExp(`because it is ${kind}\\.`));
  });

  for (const [name, cell, message] of refused)
    test(name, async () => {
      const text = await output(cell);
      assert.match(text, message);
      assert.doesNotMatch(text, /__\w+/);
    });

  test("a name that is not imported is completed with its import, behind what the cell knows", async () => {
    await kernel.run("const softness = 1;");
    const { matches, metadata } = await ask("complete_request", { code: "soft", cursor_pos: 4 });
    assert.deepEqual((matches as string[]).slice(0, 2), ["softness", "softplus"]);
    const imports = (metadata as { _breaking_symmetry_imports: Record<string, string> })
      ._breaking_symmetry_imports;
    assert.equal(imports.softplus, 'import { softplus } from "../lib";');
    assert.equal(imports.softness, undefined);
  });

  test("a cell is checked while it is written, with the names of cells above that have not run", async () => {
    const code = "const word: string = later;";
    const above = ["const later = 5;"];
    assert.deepEqual((await ask("diagnose_request", { code, above })).diagnostics, [
      { start: 6, end: 10, message: "Type 'number' is not assignable to type 'string'.", severity: "error" },
    ]);
    for (const fine of ["later + 1", "later?", "forward??"])
      assert.deepEqual((await ask("diagnose_request", { code: fine, above })).diagnostics, [], fine);
    assert.match(await output("later"), /Cannot find the name later/);
  });

  test("each place of a fault is marked while a cell is written, and told once when it runs", async () => {
    const marked = async (code: string): Promise<string[]> => {
      const { diagnostics } = await ask("diagnose_request", { code, above: [] });
      return (diagnostics as { start: number; end: number }[]).map(({ start, end }) =>
        code.slice(start, end),
      );
    };
    const code = "const total = lost + 1;\nconst other = gone * lost;";
    assert.deepEqual(await marked(code), ["lost", "gone", "lost"]);
    assert.deepEqual(await marked('const pair: number[] = ["one", "two"];'), ['"one"', '"two"']);
    const told = await output(code);
    assert.equal(told.match(/\^+/g)?.length, 1, told);
    assert.match(told, /Cannot find the names lost, gone/);
  });

  test("a cell is formatted on demand, and one that does not parse says why", async () => {
    const { code } = await ask("format_request", { code: "const   g = ( x )=>{return x+1}" });
    assert.equal(code, "const g = (x) => { return x + 1 }");
    const { status, evalue } = await ask("format_request", { code: "const = 3" });
    assert.equal(status, "error");
    assert.match(String(evalue), /Variable declaration expected/);
  });

  test("two question marks show the source, of one's own function and of the library's", async () => {
    await kernel.run("const third = (x: number): number => x / 3; // a part");
    const own = await ask("inspect_request", { code: "third", cursor_pos: 5, detail_level: 1 });
    assert.match(JSON.stringify(own.data), /const third = \(x: number\): number => x \/ 3;/);
    const theirs = await ask("inspect_request", { code: "forward", cursor_pos: 7, detail_level: 1 });
    assert.match(JSON.stringify(theirs.data), /export function forward\(/);
  });

  test("hundreds of cells, each built on the one before, are checked", async () => {
    await kernel.run("const link0 = 0;");
    for (let i = 1; i < 400; i++) await kernel.run(`const link${i} = link${i - 1} + 1;`);
    assert.equal(await output("link399"), "399\n");
    assert.match(await output("link399.length"), /does not exist on type 'number'/);
  });
});
