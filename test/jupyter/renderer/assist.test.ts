import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { type Change, formatting, withImport } from "../../../jupyter/renderer/src/assist/edits";
import { Turnstile } from "../../../jupyter/renderer/src/assist/turnstile";

/** The text after changes whose places are all in the text before. */
function changed(text: string, changes: readonly Change[]): string {
  return changes.reduceRight(
    (result, { from, to = from, insert }) => result.slice(0, from) + insert + result.slice(to),
    text,
  );
}

const SOFTPLUS = 'import { softplus } from "../lib";';

function imported(code: string): string {
  const change = withImport(code, SOFTPLUS);
  return change ? changed(code, [change]) : code;
}

test("a name joins the cell's own import from its module, in any shape that it has", () => {
  for (const [before, after] of [
    ['import { tanh } from "../lib";\nsoftplus', 'import { tanh, softplus } from "../lib";\nsoftplus'],
    ["import {tanh} from '../lib'\nsoftplus", "import {tanh, softplus} from '../lib'\nsoftplus"],
    [
      'import {\n  relu,\n  tanh,\n} from "../lib";',
      'import {\n  relu,\n  tanh, softplus,\n} from "../lib";',
    ],
    ['import {} from "../lib";', 'import { softplus } from "../lib";'],
  ] as const)
    assert.equal(imported(before), after);
});

test("a name whose module the cell does not import from gets a new first line", () => {
  for (const code of [
    "softplus(1)",
    'import { all } from "mathjs";\nsoftplus(1)',
    'import type { Matrix } from "../lib";\nsoftplus(1)',
    'import * as lib from "../lib";\nsoftplus(1)',
  ])
    assert.equal(imported(code), `${SOFTPLUS}\n${code}`);
});

test("a name that the cell imports already is not imported again", () => {
  for (const code of [`${SOFTPLUS}\nsoftplus`, 'import { softplus, tanh } from "../lib";'])
    assert.equal(withImport(code, SOFTPLUS), undefined);
});

test("formatting changes white space and leaves the rest where it is, so that a cursor keeps its word", () => {
  const changes = formatting("const a=1 ;\n\n\nf( a )", "const a = 1;\nf(a)");
  assert.deepEqual(changes, [
    { from: 7, to: 7, insert: " " },
    { from: 8, to: 8, insert: " " },
    { from: 9, to: 10, insert: "" },
    { from: 11, to: 14, insert: "\n" },
    { from: 16, to: 17, insert: "" },
    { from: 18, to: 19, insert: "" },
  ]);
});

test("whatever a formatter makes of a text, its changes lead there", () => {
  const text = fc.string({ unit: fc.constantFrom(" ", "\n", "a", ";", "🙂") });
  fc.assert(
    fc.property(text, text, (before, after) => {
      assert.equal(changed(before, formatting(before, after)), after);
    }),
  );
});

test("one question is asked at a time, and of those that wait only the newest", async () => {
  const turnstile = new Turnstile();
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const ask = (name: string): Promise<string | undefined> =>
    turnstile.ask(async () => {
      asked.push(name);
      await new Promise<void>((resolve) => answers.push(resolve));
      return `about ${name}`;
    });
  const replies = ["first", "second", "third"].map(ask);
  assert.deepEqual(asked, ["first"]);
  answers[0]!();
  assert.deepEqual([await replies[0], await replies[1]], ["about first", undefined]);
  assert.deepEqual(asked, ["first", "third"]);
  answers[1]!();
  assert.equal(await replies[2], "about third");
});

test("a question that fails makes room for the next", async () => {
  const turnstile = new Turnstile();
  const failed = turnstile.ask(() => Promise.reject(new Error("the kernel is gone")));
  const next = turnstile.ask(() => Promise.resolve("here"));
  await assert.rejects(failed, /the kernel is gone/);
  assert.equal(await next, "here");
});
