import assert from "node:assert/strict";
import { test } from "node:test";
import { changedIn, isShared } from "../../../jupyter/web/src/page/changes";

test("a cell changes a name by what it writes into it or into its parts, by methods that do, and by declaring it anew", () => {
  const writes: readonly [code: string, ...names: string[]][] = [
    ["options.steps = 3;", "options"],
    ["options.sizes[0]=3", "options"],
    ["grid[0]![1]! += 1;", "grid"],
    ["step++; --other.count;", "step", "other"],
    ["options.hidden ??= tanh;", "options"],
    ["seeds.push(4)", "seeds"],
    ["network.layers[0].marks.set(0, 1);", "network"],
    ["Object.assign(options, { steps: 3 });\ndelete options.rate;", "options"],
    ["const options = { steps: 3 };", "options"],
    ["const [first, second] = starts;", "first", "second"],
    ["function run() {}", "run"],
  ];
  for (const [code, ...names] of writes) assert.deepEqual([...changedIn(code)].sort(), names.sort(), code);
});

test("what a cell only reads, compares, names in a comment or calls its own, it does not change", () => {
  for (const code of [
    "options.steps",
    "options.steps === 3 && options.steps != 4 && options.steps <= 5",
    "run.history.map(({ loss }) => loss)",
    "train(network, { ...options, steps: 3 })",
    "// options.steps = 3",
    "for (let i = 0; i < 3; i++) { let sum = 0; sum += i; }",
    "show((options) => options.steps);",
  ])
    assert.deepEqual(changedIn(code), [], code);
});

test("a name is shared by a cell that declares it and one that uses it, unless a cell between them declares it anew", () => {
  const above = ["const options = { steps: 100 };", "options.steps = 3;"];
  assert.equal(isShared("options", above, ["train(network, options);"]), true);
  assert.equal(isShared("options", above, ["train(network, other.options);"]), false);
  assert.equal(isShared("options", above.slice(1), ["train(network, options);"]), false);
  assert.equal(isShared("options", above, ["const options = {};", "train(network, options);"]), false);
});
