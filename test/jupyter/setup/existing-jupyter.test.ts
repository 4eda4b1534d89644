import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test, type TestContext } from "node:test";
import { setUp } from "../../../jupyter/setup/setup.mjs";
import { machine, scratch, write } from "./support/machine";

function withJupyter(
  t: TestContext,
  outcome: { code?: number; output?: string },
  env: NodeJS.ProcessEnv = {},
) {
  const root = scratch(t);
  write(root, {
    "jupyter/renderer/dist/package.json": {},
    "jupyter/renderer/build.mjs": "export const buildRenderer = () => undefined;",
    "jupyter/template/index.html.j2": "",
    "jupyter/template/dist/figures.js": "",
  });
  return machine(root, () => outcome, { env: { JUPYTER: "/opt/bin/jupyter", ...env } });
}

const setUpWith = (surroundings: ReturnType<typeof machine>) => setUp({ surroundings });

test("a JupyterLab 4 that is there is used, and told where kernel and renderer are", async (t) => {
  const here = withJupyter(t, { output: "4.2.5" }, { JUPYTER_PATH: "/their/data" });
  const { file, args, env, dataFolder } = await setUp({ surroundings: here });
  assert.deepEqual([file, args], ["/opt/bin/jupyter", ["lab"]]);
  assert.equal(env.JUPYTER_PATH, [dataFolder, "/their/data"].join(delimiter));
  assert.ok(
    readFileSync(join(dataFolder, "kernels", "breaking-symmetry", "kernel.json"), "utf8").includes("argv"),
  );
  const [labConfig = "", serverConfig = ""] = (env.JUPYTER_CONFIG_PATH ?? "").split(delimiter);
  const settings = join(labConfig, "labconfig", "default_setting_overrides.json");
  assert.match(readFileSync(settings, "utf8"), /"fetchNews": "false"/);
  assert.equal(serverConfig, join(here.root, "jupyter", "server"));
  const theirs = here.calls.filter(({ args }) => !args.includes("-b"));
  assert.deepEqual(
    theirs.map((call) => call.args),
    [["lab", "--version"]],
    "nothing is installed into it",
  );
});

test("warnings before the version do not hide it", async (t) => {
  await setUpWith(withJupyter(t, { output: "UserWarning: 3.1 is old\n4.6.6" }));
});

test("another version is refused by name", async (t) => {
  await assert.rejects(setUpWith(withJupyter(t, { output: "3.6.1" })), {
    name: "Problem",
    message:
      /^JUPYTER=\/opt\/bin\/jupyter is JupyterLab 3\.6\.1: JupyterLab 4 is needed\.\n {2}Give the path/,
  });
});

test("a program that is missing or no JupyterLab is refused", async (t) => {
  const refusal = /does not start JupyterLab: JupyterLab 4 is needed/;
  await assert.rejects(setUpWith(withJupyter(t, { code: 127, output: "spawn ENOENT" })), refusal);
  const broken = setUpWith(withJupyter(t, { code: 1, output: "ImportError: no module" }));
  await assert.rejects(broken, /4 is needed\.\n {2}\| ImportError: no module\n {2}Give the path/);
  await assert.rejects(setUpWith(withJupyter(t, { output: "Hello" })), refusal);
});
