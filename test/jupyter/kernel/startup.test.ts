import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import nodeModule from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { freePorts, Kernel, PORTS, printed, REPOSITORY, writeConnectionFile } from "./client";

/** From this version on, Node keeps compiled code by itself. */
const hasOwnCache = "enableCompileCache" in nodeModule;

const MAIN = join(REPOSITORY, "jupyter/kernel/dist/main.js");

describe("a starting kernel", () => {
  test("works in any folder, with spaces and other letters in its path", async () => {
    const folder = mkdtempSync(join(tmpdir(), "Übungen mit Leerzeichen 数学-"));
    writeFileSync(join(folder, "helper.ts"), "export const triple = (x: number): number => 3 * x;");
    const kernel = await Kernel.start("ours", { cwd: folder });
    try {
      const answer = await kernel.run('import { triple } from "./helper";\ntriple(14)');
      assert.equal(printed(answer), "42\n");
      assert.equal(printed(await kernel.run("console.log(process.cwd())")), `${folder}\n`);
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

  for (const taken of PORTS) {
    test(`says which address is taken, and ends, when it cannot have the ${taken}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "kernel-test-"));
      const connection = join(folder, "connection.json");
      const owner = createServer().listen(0, "127.0.0.1");
      await once(owner, "listening");
      const { port } = owner.address() as AddressInfo;
      const others = await freePorts(PORTS.length);
      const ports = Object.fromEntries(PORTS.map((name, i) => [name, name === taken ? port : others[i]!]));
      writeConnectionFile(connection, ports);
      const { status, stderr } = spawnSync(process.execPath, [MAIN, "--config-path", connection], {
        encoding: "utf8",
        timeout: 30_000,
      });
      owner.close();
      rmSync(folder, { recursive: true });
      assert.equal(stderr, `Cannot start the kernel: Address already in use: tcp://127.0.0.1:${port}\n`);
      assert.equal(status, 1);
    });
  }

  test("says what is missing when it is started without a connection", () => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /--config-path/);
  });
});

test("compiled code that is damaged is not used, and renewed", { skip: hasOwnCache }, async () => {
  const run = async (): Promise<void> => {
    const kernel = await Kernel.start();
    try {
      assert.equal(printed(await kernel.run("1 + 1")), "2\n");
    } finally {
      await kernel.stop();
    }
  };
  await run();
  const folder = join(REPOSITORY, "jupyter/kernel/dist/cache");
  const [name] = readdirSync(folder).filter((file) => file.endsWith(".bin"));
  const file = join(folder, name!);
  const whole = readFileSync(file);
  for (const damaged of [whole.fill(0, whole.length / 2), whole.subarray(0, 1000)]) {
    writeFileSync(file, damaged);
    await run();
    assert.notDeepEqual(readFileSync(file), damaged);
  }
});
