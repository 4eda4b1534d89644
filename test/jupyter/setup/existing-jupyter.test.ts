import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test, type TestContext } from "node:test";
import { existingJupyter } from "../../../jupyter/setup/existing-jupyter.mjs";
import { machine, scratch, write } from "./support/machine";

function withJupyter(
  t: TestContext,
  outcome: { code?: number; output?: string },
  env: NodeJS.ProcessEnv = {},
) {
  const root = scratch(t);
  write(root, {
    "jupyter/logo.svg": "",
    "jupyter/renderer/dist/package.json": {},
    "jupyter/template/index.html.j2": "",
  });
  return machine(root, () => outcome, { env: { JUPYTER: "/opt/bin/jupyter", ...env } });
}

test("a JupyterLab 4 that is there is used, and told where kernel and renderer are", async (t) => {
  const here = withJupyter(t, { output: "4.2.5" }, { JUPYTER_PATH: "/their/data" });
  const preparation = await existingJupyter(here);
  await preparation.install();
  const { file, args, env, dataFolder } = preparation.finish();
  assert.deepEqual([file, args], ["/opt/bin/jupyter", ["lab"]]);
  assert.equal(env.JUPYTER_PATH, [dataFolder, "/their/data"].join(delimiter));
  assert.ok(
    readFileSync(join(dataFolder, "kernels", "breaking-symmetry", "kernel.json"), "utf8").includes("argv"),
  );
  const settings = join(env.JUPYTER_CONFIG_PATH ?? "", "labconfig", "default_setting_overrides.json");
  assert.match(readFileSync(settings, "utf8"), /"fetchNews": "false"/);
  assert.deepEqual(
    here.calls.map((call) => call.args),
    [["lab", "--version"]],
    "nothing is installed into it",
  );
});

test("warnings before the version do not hide it", async (t) => {
  await existingJupyter(withJupyter(t, { output: "UserWarning: 3.1 is old\n4.6.6" }));
});

test("another version is refused by name", async (t) => {
  await assert.rejects(existingJupyter(withJupyter(t, { output: "3.6.1" })), {
    name: "Problem",
    message:
      /^JUPYTER=\/opt\/bin\/jupyter is JupyterLab 3\.6\.1: JupyterLab 4 is needed\.\n {2}Give the path/,
  });
});

test("a program that is missing or no JupyterLab is refused", async (t) => {
  const refusal = /does not start JupyterLab: JupyterLab 4 is needed/;
  await assert.rejects(existingJupyter(withJupyter(t, { code: 127, output: "spawn ENOENT" })), refusal);
  await assert.rejects(existingJupyter(withJupyter(t, { output: "Hello" })), refusal);
});
