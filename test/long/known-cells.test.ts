import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { readNotebook } from "../browser/helpers/notebook";
import { checksOfKnown, everything, tryEdits } from "../jupyter/kernel/known-edits";
import { lessons } from "../notebooks/tools/lessons";

describe("a lesson that was checked before", () => {
  for (const file of lessons())
    test(`needs no TypeScript from top to bottom, and again: ${path.basename(file)}`, async () => {
      assert.equal(checksOfKnown(await readNotebook(file)), 0);
    });

  for (const file of lessons())
    test(`says and runs what TypeScript makes of it, edited in ten ways and run in five orders: ${path.basename(file)}`, async () => {
      assert.ok(tryEdits(await readNotebook(file), everything) > 100);
    });
});
