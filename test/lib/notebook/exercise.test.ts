import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";
import { check, Matrix } from "../../../lib/index";
import type { AnswerKind } from "../../../lib/notebook/answers";
import { assertThrows } from "../assertions";
import { printed } from "./printed";

/** What a check says whose only requirement is that the answer is of its kind. */
async function told(answer: unknown, kind: AnswerKind): Promise<string> {
  const lines = await printed(() => {
    check("It", answer, kind, () => [{ that: () => true, otherwise: "never said" }]);
  });
  return lines.join("\n");
}

describe("a check", () => {
  test("names the first requirement that is not met and looks no further", async () => {
    let looked = 0;
    const lines = await printed(() => {
      check("Two rows", [[1], [1]], "matrix", (answer) => [
        { that: () => answer.rows === 2, otherwise: "never said" },
        {
          that: () => answer.get(0, 0) !== answer.get(1, 0),
          otherwise: () => `Both rows are ${answer.get(0, 0)}`,
        },
        { that: () => ++looked > 0, otherwise: "not reached" },
      ]);
    });
    assert.equal(looked, 0);
    assert.deepEqual(lines, ["Two rows: not yet. Both rows are 1"]);
  });

  test("shows the reader's own solution when it has passed, and not before", async () => {
    const checked =
      (answer: number): (() => void) =>
      () => {
        check("Four", answer, "number", () => [{ that: () => answer === 4, otherwise: "Count again" }], {
          show: (four) => `Twice two is ${four}`,
        });
      };
    assert.deepEqual(await printed(checked(4)), ["Four: passed.", "Twice two is 4"]);
    assert.deepEqual(await printed(checked(5)), ["Four: not yet. Count again"]);
  });

  test("takes every form of an answer of its kind", async () => {
    const right: [unknown, AnswerKind][] = [
      [0.5, "number"],
      ["", "text"],
      [false, "boolean"],
      [[1, 2], "list"],
      [Float64Array.of(1, 2), "list"],
      [[], "list"],
      [[[1, 2]], "matrix"],
      [[Float64Array.of(1, 2)], "matrix"],
      [Matrix.zeros(2, 3), "matrix"],
      [{ units: 2 }, "object"],
      [() => 1, "function"],
    ];
    for (const [answer, kind] of right) assert.equal(await told(answer, kind), "It: passed.", kind);
  });

  test("tells an answer of another kind in words what it should be and what it is", async () => {
    const number = "Your answer should be a number; it is";
    const list = "Your answer should be a list of numbers such as [1, 2]; it is";
    const matrix = "Your answer should be a matrix, or rows of numbers such as [[1, 2], [3, 4]]; it is";
    const wrong: [unknown, AnswerKind, string][] = [
      ["hello", "number", `${number} the text “hello”.`],
      [Number.NaN, "number", `${number} NaN.`],
      [-Infinity, "number", `${number} -Infinity.`],
      [undefined, "number", `${number} undefined.`],
      [null, "number", `${number} null.`],
      [4n, "number", `${number} the bigint 4n.`],
      [Symbol("four"), "number", `${number} a symbol.`],
      [() => 4, "number", `${number} a function.`],
      [Promise.resolve(4), "number", `${number} a promise: await it.`],
      [Matrix.zeros(2, 3), "number", `${number} a matrix of 2×3.`],
      [[4], "number", `${number} a list of 1.`],
      [{ units: 2, scale: 1 }, "number", `${number} an object of units, scale.`],
      [{}, "number", `${number} an object of nothing.`],
      [[1, Number.NaN], "list", `${list} a list of 2, one of which is NaN.`],
      [["a"], "list", `${list} a list of 1, one of which is the text “a”.`],
      [[1, [2]], "list", `${list} a list of 2, one of which is a list itself.`],
      [[[1, 2]], "list", `${list} a list of 1 row of 2.`],
      [[1, 2], "matrix", `${matrix} a list of 2.`],
      [[], "matrix", `${matrix} a list of 0.`],
      [[[1, 2], [3]], "matrix", `${matrix} a list of rows of different lengths: 2, 1.`],
      [[[1, Infinity]], "matrix", `${matrix} a list of 1 row of 2, one of which is Infinity.`],
      [Matrix.fill(1, 2, NaN), "matrix", `${matrix} a matrix of 1×2, one of which is NaN.`],
      [1, "text", "Your answer should be a text in quotes; it is 1."],
      [1, "boolean", "Your answer should be true or false; it is 1."],
      [[1], "object", "Your answer should be an object such as { name: value }; it is a list of 1."],
      [4, "function", "Your answer should be a function; it is 4."],
    ];
    for (const [answer, kind, words] of wrong)
      assert.equal(await told(answer, kind), `It: not yet. ${words}`);
  });

  test("tells what a function returns instead of what it should", async () => {
    const half =
      (answer: unknown): (() => void) =>
      () => {
        check(
          "Half",
          answer,
          "function",
          (f: (n: number) => number) => [{ that: () => f(3) === 1.5, otherwise: "no" }],
          {
            returns: "number",
          },
        );
      };
    assert.deepEqual(await printed(half((n: number) => n / 2)), ["Half: passed."]);
    const words = "Half: not yet. Your function should return a number; it returned";
    assert.deepEqual(await printed(half(() => undefined)), [`${words} undefined.`]);
    assert.deepEqual(await printed(half(() => Number.NaN)), [`${words} NaN.`]);
    assert.deepEqual(await printed(half(() => [1.5])), [`${words} a list of 1.`]);
  });

  test("tells an answer that throws what it threw", async () => {
    const lines = await printed(() => {
      check(
        "Product",
        () => Matrix.zeros(1, 2).multiply(Matrix.zeros(1, 2)),
        "function",
        (product: () => Matrix) => [{ that: () => product().rows === 1, otherwise: "" }],
      );
    });
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /^Product: not yet\. Your answer threw RangeError: Cannot multiply 1×2 by 1×2/);
  });

  test("survives requirements that cannot even be listed for an answer", async () => {
    const lines = await printed(() => {
      check("Units", {}, "object", (answer: { units?: { count: number } }) => {
        const { count } = answer.units!;
        return [{ that: () => count > 0, otherwise: "" }];
      });
    });
    assert.match(lines.join(), /^Units: not yet\. Your answer threw TypeError: /);
  });

  test("that could not fail is refused", () => {
    const words = 'RangeError: Cannot check "Nothing" without a requirement: it could not fail';
    assertThrows(() => {
      check("Nothing", 1, "number", () => []);
    }, words);
    assertThrows(() => {
      check("Nothing", []);
    }, words);
  });

  test("takes requirements alone, where the answer is known to be of its kind", async () => {
    const lines = await printed(() => {
      check("Passed", [{ that: () => true, otherwise: "no" }]);
      check("Failed", [{ that: () => false, otherwise: () => "Count again" }]);
    });
    assert.deepEqual(lines, ["Passed: passed.", "Failed: not yet. Count again"]);
  });

  test("of a wrong answer is an error while a class's answers are graded, whatever the answer does to the environment", () => {
    const library = JSON.stringify(require.resolve("../../../lib/index"));
    const script = `
      const { check } = require(${library});
      delete process.env.BREAKING_SYMMETRY_GRADING;
      check("Right", 4, "number", (n) => [{ that: () => n === 4, otherwise: "no" }]);
      try { check("Wrong", 5, "number", (n) => [{ that: () => n === 4, otherwise: "Count again" }]); }
      catch (error) { console.log(String(error)); }`;
    const said = execFileSync(process.execPath, ["--import", "tsx", "-e", script], {
      encoding: "utf8",
      env: { ...process.env, BREAKING_SYMMETRY_GRADING: "1" },
    });
    assert.deepEqual(said.trim().split("\n"), [
      "Right: passed.",
      "Wrong: not yet. Count again",
      "Error: Wrong: not yet. Count again",
    ]);
  });
});
