import assert from "node:assert/strict";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { installData, removeData } from "../../../jupyter/setup/install.mjs";
import { filesUnder } from "../../../jupyter/setup/files.mjs";
import { machine, scratch, write } from "./support/machine";

/** A built project beside an empty data folder. */
function project(t: TestContext) {
  const root = scratch(t);
  write(root, {
    "jupyter/renderer/dist/package.json": {},
    "jupyter/renderer/dist/static/remoteEntry.js": "first",
    "jupyter/template/index.html.j2": "",
    "jupyter/template/dist/figures.js": "",
  });
  return { here: machine(root), folder: join(root, "data folder") };
}

const json = (...path: string[]) =>
  JSON.parse(readFileSync(join(...path), "utf8")) as Record<string, unknown>;

test("kernel, renderer, template and settings go where Jupyter looks for each", (t) => {
  const { here, folder } = project(t);
  installData(here, folder, { settings: true });
  for (const path of [
    "kernels/breaking-symmetry/kernel.json",
    "kernels/breaking-symmetry/logo-svg.svg",
    "kernels/breaking-symmetry-tslab/kernel.json",
    "labextensions/breaking-symmetry-plotly/package.json",
    "labextensions/breaking-symmetry-plotly/static/remoteEntry.js",
    "nbconvert/templates/breaking-symmetry/index.html.j2",
    "nbconvert/templates/breaking-symmetry/dist/figures.js",
  ]) {
    assert.ok(existsSync(join(folder, path)), path);
  }
  assert.deepEqual(json(folder, "lab/settings/overrides.json"), {
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  });
});

test("ours and tslab's kernel are started by the Node that set them up, with each path as one argument", (t) => {
  const { here, folder } = project(t);
  for (const platform of ["linux", "win32"] as const) {
    installData({ ...here, platform }, folder, { settings: false });
    const launched = (name: string) =>
      platform === "win32" ? [] : ["/bin/sh", join(folder, "kernels", name, "start.sh")];
    const ours = json(folder, "kernels/breaking-symmetry/kernel.json");
    assert.deepEqual(ours.argv, [
      ...launched("breaking-symmetry"),
      ...["/opt/node 20/bin/node", join(here.root, "jupyter/kernel/dist/main.js")],
      ...["--config-path", "{connection_file}"],
    ]);
    assert.equal(ours.interrupt_mode, "message");
    const stock = json(folder, "kernels/breaking-symmetry-tslab/kernel.json");
    assert.deepEqual(stock.argv, [
      ...launched("breaking-symmetry-tslab"),
      ...["/opt/node 20/bin/node", join(here.root, "node_modules/tslab/bin/tslab"), "kernel"],
      ...["--config-path", "{connection_file}"],
    ]);
  }
});

test("the second time nothing is written; a moved Node or a new build is", (t) => {
  const { here, folder } = project(t);
  const again = (changed = here) => installData(changed, folder, { settings: true }).length;
  assert.equal(again(), 5);
  assert.equal(again(), 0);
  assert.equal(again({ ...here, node: "/opt/node 22/bin/node" }), 5);
  write(here.root, { "jupyter/renderer/dist/static/remoteEntry.js": "second" });
  assert.equal(again({ ...here, node: "/opt/node 22/bin/node" }), 5);
  const copied = join(folder, "labextensions/breaking-symmetry-plotly/static/remoteEntry.js");
  assert.equal(readFileSync(copied, "utf8"), "second");
});

test("a copy that broke off is not taken for a finished one, even if the sources are as before again", (t) => {
  const { here, folder } = project(t);
  const script = "static/remoteEntry.js";
  installData(here, folder, { settings: false });
  write(here.root, { [`jupyter/renderer/dist/${script}`]: "second" });
  renameSync(join(here.root, "jupyter/template"), join(here.root, "jupyter/away"));
  assert.throws(() => installData(here, folder, { settings: false }), /ENOENT/);
  renameSync(join(here.root, "jupyter/away"), join(here.root, "jupyter/template"));
  write(here.root, { [`jupyter/renderer/dist/${script}`]: "first" });
  assert.equal(installData(here, folder, { settings: false }).length, 4);
  assert.equal(readFileSync(join(folder, "labextensions/breaking-symmetry-plotly", script), "utf8"), "first");
});

test("a file that was damaged there is put right, and another copy that shares it stays as it is", (t) => {
  const { here, folder } = project(t);
  const theirs = scratch(t, "another copy");
  for (const file of [
    "kernels/breaking-symmetry/kernel.json",
    "kernels/breaking-symmetry-tslab/start.sh",
    "labextensions/breaking-symmetry-plotly/static/remoteEntry.js",
    "lab/settings/overrides.json",
  ]) {
    installData(here, folder, { settings: true });
    const right = readFileSync(join(folder, file), "utf8");
    linkSync(join(folder, file), join(theirs, "shared"));
    writeFileSync(join(folder, file), "");
    assert.equal(installData(here, folder, { settings: true }).length, 5, file);
    assert.equal(readFileSync(join(folder, file), "utf8"), right);
    assert.equal(readFileSync(join(theirs, "shared"), "utf8"), "");
    rmSync(join(theirs, "shared"));
  }
});

test("settings that an environment already has are kept", (t) => {
  const { here, folder } = project(t);
  write(folder, {
    "lab/settings/overrides.json": { "@jupyterlab/apputils-extension:themes": { theme: "Dark" } },
  });
  installData(here, folder, { settings: true });
  assert.deepEqual(Object.keys(json(folder, "lab/settings/overrides.json")), [
    "@jupyterlab/apputils-extension:themes",
    "@jupyterlab/apputils-extension:notification",
  ]);
});

test("what was put into a data folder is taken away, and nothing else", (t) => {
  const { here, folder } = project(t);
  write(folder, {
    "kernels/other/kernel.json": {},
    "labextensions/other/package.json": {},
    "notes.txt": "mine",
  });
  const before = filesUnder(folder);
  installData(here, folder, { settings: false });
  assert.equal(removeData(folder).length, 4);
  assert.deepEqual(filesUnder(folder), before);
  assert.equal(existsSync(join(folder, "nbconvert")), false, "folders that only held ours go with it");
});
