import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { validateWorkflow } from "@action-validator/core";

const folder = join(__dirname, "../../../.github/workflows");

for (const file of readdirSync(folder)) {
  const text = readFileSync(join(folder, file), "utf8");

  test(`${file} is a workflow that GitHub can read`, () => {
    assert.deepEqual(validateWorkflow(text).errors, []);
  });

  test(`a slip in ${file} would be found`, () => {
    assert.notDeepEqual(validateWorkflow(text.replace("runs-on:", "run-on:")).errors, []);
  });
}
