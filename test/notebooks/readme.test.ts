import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { notebookOf } from "../browser/helpers/notebook";
import { REPOSITORY } from "../browser/helpers/repository";
import * as lib from "../../lib/index";
import { mistakesIn } from "./tools/type-check";

const readme = readFileSync(path.join(REPOSITORY, "README.md"), "utf8");
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);

test("the README shows the library in code", () => {
  assert.ok(blocks.length > 2);
});

blocks.forEach((code, index) => {
  test(`example ${index + 1} of the README has no mistake of types, and runs`, () => {
    assert.deepEqual(mistakesIn(notebookOf([code]), "readme.ipynb"), []);
    const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const load = (name: string): unknown => {
      assert.equal(name, "../lib");
      return lib;
    };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the README's own code
    new Function("require", "exports", outputText)(load, {});
  });
});
