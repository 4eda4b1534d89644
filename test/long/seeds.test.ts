import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { readNotebook } from "../browser/helpers/notebook";
import { allNotebooks } from "../notebooks/tools/lessons";
import { isAboutOneDraw, withShiftedSeeds } from "../notebooks/tools/shift-seeds";

describe("what a lesson states", { concurrency: 2 }, () => {
  for (const file of allNotebooks()) {
    test(`in ${path.basename(file)} also holds with other seeds, unless it says “with this seed”`, async () => {
      const { fallen, failed } = await withShiftedSeeds(await readNotebook(file));
      assert.deepEqual(failed, []);
      assert.deepEqual(
        fallen.filter((sentence) => !isAboutOneDraw(sentence)),
        [],
      );
    });
  }
});
