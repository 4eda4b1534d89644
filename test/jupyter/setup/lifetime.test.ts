// Whatever ends a command, nothing that it started stays behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { here, run } from "../../../jupyter/setup/process.mjs";
import { scratch, write } from "./support/machine";
import { alive } from "./support/processes";

const { root, node } = here();
const posix = { skip: process.platform === "win32" && "signals and process groups", timeout: 60_000 };

/** A program that starts another one, deaf to signals, and says both ids. */
const stubborn = `
  const { spawn } = require("node:child_process");
  process.on("SIGTERM", () => undefined);
  const code = "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000)";
  console.log(process.pid + " " + spawn(process.execPath, ["-e", code]).pid);
  setInterval(() => undefined, 1000);
`;

/** Starts a command whose work starts the stubborn program and then does what it is told. */
async function command(t: TestContext, then: string) {
  const folder = scratch(t);
  const module = (name: string) => JSON.stringify(pathToFileURL(join(root, "jupyter", "setup", name)).href);
  write(folder, { "stubborn.cjs": stubborn });
  write(folder, {
    "command.mjs": `
      import { command } from ${module("command.mjs")};
      command(async () => {
        const { run } = await import(${module("process.mjs")});
        const started = new Promise((resolve) => {
          void run(process.execPath, [${JSON.stringify(join(folder, "stubborn.cjs"))}], {
            onLine: (line) => { console.log(line); resolve(); },
          });
        });
        await started;
        ${then}
      });
    `,
  });
  const child = spawn(node, [join(folder, "command.mjs")], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const ids = new Promise<number[]>((resolve) => {
    child.stdout.on("data", (part: Buffer) => {
      output += part.toString();
      const line = /^(\d+) (\d+)$/m.exec(output);
      if (line) resolve(line.slice(1).map(Number));
    });
  });
  child.stderr.on("data", (part: Buffer) => (output += part.toString()));
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  const started = await ids;
  t.after(() => {
    for (const id of [child.pid ?? 0, ...started].filter(alive)) process.kill(id, "SIGKILL");
  });
  return { child, ids: started, code, output: () => output };
}

// Each waits out the grace that the deaf program gets: side by side.
describe("whatever ends a command", { concurrency: true }, () => {
  test(
    "a command that fails says why in the end, and ends what it started, even what is deaf",
    posix,
    async (t) => {
      const { ids, code, output } = await command(t, 'throw new Error("It went wrong");');
      assert.equal(await code, 1);
      assert.match(
        output(),
        /It went wrong\n {2}This should not happen\. Run the command with DEBUG=1[^\n]*\n\n$/,
      );
      assert.deepEqual(ids.filter(alive), []);
    },
  );

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    test(`${signal} ends a command and what it started, even with its terminal closed`, posix, async (t) => {
      const { child, ids, code } = await command(
        t,
        "return new Promise(() => setInterval(() => process.stdout.write('going on\\n'), 20));",
      );
      child.stdout.destroy();
      child.stderr.destroy();
      child.kill(signal);
      assert.equal(await code, signal === "SIGINT" ? 130 : 1);
      assert.deepEqual(ids.filter(alive), []);
    });
  }
});

test("a program that takes too long is ended", async () => {
  const outcome = await run(node, ["-e", "console.log('here'); setInterval(() => undefined, 1000)"], {
    timeout: 2000,
  });
  assert.deepEqual(outcome, { code: 124, output: "here" });
});

test("a program that cannot be started has an exit code like any other", async () => {
  assert.equal((await run("/no/such/program", [])).code, 127);
});
