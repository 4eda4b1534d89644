import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import nodeModule from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { errorText, freePorts, Kernel, PORTS, printed, REPOSITORY, writeConnectionFile } from "./client";

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

/** Whatever asks for TypeScript fails. */
const WITHOUT_TYPESCRIPT = `
  const { Module } = require("node:module");
  const load = Module._load;
  Module._load = (name, ...rest) => {
    if (name === "typescript") throw new Error("TypeScript is loaded");
    return load(name, ...rest);
  };`;

describe("a kernel that starts on cells which another has checked", () => {
  const folder = mkdtempSync(join(tmpdir(), "kernel-test-"));
  const hook = join(folder, "hook.cjs");
  const unknown = (): string => `${Math.random()} > 1`;
  before(() => {
    writeFileSync(hook, WITHOUT_TYPESCRIPT);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  test("runs them without TypeScript: values, help for writing the next, tracebacks and functions' own texts", async () => {
    const cells = [
      'import { Matrix } from "../lib";\nlet n = 1;',
      "const failing = (m: Matrix): number => {\n  throw new RangeError(`no ${m.rows + n}`);\n};",
      "console.log(failing.toString())",
      "n = 2;\n{ var inner = n; }",
      "failing(Matrix.zeros(inner, 1));",
      "({ n })",
    ];
    const shown = async (kernel: Kernel): Promise<string[]> => {
      const texts = [];
      for (const cell of cells) {
        assert.equal(
          (await kernel.request("is_complete_request", { code: cell })).reply.content.status,
          "complete",
        );
        const answer = await kernel.run(cell, { user_expressions: { n: "n" } });
        texts.push(
          printed(answer) + errorText(answer) + JSON.stringify(answer.reply.content.user_expressions),
        );
      }
      return texts;
    };
    const first = await Kernel.start();
    const second = await Kernel.start("ours", { nodeArguments: ["--require", hook] });
    try {
      const right = await shown(first);
      assert.match(right[2]!, /\(m: Matrix\): number => \{\n {2}throw new RangeError/);
      assert.match(right[4]!, /no 4[^]*Cell \[2\], line 2/);
      assert.deepEqual(await shown(second), right);
      const edited = await second.run(unknown());
      assert.match(errorText(edited), /TypeScript is loaded/, "it is asked for by what is new");
    } finally {
      await Promise.all([first.stop(), second.stop()]);
    }
  });

  test("learns what they have declared as soon as one is new", async () => {
    const cells = [
      "class Net { constructor(readonly depth: number) {} }",
      "let net = new Net(3);",
      "type Depth = Net['depth'];",
    ];
    for (const round of ["checked", "known"]) {
      const kernel = await Kernel.start();
      try {
        for (const cell of cells) await kernel.run(cell);
        const number = Math.random();
        const answer = await kernel.run(`const deep${round}: Depth = net.depth; ${number}; deep${round} + 1`);
        assert.equal(printed(answer), "4\n", errorText(answer));
        const wrong = await kernel.run(`net.width + ${number}`);
        assert.match(errorText(wrong), /Property 'width' does not exist on type 'Net'/);
      } finally {
        await kernel.stop();
      }
    }
  });

  test("loads neither TypeScript nor tslab before a cell needs them", () => {
    const script = `
      require(${JSON.stringify(join(dirname(MAIN), "kernel.js"))});
      console.log(Object.keys(require.cache).filter((file) => /node_modules/.test(file)));`;
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    assert.equal(stdout + stderr, "[]\n");
  });
});

test("compiled code that is damaged is not used, and renewed", { skip: hasOwnCache }, async () => {
  /** Runs a kernel until something is the case. */
  const run = async (isDone: () => boolean): Promise<void> => {
    const kernel = await Kernel.start();
    try {
      assert.equal(printed(await kernel.run(`Number(${Math.random()} < 1) + 1`)), "2\n");
      while (!isDone()) await new Promise((done) => setTimeout(done, 100));
    } finally {
      await kernel.stop();
    }
  };
  const folder = join(REPOSITORY, "jupyter/kernel/dist/cache");
  const kept = (): string | undefined => readdirSync(folder).find((file) => file.endsWith(".bin"));
  await run(() => kept() !== undefined);
  const file = join(folder, kept()!);
  const whole = readFileSync(file);
  for (const damaged of [whole.fill(0, whole.length / 2), whole.subarray(0, 1000)]) {
    writeFileSync(file, damaged);
    await run(() => !readFileSync(file).equals(damaged));
  }
});
