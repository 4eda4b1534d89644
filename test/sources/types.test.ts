import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { compiler } from "../../jupyter/setup/build.mjs";
import { here } from "../../jupyter/setup/process.mjs";

const { root, node, run } = here();

async function compile(...args: string[]): Promise<void> {
  const { code, output } = await run(node, [compiler(root), ...args], { cwd: root });
  assert.equal(code, 0, output);
}

describe("TypeScript has no complaint", () => {
  // The other projects read the declarations that this writes.
  before(() => compile("-b"));

  for (const project of ["jupyter", "jupyter/renderer", "jupyter/web", "test", "bench"])
    test(`about ${project}`, () => compile("-p", project, "--noEmit"));
});
