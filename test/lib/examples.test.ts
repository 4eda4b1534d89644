import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { compileFunction } from "node:vm";
import ts from "typescript";
import * as lib from "../../lib/index";
import { publicNames } from "./documentation";

/*
 * Runs the examples of the doc comments. A line `expression; // expected` is compared: with a value; with `≈ number`, to
 * the digits written; or with `throws Name: message`. The comment may go on in comment lines below.
 */

type Compare = (evaluate: () => unknown, expected: string) => void;
type Run = (...values: unknown[]) => void;

const names = Object.keys(lib);
const values: unknown[] = Object.values(lib);

/** Compiles TypeScript into a function of the public names and `parameters`. */
function compile(code: string, ...parameters: string[]): Run {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  return compileFunction(outputText, [...names, ...parameters]) as Run;
}

/** Rewrites `expression; // expected` into a call of `$compare`. */
function instrument(example: string): string {
  const source = ts.createSourceFile("example.ts", example, ts.ScriptTarget.ES2022);
  const statements = source.statements.map((statement) => {
    const text = statement.getText(source);
    const comment = /^[ \t]*\/\/.*(?:\n[ \t]*\/\/.*)*/.exec(example.slice(statement.end))?.[0];
    if (comment === undefined) return text;
    assert.ok(ts.isExpressionStatement(statement), `only an expression has a value: ${text}`);
    const expected = comment.replace(/\s*\/\/\s*/g, " ").trim();
    return `$compare(() => (${statement.expression.getText(source)}), ${JSON.stringify(expected)});`;
  });
  return statements.join("\n");
}

const compare: Compare = (evaluate, expected) => {
  if (expected.startsWith("throws ")) {
    assert.throws(evaluate, (error) => {
      assert.equal(String(error), expected.slice("throws ".length));
      return true;
    });
    return;
  }
  const actual = evaluate();
  if (expected.startsWith("≈")) {
    assertDigits(actual, expected);
    return;
  }
  let value: unknown;
  compile(`$set(${expected});`, "$set")(...values, (result: unknown) => (value = result));
  assert.deepStrictEqual(actual, value);
};

/** Compares numbers, or arrays of them, to the digits that are written. */
function assertDigits(actual: unknown, expected: string): void {
  const written = expected.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? [];
  const numbers = [actual].flat(Infinity) as number[];
  assert.equal(numbers.length, written.length, `${inspect(actual)} is not ${expected}`);
  written.forEach((text, index) => {
    const [mantissa, exponent = "0"] = text.split("e");
    const decimals = mantissa!.split(".")[1]?.length ?? 0;
    const unit = 10 ** (Number(exponent) - decimals);
    const distance = Math.abs(numbers[index]! - Number(text));
    // Half a unit of the last digit, and the rounding of this very subtraction.
    assert.ok(distance <= 0.5 * unit * (1 + 1e-9), `${inspect(actual)} is not ${expected}`);
  });
}

const documented = publicNames();

for (const folder of ["math", "network", "data", "theory", "figures"]) {
  test(`every public name of ${folder} says what it is, and shows it in an example if it is more than a type`, () => {
    const here = documented.filter((one) => one.folder === folder);
    assert.ok(here.length > 0);
    for (const { name, isValue, summary, examples } of here) {
      assert.match(summary, /\w.*[.:]/s, `${name} needs a sentence`);
      if (isValue) assert.ok(examples.length > 0, `${name} needs an @example`);
    }
  });
}

for (const { name, folder, examples } of documented) {
  for (const example of examples) {
    test(`the example of ${name} gives what it says`, () => {
      const instrumented = instrument(example);
      // In a notebook an example may be there for what it shows.
      if (folder !== "notebook") assert.match(instrumented, /^\$compare\(/m, "it states no value");
      compile(instrumented, "$compare")(...values, compare);
    });
  }
}

test("the examples are really compared", () => {
  const fails = (example: string): void => {
    assert.throws(() => {
      compile(instrument(example), "$compare")(...values, compare);
    }, assert.AssertionError);
  };
  fails("1 + 1; // 3");
  fails("Math.PI; // ≈ 3.15");
  fails("Matrix.zeros(1, 2).toArray(); // [[0, 0.1]]");
  fails("Matrix.zeros(-1, 2); // throws RangeError: Cannot");
  fails("1; // throws RangeError: Cannot");
});
