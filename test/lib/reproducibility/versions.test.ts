import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bundle } from "./bundle";
import { assertEqualsTrain, type ByHand } from "./by-hand";
import { allHashes } from "./results";

const versions = join(__dirname, "../../versions");
const { dependencies } = JSON.parse(readFileSync(join(versions, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};
const program = process.platform === "win32" ? "bin/node.exe" : "bin/node";

for (const [name, alias] of Object.entries(dependencies)) {
  const node = join(versions, "node_modules", name, program);
  const skip = !existsSync(node) && "not installed: npm ci --prefix test/versions";
  const version = alias.replace(/.*@/, "");
  test(`Node ${version} computes the same numbers and figures, bit for bit`, { skip }, async () => {
    const results = "[process.version, reproducibility.allHashes(), reproducibility.byHand()]";
    const script = `${await bundle()};console.log(JSON.stringify(${results}))`;
    const { stdout, stderr } = spawnSync(node, ["-"], { input: script, encoding: "utf8" });
    assert.notEqual(stdout, "", stderr);
    const [used, hashes, byHand] = JSON.parse(stdout) as [string, Record<string, string>, ByHand];
    assert.deepEqual([used, hashes], [`v${version}`, allHashes()]);
    assertEqualsTrain(byHand);
  });
}
