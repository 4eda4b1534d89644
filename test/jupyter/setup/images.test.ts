// Binder, JupyterHub and CI run these steps where nobody is there to help.
import assert from "node:assert/strict";
import { chmodSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { here, run } from "../../../jupyter/setup/process.mjs";
import { scratch, write } from "./support/machine";

const { root, node } = here();
const bash = { skip: process.platform === "win32" && "bash scripts" };

test("Binder's environment has a Node and a Python that the kit supports", () => {
  const file = readFileSync(join(root, ".binder", "environment.yml"), "utf8");
  assert.ok(Number(/- nodejs=(\d+)/.exec(file)?.[1]) >= 20);
  const minor = Number(/- python=3\.(\d+)$/m.exec(file)?.[1]);
  assert.ok(minor >= 10 && minor <= 14);
});

test("an environment that is not there is told, with how to name one", async () => {
  const script = join(root, "jupyter", "install-into.mjs");
  const wrong = await run(node, [script, "/no/such/place"]);
  assert.deepEqual(
    [wrong.code, /There is no Python at .*no.such.place/.test(wrong.output)],
    [1, true],
    wrong.output,
  );
  const none = await run(node, [script]);
  assert.deepEqual([none.code, none.output.trim().split("\n")[0]], [1, "No Python environment was named."]);
});

/** Runs .ci/run with programs that write down how they were called. */
async function ci(t: TestContext, programs: Record<string, string>) {
  const bin = scratch(t, "bin");
  for (const name of ["bash", "dirname", "sh"]) symlinkSync(join("/bin", name), join(bin, name));
  for (const [name, script] of Object.entries(programs)) {
    write(bin, { [name]: `#!/bin/sh\necho "${name} $*"\n${script}\n` });
    chmodSync(join(bin, name), 0o755);
  }
  return run("/bin/bash", [join(root, ".ci", "run")], { cwd: "/", env: { PATH: bin } });
}

test("CI fails when the tests fail, and passes when they pass", bash, async (t) => {
  const machine = { chromium: "", "firefox-esr": "", python3: "" };
  assert.equal((await ci(t, { ...machine, npm: "exit 3" })).code, 3);
  const passed = await ci(t, { ...machine, npm: "" });
  assert.deepEqual([passed.code, passed.output.split("\n").at(-1)], [0, "npm test"]);
  assert.doesNotMatch(passed.output, /apt-get/, "nothing is installed that is there");
});

test("CI installs what the machine lacks, and fails if it cannot", bash, async (t) => {
  const bare = await ci(t, { python3: "exit 1", npm: "", "apt-get": "" });
  assert.match(
    bare.output,
    /apt-get update\napt-get install .*chromium.* python3-venv\nnpm ci .*test\/versions\nnpm test$/,
  );
  const refused = await ci(t, { python3: "", npm: "", "apt-get": "exit 100" });
  assert.equal(refused.code, 100);
  assert.doesNotMatch(refused.output, /npm/);
});
