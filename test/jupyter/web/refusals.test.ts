import assert from "node:assert/strict";
import { test } from "node:test";
import { CompileError } from "../../../jupyter/kernel/compile/compile-error";
import { machine } from "../../notebooks/tools/type-check";
import { PageCompiler } from "../../../jupyter/web/src/refusals";

/** Names as a page has them: none of Node's. */
const compiler = new PageCompiler({ ...machine, typeRoots: [] });

const CELL = { title: "Cell", scriptName: "cell" };

function refusal(code: string): string[] {
  try {
    compiler.compile(code, CELL);
    return [];
  } catch (error) {
    assert.ok(error instanceof CompileError);
    return error.complaints.flatMap(({ messages }) => messages);
  }
}

const CASES: Readonly<Record<string, RegExp>> = {
  'const answer = prompt("Your name?");': /^A page cannot ask for input while a cell runs\./,
  'import { createInterface } from "node:readline";': /^A page cannot ask for input/,
  'import { readFileSync } from "fs";': /^A page has no files and no other programs\./,
  'import { exec } from "node:child_process";': /^A page has no files/,
  'const fs = require("fs");': /^A page has no files/,
  'const data = await fetch("https://example.org/data.csv");':
    /^A page's cells load nothing from the network\./,
  'document.title = "mine";': /^A cell runs beside the page/,
  'import _ from "lodash";': /^A page has no package lodash: its cells import \.\.\/lib and mathjs$/,
};

for (const [code, words] of Object.entries(CASES))
  test(`a page refuses in one sentence: ${code}`, () => {
    const said = refusal(code);
    assert.equal(said.length, 1, said.join("\n"));
    assert.match(said[0]!, words);
    for (const { message } of compiler.diagnose(code, [])) assert.match(message, words);
  });

test("a reader's own prompt is no question to the reader", () => {
  const own = compiler.compile("const prompt = (words: string) => words.length;", CELL);
  assert.match(refusal("prompt('a')").join(), /cannot ask/);
  compiler.commit(own, new Set());
  assert.deepEqual(refusal("prompt('a')"), []);
});

test("other mistakes are told as everywhere, and a wrong path to the library is no package", () => {
  assert.match(refusal("const n: number = 'text';").join("\n"), /not assignable to type 'number'/);
  assert.match(refusal("promt").join("\n"), /Cannot find the name promt/);
  assert.match(refusal('import { tanh } from "./lib";').join("\n"), /Cannot find module '\.\/lib'/);
});
