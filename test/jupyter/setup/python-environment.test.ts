import assert from "node:assert/strict";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { environmentReady, layout, makeEnvironment, pythonEnv } from "../../../jupyter/setup/python.mjs";
import { machine, scratch, write, type Call } from "./support/machine";

const posix = { skip: process.platform === "win32" && "symbolic links" };
const python = { file: "python3", args: [], version: "3.12" };

/** A project whose `python3 -m venv` makes the smallest thing that passes for an environment. */
function project(
  t: TestContext,
  pip: (call: Call) => { code?: number; output?: string } | undefined = () => undefined,
) {
  const root = scratch(t);
  write(root, { "jupyter/requirements.txt": "jupyterlab==4.6.6\n", "python3.12": "" });
  return machine(root, (call) => {
    if (call.args.includes("pip")) return pip(call);
    const target = layout(call.args.at(-1) ?? "", "linux").python;
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(root, "python3.12"), target);
    return undefined;
  });
}

const modules = ({ calls }: { calls: Call[] }) => calls.map(({ args }) => args[1]);

test("an environment is made, filled, and then left alone", posix, async (t) => {
  const here = project(t);
  assert.equal(environmentReady(here), false);
  await makeEnvironment(here, python);
  assert.deepEqual(modules(here), ["venv", "pip"]);
  assert.equal(here.calls[1]?.file, join(here.root, ".venv", "bin", "python"));
  assert.equal(environmentReady(here), true);
});

test("pip installs only ready-made packages, as the file pins them", posix, async (t) => {
  const here = project(t);
  await makeEnvironment(here, python);
  const args = here.calls[1]?.args ?? [];
  assert.ok(args.includes("--only-binary=:all:"));
  assert.deepEqual(args.slice(-2), ["-r", join(here.root, "jupyter", "requirements.txt")]);
});

test("an environment whose installation broke off is thrown away and made again", posix, async (t) => {
  let attempts = 0;
  const here = project(t, () => (++attempts === 1 ? { code: 1, output: "killed" } : undefined));
  await assert.rejects(makeEnvironment(here, python), /Cannot install JupyterLab/);
  assert.equal(environmentReady(here), false);
  write(here.root, { ".venv/lib/half-made": "" });
  await makeEnvironment(here, python);
  assert.deepEqual(modules(here), ["venv", "pip", "venv", "pip"]);
  assert.equal(existsSync(join(here.root, ".venv/lib/half-made")), false);
  assert.equal(environmentReady(here), true);
});

test("an environment whose Python is gone is made again", posix, async (t) => {
  const here = project(t);
  await makeEnvironment(here, python);
  rmSync(join(here.root, "python3.12"));
  assert.equal(environmentReady(here), false);
  writeFileSync(join(here.root, "python3.12"), "");
  rmSync(join(here.root, ".venv", "bin"), { recursive: true });
  await makeEnvironment(here, python);
  assert.deepEqual(modules(here), ["venv", "pip", "venv", "pip"]);
});

test("an environment whose Python was replaced by another version is not trusted", posix, async (t) => {
  const here = project(t);
  await makeEnvironment(here, python);
  const link = join(here.root, ".venv", "bin", "python");
  rmSync(link);
  write(here.root, { "python3.13": "" });
  symlinkSync(join(here.root, "python3.13"), link);
  assert.equal(environmentReady(here), false);
});

test("changed requirements update the environment in its place", posix, async (t) => {
  const here = project(t);
  await makeEnvironment(here, python);
  write(here.root, { "jupyter/requirements.txt": "jupyterlab==4.6.7\n" });
  assert.equal(environmentReady(here), false);
  await makeEnvironment(here, python);
  assert.deepEqual(modules(here), ["venv", "pip", "pip"]);
  assert.equal(environmentReady(here), true);
});

test(
  "an update that fails before anything was changed leaves the environment as it was",
  posix,
  async (t) => {
    let fail = false;
    const here = project(t, () => (fail ? { code: 1, output: "NewConnectionError" } : undefined));
    await makeEnvironment(here, python);
    fail = true;
    write(here.root, { "jupyter/requirements.txt": "jupyterlab==4.6.7\n" });
    await assert.rejects(
      makeEnvironment(here, python),
      /Cannot install JupyterLab \(exit code 1\)\.\n {2}\| NewConnectionError\n {2}The network cannot be reached/,
    );
    write(here.root, { "jupyter/requirements.txt": "jupyterlab==4.6.6\n" });
    assert.equal(environmentReady(here), true);
  },
);

test(
  "an update that breaks off while it changes the environment leaves none that is trusted",
  posix,
  async (t) => {
    let fail = false;
    const here = project(t, ({ options }) => {
      if (!fail) return undefined;
      options.onLine?.("Installing collected packages: jupyterlab");
      return { code: 1, output: "killed" };
    });
    await makeEnvironment(here, python);
    fail = true;
    write(here.root, { "jupyter/requirements.txt": "jupyterlab==4.6.7\n" });
    await assert.rejects(makeEnvironment(here, python));
    write(here.root, { "jupyter/requirements.txt": "jupyterlab==4.6.6\n" });
    assert.equal(environmentReady(here), false);
  },
);

test(
  "an environment is not trusted while pip runs, even if the set-up is killed meanwhile",
  posix,
  async (t) => {
    const trusted: boolean[] = [];
    const here = project(t, () => void trusted.push(environmentReady(here)));
    await makeEnvironment(here, python);
    await makeEnvironment(here, python);
    assert.deepEqual([...trusted, environmentReady(here)], [false, false, true]);
  },
);

test("a project that was moved makes its environment again, since one cannot be moved", posix, async (t) => {
  const here = project(t);
  await makeEnvironment(here, python);
  const link = join(".venv", "bin", "python");
  // The Python itself stays where it is, as a system's does.
  const elsewhere = join(scratch(t), "python3.12");
  writeFileSync(elsewhere, "");
  rmSync(join(here.root, link));
  symlinkSync(elsewhere, join(here.root, link));
  await makeEnvironment(here, python);
  assert.equal(environmentReady(here), true);
  const moved = `${here.root} elsewhere`;
  renameSync(here.root, moved);
  assert.equal(environmentReady({ ...here, root: moved }), false);
});

test("variables that lead Python or pip elsewhere are not passed on", () => {
  const env = pythonEnv({
    PYTHONHOME: "/a",
    PYTHONPATH: "/b",
    PIP_TARGET: "/c",
    PIP_USER: "1",
    PIP_INDEX_URL: "kept",
  });
  assert.deepEqual(env, { PIP_USER: "0", PYTHONNOUSERSITE: "1", PIP_INDEX_URL: "kept" });
});
