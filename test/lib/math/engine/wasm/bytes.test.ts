import { spawnSync } from "node:child_process";
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

test("the committed bytes are what the sources compile to", () => {
  const script = join(__dirname, "../../../../../lib/math/engine/wasm/assembly/build.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});
