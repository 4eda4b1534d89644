import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { printed, errorText, type Kernel } from "./client";
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
