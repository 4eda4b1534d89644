import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { here } from "../../jupyter/setup/process.mjs";

const { root, node, run } = here();

describe("the sources are in order", () => {
  for (const [program, ...args] of [
    ["eslint/bin/eslint.js"],
    ["prettier/bin/prettier.cjs", "--check"],
  ] as const)
    test(`for ${program.replace(/\/.*/, "")}`, async () => {
      const script = join(root, "node_modules", program);
      const { code, output } = await run(node, [script, ...args, "."], { cwd: root });
      assert.equal(code, 0, output);
    });
});
