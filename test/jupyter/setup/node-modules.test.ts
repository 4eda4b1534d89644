import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createReader, installNodePackages, nodePackagesInstalled } from "../../../jupyter/setup/node.mjs";
import { machine, scratch, write } from "./support/machine";

const lock = {
  packages: {
    "": { name: "kit" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/for-tests": { version: "2.0.0", dev: true },
    "node_modules/for-another-system": { version: "3.0.0", optional: true },
  },
};
const record = "node_modules/.package-lock.json";
const a = { "node_modules/a": { version: "1.0.0" } };
const forTests = { "node_modules/for-tests": { version: "2.0.0" } };

function project(t: TestContext, installed?: Record<string, object>) {
  const root = scratch(t);
  write(root, { "package-lock.json": lock, ...(installed && { [record]: { packages: installed } }) });
  return root;
}

test("packages count as installed if npm's own record has each one in the locked version", (t) => {
  assert.equal(nodePackagesInstalled(project(t, a), { dev: false }), true);
  assert.equal(
    nodePackagesInstalled(project(t, { "node_modules/a": { version: "1.0.1" } }), { dev: false }),
    false,
  );
  assert.equal(nodePackagesInstalled(project(t, {}), { dev: false }), false);
  assert.equal(nodePackagesInstalled(project(t), { dev: false }), false);
});

test("packages that the lock names no more have to go", (t) => {
  assert.equal(
    nodePackagesInstalled(project(t, { ...a, "node_modules/old": { version: "1.0.0" } }), { dev: false }),
    false,
  );
});

test("the tests need development packages; a learner's start does not mind them", (t) => {
  assert.equal(nodePackagesInstalled(project(t, a), { dev: true }), false);
  assert.equal(nodePackagesInstalled(project(t, { ...a, ...forTests }), { dev: true }), true);
  assert.equal(nodePackagesInstalled(project(t, { ...a, ...forTests }), { dev: false }), true);
});

test("a record that was cut off in the middle counts for nothing", (t) => {
  const root = project(t);
  write(root, { [record]: '{"packages": {"node_modules/a"' });
  assert.equal(nodePackagesInstalled(root, { dev: false }), false);
});

test("nothing is run if all is installed", async (t) => {
  const here = machine(project(t, a));
  await installNodePackages(here, { dev: false });
  assert.deepEqual([here.calls, here.lines], [[], []]);
});

test("learners get npm ci without development packages, tests with them", async (t) => {
  const here = machine(project(t));
  await installNodePackages(here, { dev: false });
  await installNodePackages(here, { dev: true });
  const [learner, tester] = here.calls.map(({ args }) => args.slice(0, 2));
  assert.deepEqual(
    [learner, tester],
    [
      ["ci", "--omit=dev"],
      ["ci", "--include=dev"],
    ],
  );
});

test("the npm that runs us is the npm that installs", async (t) => {
  const here = machine(project(t), undefined, { env: { npm_execpath: "/opt/npm/bin/npm-cli.js" } });
  await installNodePackages(here, { dev: false });
  assert.deepEqual([here.calls[0]?.file, here.calls[0]?.args[0]], [here.node, "/opt/npm/bin/npm-cli.js"]);
});

test("an interrupted install is not taken for a finished one", async (t) => {
  const root = project(t, { "node_modules/a": { version: "0.9.0" } });
  const here = machine(root, () => {
    assert.equal(existsSync(join(root, record)), false, "npm's old record must be gone before npm starts");
    return { code: 1, output: "killed" };
  });
  await assert.rejects(
    installNodePackages(here, { dev: false }),
    /Cannot install the Node packages \(exit code 1\)/,
  );
});

test("npm is given up after twenty failures without a single answer", () => {
  const counts: number[] = [];
  let hopeless = 0;
  const failure = "npm http fetch GET https://host/a attempt 1 failed with ENOTFOUND";
  const read = (lines: string[]) => {
    const reader = createReader(
      (count) => counts.push(count),
      () => hopeless++,
    );
    lines.forEach(reader);
  };
  read(Array<string>(19).fill(failure));
  assert.equal(hopeless, 0);
  read(Array<string>(40).fill(failure));
  assert.equal(hopeless, 1);
  read([
    "npm http fetch GET 200 https://host/a/-/a-1.tgz 20ms (cache miss)",
    ...Array<string>(40).fill(failure),
  ]);
  assert.equal(hopeless, 1);
  assert.deepEqual(counts, [1]);
});
