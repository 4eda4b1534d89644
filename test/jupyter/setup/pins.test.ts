// Whoever installs the project gets the same packages, from whichever server they use.
import assert from "node:assert/strict";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { layout } from "../../../jupyter/setup/python.mjs";
import { here, run } from "../../../jupyter/setup/process.mjs";

const { root } = here();
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const pinsIn = (...path: string[]) =>
  read(...path)
    .split("\n")
    .filter((line) => /^[^#\s]/.test(line));
const pins = pinsIn("jupyter", "requirements.txt");
const classPins = pinsIn("test", "class", "requirements.txt");

test("every Python package is pinned to one version, with at most a condition after it", () => {
  assert.ok(pins.length > 50);
  for (const pin of [...pins, ...classPins]) assert.match(pin, /^[a-z0-9.-]+==[0-9][0-9a-z.]*( ; .+)?$/);
});

test("JupyterLab 4 and what the tests run are among them", () => {
  for (const name of ["jupyterlab==4.", "nbconvert==", "nbclient==", "jupyter-client=="]) {
    assert.ok(
      pins.some((pin) => pin.startsWith(name)),
      name,
    );
  }
});

test("a class is tested with the JupyterLab of the kit, and what comes with it", () => {
  const lab = pins.filter((pin) => /^(jupyter|nb|ipy|tornado|pyzmq|traitlets)/.test(pin));
  assert.ok(lab.length > 15);
  for (const pin of lab) assert.ok(classPins.includes(pin), pin);
});

test("a package with several pins has a condition on each", () => {
  const name = (pin: string) => pin.split("==")[0];
  for (const list of [pins, classPins]) {
    for (const pin of list) {
      if (list.filter((other) => name(other) === name(pin)).length > 1)
        assert.match(pin, / ; python_full_version/);
    }
  }
});

test("no list of pins names a server", () => {
  for (const folder of ["jupyter", "test/class"])
    assert.doesNotMatch(read(folder, "requirements.txt"), /:\/\/|--(extra-)?index-url|--find-links/);
  for (const folder of [".", "bench", "jupyter/web", "test/class", "test/versions"]) {
    const lock = read(folder, "package-lock.json");
    assert.doesNotMatch(lock, /"resolved"/);
    const packages = Object.entries(
      (JSON.parse(lock) as { packages: Record<string, { integrity?: string }> }).packages,
    );
    for (const [path, { integrity }] of packages) {
      if (path !== "") assert.match(integrity ?? "", /^sha512-/, `${folder}: ${path}`);
    }
  }
});

test("package.json pins its own packages too", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
    string,
    Record<string, string>
  >;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
  }
});

test("npx tsc is the TypeScript that the kit is built with, and not the older one that tslab brings", () => {
  type Packages = Record<string, { bin?: Record<string, string> }>;
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Packages };
  const commands = Object.entries(packages).filter(
    ([path, { bin }]) => bin?.tsc && !/.node_modules/.test(path),
  );
  // If npm has moved it: put tslab's back to node_modules/tslab/node_modules, where its command is its own.
  assert.deepEqual(
    commands.map(([path]) => path),
    ["node_modules/typescript"],
  );
  assert.match(realpathSync(join(root, "node_modules/.bin/tsc")), /node_modules.typescript.bin.tsc$/);
});

test("the environment holds the pinned versions, and they agree with each other", async () => {
  const { python } = layout(join(root, ".venv"), process.platform);
  const options = { env: { ...process.env, PYTHONPATH: undefined } };
  const frozen = await run(
    python,
    ["-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"],
    options,
  );
  const installed = frozen.output
    .split("\n")
    .filter((line) => /^[\w.-]+==/.test(line) && !/^(pip|setuptools|wheel)==/.test(line));
  assert.ok(installed.length > 50, frozen.output);
  const normal = (line: string) => line.toLowerCase().replaceAll(/[_.-]+(?=.*==)/g, "-");
  // JupyterLite comes into the same environment when the site is built.
  const known = [...pins, ...pinsIn("jupyter", "web", "requirements.txt")];
  const allowed = new Set(known.map((pin) => normal(pin.split(" ")[0] ?? "")));
  assert.deepEqual(
    installed.map(normal).filter((line) => !allowed.has(line)),
    [],
  );
  const check = await run(python, ["-m", "pip", "check"], options);
  assert.equal(check.code, 0, check.output);
});
