import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { filesUnder } from "../../../jupyter/setup/files.mjs";
import { layout } from "../../../jupyter/setup/python.mjs";
import { userDataFolder } from "../../../jupyter/setup/home.mjs";
import { here, run } from "../../../jupyter/setup/process.mjs";
import { scratch, write } from "./support/machine";

const { root, node } = here();

test("a person's own data folder is where Jupyter looks on each system", () => {
  const of = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) =>
    userDataFolder({ platform, env }, "/home/me");
  assert.equal(of("linux"), join("/home/me", ".local", "share", "jupyter"));
  assert.equal(of("linux", { XDG_DATA_HOME: "/data" }), join("/data", "jupyter"));
  assert.equal(of("linux", { XDG_DATA_HOME: "" }), join("/home/me", ".local", "share", "jupyter"));
  assert.equal(of("darwin"), join("/home/me", "Library", "Jupyter"));
  assert.equal(of("win32", { APPDATA: "C:\\Roaming" }), join("C:\\Roaming", "jupyter"));
  assert.equal(of("darwin", { JUPYTER_DATA_DIR: "/mine" }), "/mine");
});

test("it is the folder that Jupyter itself names", async (t) => {
  const home = scratch(t);
  const { python } = layout(join(root, ".venv"), process.platform);
  for (const more of [{}, { JUPYTER_DATA_DIR: join(home, "a") }, { XDG_DATA_HOME: join(home, "b") }]) {
    const clean = { JUPYTER_DATA_DIR: undefined, XDG_DATA_HOME: undefined, JUPYTER_PLATFORM_DIRS: "0" };
    const env = { ...process.env, ...clean, HOME: home, ...more };
    const { output } = await run(python, ["-m", "jupyter_core.command", "--data-dir"], { env });
    assert.equal(userDataFolder({ env, platform: process.platform }, home), output.trim());
  }
});

async function command(t: TestContext, folder: string, ...args: string[]) {
  const env = { ...process.env, JUPYTER_DATA_DIR: folder };
  return run(node, [join(root, "jupyter", "register.mjs"), ...args], { cwd: scratch(t), env });
}

test("registering says what it wrote, and unregistering takes away exactly that", async (t) => {
  const folder = join(scratch(t), "data of mine");
  write(folder, { "kernels/python3/kernel.json": {}, "lab/settings/overrides.json": { mine: true } });
  const before = filesUnder(folder);

  const registered = await command(t, folder);
  assert.equal(registered.code, 0, registered.output);
  const added = filesUnder(folder).filter((file) => !before.includes(file));
  const said = registered.output.match(/(?<=^\+ ).*$/gm) ?? [];
  assert.equal(said.length, 4);
  for (const file of added)
    assert.ok(
      said.some((path) => file.startsWith(path)),
      `${file} was not mentioned`,
    );
  const spec = JSON.parse(readFileSync(join(folder, "kernels/breaking-symmetry/kernel.json"), "utf8")) as {
    argv: string[];
  };
  assert.deepEqual(spec.argv.slice(-4, -2), [process.execPath, join(root, "jupyter/kernel/dist/main.js")]);

  const removed = await command(t, folder, "--remove");
  assert.deepEqual([removed.code, removed.output.match(/^- /gm)?.length], [0, 4]);
  assert.deepEqual(filesUnder(folder), before);
  assert.match((await command(t, folder, "--remove")).output, /^Nothing to do/);
});

test("the kernel of another copy of the project is left to that copy, as long as it exists", async (t) => {
  const folder = scratch(t, "data");
  const other = scratch(t, "other copy");
  write(other, { "main.js": "" });
  const kernel = "kernels/breaking-symmetry/kernel.json";
  write(folder, { [kernel]: { argv: ["node", join(other, "main.js")] } });
  const refused = await command(t, folder, "--remove");
  assert.equal(refused.code, 1);
  assert.match(refused.output, /belongs to another copy[^]*Run npm run unregister there/);
  assert.ok(existsSync(join(folder, kernel)));

  write(folder, { [kernel]: { argv: ["node", join(other, "gone", "main.js")] } });
  assert.equal((await command(t, folder, "--remove")).code, 0);
  assert.equal(existsSync(join(folder, kernel)), false);
});
