// How a kernel comes to its Node after the one that set it up has been removed.
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { here, run } from "../../../jupyter/setup/process.mjs";
import { scratch, write } from "./support/machine";

const { root, node } = here();
const posix = { skip: process.platform === "win32" && "a shell script" };
const launcher = join(root, "jupyter/setup/kernel.sh");
const gone = "/no such/node/bin/node";

/** Starts a program that says by which Node it runs, in a home folder with these programs on the path. */
function launch(t: TestContext, recorded: string, programs: Record<string, string> = {}) {
  const home = scratch(t, "a home");
  write(home, { "program.js": "console.log(process.execPath, process.pid, ...process.argv.slice(2))" });
  for (const [name, text] of Object.entries(programs)) {
    write(home, { [name]: text });
    chmodSync(join(home, name), 0o755);
  }
  mkdirSync(join(home, "bin"), { recursive: true });
  const env = { HOME: home, PATH: join(home, "bin") };
  const start = (program = "program.js") =>
    run("/bin/sh", [launcher, recorded, join(home, program), "an argument"], { env });
  return { home, start };
}

/** A Node that an old version manager has left on the path. */
const old = '#!/bin/sh\n[ "$1" = -e ] && exit 1\necho "an old Node runs"';

test("a kernel runs by the Node that set it up, in the process that Jupyter started", posix, async (t) => {
  const { output } = await launch(t, node, { "bin/node": old }).start();
  const [by, pid, ...args] = output.split(" ");
  assert.deepEqual([by, args.join(" ")], [node, "an argument"]);
  assert.ok(Number(pid) > 0);
});

test("where that Node is gone, it runs by one that nvm has, and by no old one", posix, async (t) => {
  const { home, start } = launch(t, gone, { "bin/node": old, ".nvm/versions/node/v18.0.0/bin/node": old });
  const newer = join(home, ".nvm/versions/node/v22.0.0/bin");
  mkdirSync(newer, { recursive: true });
  symlinkSync(node, join(newer, "node"));
  const { code, output } = await start();
  assert.equal(code, 0, output);
  assert.match(output, / an argument$/);
});

test("a kernel of a project that is gone says so", posix, async (t) => {
  const { code, output } = await launch(t, node).start("moved.js");
  assert.equal(code, 1);
  assert.match(output, /that is gone or not built: .*moved\.js is missing\.\n {2}Run npm run register/);
});
