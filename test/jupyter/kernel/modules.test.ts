import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Kernel, errorText, printed } from "./client";
import { repairTests } from "./repair";

const folder = mkdtempSync(join(tmpdir(), "kernel test möd-"));

/** Writes a library of two modules: `rate` in an inner one, `double` in the outer one, `Shape` in a third. */
function build(rate: string, type: string): void {
  writeFileSync(join(folder, "lib/rate.js"), `exports.rate = ${rate};`);
  writeFileSync(join(folder, "lib/rate.d.ts"), `export declare const rate: ${type};`);
}

async function evaluate(kernel: Kernel, cell: string): Promise<string> {
  const answer = await kernel.run(cell);
  return printed(answer) + printed(answer, "stderr") + errorText(answer);
}

describe("a library that is rebuilt", () => {
  before(() => {
    for (const name of ["notebooks", "lib"]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, "lib/shape.js"), "exports.Shape = class Shape {};");
    writeFileSync(join(folder, "lib/shape.d.ts"), "export declare class Shape {}");
    writeFileSync(
      join(folder, "lib/index.js"),
      'const r = require("./rate.js"); exports.double = () => 2 * r.rate; exports.rate = r.rate; exports.Shape = require("./shape.js").Shape;',
    );
    writeFileSync(
      join(folder, "lib/index.d.ts"),
      'export { rate } from "./rate"; export { Shape } from "./shape"; export declare function double(): number;',
    );
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const repair = repairTests({ cwd: join(folder, "notebooks") });

  repair(
    "is loaded by the next import, what it depends on and its types included, and unchanged classes stay",
    async (kernel) => {
      build("1", "number");
      const load = 'import { double, rate, Shape } from "../lib";';
      assert.equal(await evaluate(kernel, `${load} const shape = new Shape(); double()`), "2\n");
      build("21", "number");
      assert.equal(await evaluate(kernel, `${load} double()`), "42\n");
      assert.equal(await evaluate(kernel, "shape instanceof Shape"), "true\n");
      build('"fast"', "string");
      assert.equal(await evaluate(kernel, `${load} rate.toUpperCase()`), "'FAST'\n");
    },
    /'2\\n' !== '42\\n'/,
  );
});

describe("modules beside the notebook", () => {
  const beside = mkdtempSync(join(tmpdir(), "kernel test-"));
  let kernel: Kernel;
  before(async () => {
    for (const name of ["notebooks", "lib", "node_modules/late"])
      mkdirSync(join(beside, name), { recursive: true });
    writeFileSync(join(beside, "notebooks/plain.js"), "exports.seven = 7;");
    writeFileSync(join(beside, "notebooks/helper.ts"), "export const eight: number = 8;");
    const late = { name: "late", version: "1.0.0", type: "module", exports: "./index.js" };
    writeFileSync(join(beside, "node_modules/late/package.json"), JSON.stringify(late));
    writeFileSync(
      join(beside, "node_modules/late/index.js"),
      "export const nine = await Promise.resolve(9);",
    );
    kernel = await Kernel.start("ours", { cwd: join(beside, "notebooks") });
  });
  after(async () => {
    await kernel.stop();
    rmSync(beside, { recursive: true, force: true });
  });

  test("an own file in JavaScript or TypeScript can be imported by several cells", async () => {
    for (const name of ["a", "b", "c"]) {
      assert.equal(await evaluate(kernel, `import * as ${name} from "./plain.js"; ${name}.seven`), "7\n");
      assert.equal(await evaluate(kernel, `import { eight as e${name} } from "./helper"; e${name}`), "8\n");
    }
  });

  test("a package that awaits at its top level can be imported by import()", async () => {
    assert.equal(await evaluate(kernel, '(await import("late" as string)).nine'), "9\n");
  });

  test("a library that appears later is found by the same import, without a restart", async () => {
    const load = 'import { ten } from "../lib"; ten';
    assert.match(await evaluate(kernel, load), /Cannot find module '\.\.\/lib'/);
    writeFileSync(join(beside, "lib/index.js"), "exports.ten = 10;");
    writeFileSync(join(beside, "lib/index.d.ts"), "export declare const ten: number;");
    assert.equal(await evaluate(kernel, load), "10\n");
    rmSync(join(beside, "lib/index.js"));
    await evaluate(kernel, load);
    writeFileSync(join(beside, "lib/index.js"), "exports.ten = 11;");
    assert.equal(await evaluate(kernel, load), "11\n");
  });

  test("a notebook that was handed out alone finds the kit's library, with its types", async () => {
    const alone = mkdtempSync(join(tmpdir(), "kernel-test-"));
    const other = await Kernel.start("ours", { cwd: alone });
    try {
      const load = 'import { tanh, proveSymmetry, type Matrix } from "../lib"; tanh.f(0)';
      assert.equal(await evaluate(other, load), "0\n");
      assert.match(await evaluate(other, "const word: string = tanh.f(0);"), /'number' is not assignable/);
      assert.equal(await evaluate(other, "proveSymmetry().holds"), "true\n");
    } finally {
      await other.stop();
      rmSync(alone, { recursive: true });
    }
  });

  test("a notebook that lies outside the kit imports mathjs and tslab from the kit, with their types", async () => {
    const alone = mkdtempSync(join(tmpdir(), "kernel-test-"));
    const other = await Kernel.start("ours", { cwd: alone });
    try {
      assert.equal(
        await evaluate(other, 'import { simplify } from "mathjs"; `${simplify("x + x")}`'),
        "'2 * x'\n",
      );
      assert.match(await evaluate(other, "simplify(1, 2, 3, 4, 5)"), /No overload|Expected/);
      assert.equal(await evaluate(other, 'import * as math from "mathjs"; math.sqrt(4)'), "2\n");
      const shown = await other.run('import { display } from "tslab"; display.html("<b>here</b>")');
      assert.equal(errorText(shown), "");
      assert.match(JSON.stringify(shown.published), /<b>here<\/b>/);
    } finally {
      await other.stop();
      rmSync(alone, { recursive: true });
    }
  });

  test("a library whose built files vanish for a while is found again", async () => {
    const own = join(beside, "own");
    const build = (): void => {
      mkdirSync(join(own, "dist"), { recursive: true });
      writeFileSync(join(own, "dist/index.js"), "exports.twelve = 12;");
      writeFileSync(join(own, "dist/index.d.ts"), "export declare const twelve: number;");
    };
    const load = 'import { twelve } from "../own"; twelve';
    build();
    writeFileSync(
      join(own, "package.json"),
      '{ "name": "own", "main": "dist/index.js", "types": "dist/index.d.ts" }',
    );
    writeFileSync(join(own, "index.ts"), "export const twelve: number = 12;");
    assert.equal(await evaluate(kernel, load), "12\n");
    rmSync(join(own, "dist"), { recursive: true });
    assert.match(await evaluate(kernel, load), /has not been built\. Run npm run build/);
    build();
    assert.equal(await evaluate(kernel, load), "12\n");
  });

  test("a package that awaits at its top level can be imported by its plain name too", async () => {
    assert.equal(await evaluate(kernel, '(await import("late")).nine'), "9\n");
  });

  test("a cell of two thousand names runs", async () => {
    const cell = Array.from({ length: 2000 }, (_, i) => `const name${i} = ${i};`).join("\n");
    assert.equal(printed(await kernel.run(`${cell}\nname1999`, {}, 60_000)), "1999\n");
    assert.equal(await evaluate(kernel, "name0 + name1999"), "1999\n");
  });

  test("a cell of twenty thousand lines runs", async () => {
    const cell = Array.from({ length: 20_000 }, (_, i) => `const v${i} = ${i};`).join("\n");
    const answer = await kernel.run(`{\n${cell}\nconsole.log(v19999)\n}`, {}, 60_000);
    assert.equal(printed(answer), "19999\n");
  });
});
