import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Kernel, printed, REPOSITORY } from "./client";

describe("a starting kernel", () => {
  test("works in any folder, with spaces and other letters in its path", async () => {
    const folder = mkdtempSync(join(tmpdir(), "Übungen mit Leerzeichen 数学-"));
    writeFileSync(join(folder, "helper.ts"), "export const triple = (x: number): number => 3 * x;");
    const kernel = await Kernel.start("ours", { cwd: folder });
    try {
      const answer = await kernel.run('import { triple } from "./helper";\ntriple(14)');
      assert.equal(printed(answer), "42\n");
      assert.equal(printed(await kernel.run("process.cwd()")), `${folder}\n`);
    } finally {
      await kernel.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("does not know the global types of packages that no cell imports", async () => {
    // @types/plotly.js brings @types/geojson, whose namespace is global.
    const kernel = await Kernel.start();
    try {
      const answer = await kernel.run("let point: GeoJSON.Point");
      assert.equal(answer.reply.content.ename, "TypeScriptError");
    } finally {
      await kernel.stop();
    }
  });

  test("says what is missing when it is started without a connection", () => {
    const main = join(REPOSITORY, "jupyter/kernel/dist/main.js");
    const { status, stderr } = spawnSync(process.execPath, [main], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /--config-path/);
  });
});
