import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bundle } from "./bundle";
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
    const script = `${await bundle()};console.log(JSON.stringify([process.version, reproducibility.allHashes()]))`;
    const { stdout, stderr } = spawnSync(node, ["-"], { input: script, encoding: "utf8" });
    assert.notEqual(stdout, "", stderr);
    assert.deepEqual(JSON.parse(stdout), [`v${version}`, allHashes()]);
  });
}
