// The set-up with real tools: pip, npm and Binder's last step.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { installNodePackages } from "../../jupyter/setup/node.mjs";
import { here, run } from "../../jupyter/setup/process.mjs";
import { environmentReady, findPython, layout, makeEnvironment } from "../../jupyter/setup/python.mjs";
import { machine, scratch, write } from "../jupyter/setup/support/machine";

const { root, node, platform } = here();
const bash = { skip: process.platform === "win32" && "bash scripts" };

test("a real environment is made in a folder with a space, and without a network pip's own last lines are shown, and one sentence of advice", async (t) => {
  const root = scratch(t);
  write(root, { "jupyter/requirements.txt": "# nothing\n" });
  const offline = {
    PIP_INDEX_URL: "http://127.0.0.1:9/simple",
    PIP_RETRIES: "1",
    PIP_CONFIG_FILE: "",
    PIP_FIND_LINKS: "",
  };
  const env = { ...process.env, ...offline };
  const here = machine(root, undefined, { run, env, platform: process.platform });
  const found = await findPython(here);
  await makeEnvironment(here, found);
  assert.equal(environmentReady(here), true);
  const made = layout(join(root, ".venv"), process.platform).python;
  const { output } = await run(made, ["-c", "import sys; print(sys.prefix)"]);
  assert.equal(realpathSync(output), realpathSync(join(root, ".venv")));

  write(root, { "jupyter/requirements.txt": "jupyterlab==4.6.6\n" });
  await assert.rejects(makeEnvironment(here, found), {
    name: "Problem",
    message:
      /^Cannot install JupyterLab \(exit code 1\)\.\n( {2}\| .*\n)+ {2}The network cannot be reached\. Connect[^\n]*$/,
  });
});

test("without a network npm's own last lines are shown, and one sentence of advice", async (t) => {
  const root = scratch(t);
  const integrity = `sha512-${"A".repeat(86)}==`;
  write(root, {
    "package.json": { name: "kit", version: "1.0.0", dependencies: { a: "1.0.0" } },
    "package-lock.json": {
      ...{ name: "kit", version: "1.0.0", lockfileVersion: 3 },
      packages: {
        "": { name: "kit", version: "1.0.0", dependencies: { a: "1.0.0" } },
        "node_modules/a": { version: "1.0.0", integrity },
      },
    },
  });
  // Port 9 discards what it gets, where anything listens there at all: npm is refused.
  const env = {
    ...process.env,
    npm_config_registry: "http://127.0.0.1:9",
    npm_config_cache: join(root, "cache"),
  };
  const here = machine(root, undefined, { run, env, node: process.execPath, platform: process.platform });
  await assert.rejects(installNodePackages(here, { dev: false }), {
    name: "Problem",
    message:
      /^Cannot install the Node packages \(exit code 1\)\.\n( {2}\| .*\n)+ {2}The network cannot be reached\. Connect[^\n]*$/,
  });
});

/** An environment of its own that sees the packages of the project's, so that nothing need be downloaded. */
async function environment(t: TestContext): Promise<string> {
  const prefix = join(scratch(t), "an environment");
  const own = layout(join(root, ".venv"), platform).python;
  const made = await run(own, ["-m", "venv", "--without-pip", prefix]);
  assert.equal(made.code, 0, made.output);
  const [version = ""] = readdirSync(join(prefix, "lib"));
  const packages = (folder: string) => join(folder, "lib", version, "site-packages");
  write(packages(prefix), { "shared.pth": `${packages(join(root, ".venv"))}\n` });
  return prefix;
}

test(
  "Binder's last step puts kernel, renderer and settings into the image's environment",
  bash,
  async (t) => {
    const prefix = await environment(t);
    const env = {
      ...process.env,
      NB_PYTHON_PREFIX: prefix,
      JUPYTER_DATA_DIR: scratch(t, "data"),
      JUPYTER_PATH: "",
    };
    const built = await run(join(root, ".binder", "postBuild"), [], { cwd: root, env });
    assert.equal(built.code, 0, built.output);

    const jupyter = (...args: string[]) => run(layout(prefix, platform).python, ["-m", ...args], { env });
    const specs = await jupyter("jupyter_client.kernelspecapp", "list", "--json");
    const { kernelspecs } = JSON.parse(specs.output.slice(specs.output.indexOf("{"))) as {
      kernelspecs: Record<string, { resource_dir: string; spec: { argv: string[] } }>;
    };
    const kernel = kernelspecs["breaking-symmetry"];
    assert.equal(kernel?.resource_dir, join(prefix, "share/jupyter/kernels/breaking-symmetry"));
    assert.deepEqual(kernel.spec.argv.slice(-4, -2), [node, join(root, "jupyter/kernel/dist/main.js")]);

    const extensions = await jupyter("jupyterlab.labextensions", "list");
    assert.match(extensions.output, /breaking-symmetry-plotly.*enabled.*OK/, extensions.output);
    assert.match(
      readFileSync(join(prefix, "share/jupyter/lab/settings/overrides.json"), "utf8"),
      /"fetchNews": "false"/,
    );
  },
);
