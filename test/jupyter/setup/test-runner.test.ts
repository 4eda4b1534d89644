import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../../../jupyter/setup/run.mjs";
import { here } from "../../../jupyter/setup/surroundings.mjs";
import { findChromium } from "../../run/chromium.mjs";
import { runTests, testFiles } from "../../run/node-tests.mjs";
import { closingLine, readTap } from "../../run/summary.mjs";
import { machine, scratch, write } from "./support/machine";

const { root, node } = here();

/** The kit's folder, with a run that hides from the inner tests that they run inside a test. */
const kit = () => {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  return machine(root, undefined, { run, node, env });
};

test("passed and failed tests are counted, and a file that does not load is a failure", async (t) => {
  const folder = scratch(t);
  write(folder, {
    "a.test.ts": [
      'import { test } from "node:test";',
      'test("right", () => undefined);',
      'test("wrong", () => { throw new Error("wrong"); });',
      'test("later", { skip: true }, () => undefined);',
    ].join("\n"),
    "b.test.ts": "import './missing';",
  });
  const files = ["a", "b"].map((name) => join(folder, `${name}.test.ts`));
  const { failures, ...tally } = await runTests(kit(), files);
  assert.deepEqual(tally, { passed: 1, failed: 2, skipped: 1 });
  assert.deepEqual(failures.slice(0, 1), ["wrong"]);
});

test("a stage in which no test runs has failed", async (t) => {
  assert.deepEqual(await runTests(kit(), []), { passed: 0, failed: 1, skipped: 0, failures: [] });
  const folder = scratch(t);
  write(folder, { "a.test.ts": 'import { test } from "node:test";\ntest.skip("later", () => undefined);' });
  assert.equal((await runTests(kit(), [join(folder, "a.test.ts")])).failed, 1);
});

test("test files are found at any depth, but not in folders left out or made by tools", (t) => {
  const folder = scratch(t);
  const files = [
    "test/a.test.ts",
    "test/b/c.test.ts",
    "test/b/d.ts",
    "test/slow/e.test.ts",
    "test/b/dist/f.test.ts",
  ];
  write(folder, Object.fromEntries(files.map((file) => [file, ""])));
  assert.deepEqual(testFiles(folder, "test", ["test/slow"]), ["test/a.test.ts", "test/b/c.test.ts"]);
  assert.deepEqual(testFiles(folder, "test/none"), []);
});

test("every test file of the kit belongs to exactly one stage", () => {
  const slow = ["test/jupyter/kernel", "test/notebooks", "test/class", "test/browser"];
  const staged = [testFiles(root, "test", slow), ...slow.map((folder) => testFiles(root, folder))].flat();
  assert.deepEqual(staged.sort(), testFiles(root, "test").sort());
});

test("totals are those of the runner's report, and end in one plain line", () => {
  const report =
    "ok 1 - a\n# tests 9\n# suites 0\n# pass 4\n# fail 2\n# cancelled 1\n# skipped 1\n# todo 1\n";
  const tally = readTap(report);
  assert.deepEqual(tally, { passed: 4, failed: 3, skipped: 2 });
  assert.equal(closingLine([tally, { passed: 6, failed: 0, skipped: 0 }]), "10 passed, 3 failed, 2 skipped");
  assert.equal(closingLine([{ passed: 6, failed: 0, skipped: 0 }]), "6 passed, 0 failed");
});

test("stages can be listed, and an unknown one is refused before anything is done", async () => {
  const script = join(root, "test", "run.mjs");
  const help = await run(node, [script, "--help"]);
  assert.deepEqual(help.output.match(/(?<=^ {2})\w+/gm), [
    "types",
    "lint",
    "unit",
    "kernel",
    "notebooks",
    "class",
    "browser",
    "quick",
  ]);
  const wrong = await run(node, [script, "kernels"]);
  assert.deepEqual([wrong.code, wrong.output.trim().split("\n")[0]], [1, "There is no stage “kernels”."]);
});

test("the Chromium that CHROMIUM names is used, and no other", (t) => {
  const folder = scratch(t);
  write(folder, { chrome: "" });
  assert.equal(findChromium({ CHROMIUM: join(folder, "chrome") }), join(folder, "chrome"));
  assert.equal(findChromium({ CHROMIUM: join(folder, "missing") }), undefined);
});
