import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { publishedHashes } from "./results";

const file = join(__dirname, "published.json");
const hashes = publishedHashes();

// After a change that is meant to change numbers: UPDATE_HASHES=1 npx tsx --test test/lib/reproducibility/published.test.ts
if (process.env.UPDATE_HASHES) writeFileSync(file, `${JSON.stringify(hashes, null, 2)}\n`);

const expected = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;

for (const [name, hash] of Object.entries(hashes)) {
  test(`${name}: the numbers are the published ones, to the last bit`, () => {
    assert.equal(hash, expected[name]);
  });
}

test("nothing that was published is left out", () => {
  assert.deepEqual(Object.keys(hashes).sort(), Object.keys(expected).sort());
});
