import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";
import { STOCK_TSLAB } from "../browser/helpers/jupyter-home";
import { readNotebook } from "../browser/helpers/notebook";
import { executed } from "../notebooks/tools/execute";
import { allNotebooks } from "../notebooks/tools/lessons";
import { failures } from "../notebooks/tools/outputs";

/** Stock tslab does not know names of earlier cells in shorthand: a lesson writes `{ layers: layers }`. */
describe("every lesson runs on tslab as it comes from npm", { concurrency: 2 }, () => {
  for (const file of allNotebooks()) {
    test(path.basename(file), async () => {
      assert.deepEqual(failures(await executed(await readNotebook(file), { kernel: STOCK_TSLAB })), []);
    });
  }
});
