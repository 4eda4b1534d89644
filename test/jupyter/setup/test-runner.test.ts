import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { here, run } from "../../../jupyter/setup/process.mjs";
import { findChromium } from "../../run/chromium.mjs";
import { closingLine, inLanes } from "../../run/main.mjs";
import { runTests, stages, testFiles, withSecondTry } from "../../run/stages.mjs";
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
      'test.todo("some day");',
      'test("outer", (t) => t.test("inner", () => { throw new Error("wrong"); }));',
    ].join("\n"),
    "b.test.ts": "import './missing';",
  });
  const files = ["a", "b"].map((name) => join(folder, `${name}.test.ts`));
  const { failures, ...tally } = await runTests(kit(), files);
  assert.deepEqual(tally, { passed: 1, failed: 4, skipped: 2, failedFiles: files });
  assert.deepEqual(failures.slice(0, 2), ["wrong", "inner"], "innermost only");
});

test("a stage in which no test runs has failed", async (t) => {
  assert.equal((await runTests(kit(), [])).failed, 1);
  const folder = scratch(t);
  write(folder, { "a.test.ts": 'import { test } from "node:test";\ntest.skip("later", () => undefined);' });
  assert.equal((await runTests(kit(), [join(folder, "a.test.ts")])).failed, 1);
});

test("tests of which nothing is heard any more are ended, and that is a failure", async (t) => {
  const folder = scratch(t);
  write(folder, {
    "a.test.ts":
      'import { test } from "node:test";\ntest("ends", () => new Promise(() => setInterval(() => 0, 1000)));',
  });
  const { failed } = await runTests(kit(), [join(folder, "a.test.ts")], 1, 1000);
  assert.equal(failed, 1);
});

test("a file that failed gets a second try: what passes then is told apart, what fails again has failed", async (t) => {
  const folder = scratch(t);
  const once = join(folder, "was here");
  write(folder, {
    "unsteady.test.ts": [
      'import { test } from "node:test";',
      'import { existsSync, writeFileSync } from "node:fs";',
      'test("fine", () => undefined);',
      `test("late", () => { if (!existsSync(${JSON.stringify(once)})) {`,
      `  writeFileSync(${JSON.stringify(once)}, ""); throw new Error("late"); } });`,
    ].join("\n"),
    "wrong.test.ts": 'import { test } from "node:test";\ntest("wrong", () => { throw new Error("wrong"); });',
  });
  const files = ["unsteady", "wrong"].map((name) => join(folder, `${name}.test.ts`));
  const again = (failed: readonly string[]) => runTests(kit(), failed, 1);
  const { passed, failed, failures, unsteady } = await withSecondTry(await runTests(kit(), files), again);
  assert.deepEqual([passed, failed, failures, unsteady], [2, 1, ["wrong"], ["late"]]);
});

test("where many files fail, there is no second try", async () => {
  const failedFiles = Array.from({ length: 5 }, (_, k) => `${k}.test.ts`);
  const first = { passed: 0, failed: 5, skipped: 0, failures: failedFiles, failedFiles };
  const never = () => assert.fail("ran again");
  assert.deepEqual(await withSecondTry(first, never), { ...first, unsteady: [] });
});

test("two stages run at once, in their order, and so do their results stand", async () => {
  const seen: string[] = [];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const results = await inLanes(["slow", "a", "b"], async (stage) => {
    seen.push(stage);
    if (stage === "slow") await held;
    if (stage === "b") release();
    return stage.length;
  });
  assert.deepEqual(
    [seen, results],
    [
      ["slow", "a", "b"],
      [4, 1, 1],
    ],
  );
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
  const shared = ["types", "lint", "quick", "long"];
  const staged = stages.filter(({ name }) => !shared.includes(name)).flatMap(({ files }) => files(root));
  assert.deepEqual(staged.sort(), testFiles(root, "test", ["test/long"]).sort());
});

test("the long stage has its own tests, and those that say what tslab as it is installed does", () => {
  const files = stages.find(({ name }) => name === "long")?.files(root) ?? [];
  for (const name of ["long/seeds", "long/edits", "jupyter/kernel/interrupt"])
    assert.ok(files.includes(`test/${name}.test.ts`), name);
  assert.ok(!files.includes("test/jupyter/kernel/protocol.test.ts"));
});

test("the quick stage has tests of the library, the lessons and the kernel, all of them other stages' too", () => {
  const files = stages.find(({ name }) => name === "quick")?.files(root) ?? [];
  for (const name of [
    ...["lib/examples", "jupyter/kernel/errors", "jupyter/kernel/variables"],
    ...["notebooks/types", "notebooks/readme", "notebooks/normal-form"],
  ])
    assert.ok(files.includes(`test/${name}.test.ts`), name);
  assert.deepEqual(
    files.filter((file) => !testFiles(root, "test").includes(file)),
    [],
  );
});

test("totals end in one plain line", () => {
  const tally = { passed: 4, failed: 3, skipped: 2 };
  assert.equal(closingLine([tally, { passed: 6, failed: 0, skipped: 0 }]), "10 passed, 3 failed, 2 skipped");
  assert.equal(closingLine([{ passed: 6, failed: 0, skipped: 0 }]), "6 passed, 0 failed");
});

test("stages can be listed, and an unknown one is refused before anything is done", async () => {
  const script = join(root, "test", "run.mjs");
  const help = await run(node, [script, "--help"]);
  assert.deepEqual(help.output.match(/(?<=^ {2})\w+/gm), [
    ...["site", "sources", "notebooks", "browser", "kernel", "unit"],
    ...["types", "lint", "long", "class", "quick"],
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
