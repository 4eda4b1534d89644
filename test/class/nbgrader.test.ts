// A teacher hands a lesson out and collects it with nbgrader, as the teacher's page says.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sourceOf } from "../browser/helpers/notebook";
import { type Assignment, Course } from "./tools/course";
import { Teacher } from "./tools/teacher";

describe("nbgrader", () => {
  let teacher: Teacher;
  let assignment: Assignment;
  before(async () => {
    teacher = await Teacher.start();
    assignment = await (await Course.start(teacher)).assign("04-too-large");
  });
  after(() => teacher.leave());

  test("a released assignment has the lesson's exercises to start from, and not a line of a solution", () => {
    const { exercises, released } = assignment;
    const text = released.cells.map(sourceOf).join("\n");
    assert.equal(exercises.length, 2);
    for (const { cell, check, solution } of exercises) {
      const handed = released.cells.find(({ id }) => id === cell.id);
      assert.equal(handed && sourceOf(handed), sourceOf(cell));
      assert.ok(released.cells.some(({ id, metadata }) => id === check.id && "nbgrader" in metadata));
      const given = sourceOf(cell).split("\n");
      for (const line of solution.split("\n").filter((one) => one.length > 10 && !given.includes(one)))
        assert.ok(!text.includes(line), line);
    }
    assert.doesNotMatch(text, /Solution|YOUR CODE HERE|NotImplementedError/);
    assert.ok(released.cells.every(({ metadata }) => !("wrongAnswers" in metadata)));
  });

  test("a right answer is worth its point, one that ends the kernel costs its own, and the feedback says why", async (t) => {
    const [first, second] = assignment.exercises;
    const wrong = second?.wrongAnswers[0];
    await assignment.submit("ada", [
      `${first?.solution}\nconst check = (() => undefined) as any;`,
      wrong?.code,
    ]);
    await assignment.submit("bob", ["process.exit();", second?.solution]);
    const started = performance.now();
    assert.deepEqual(await assignment.grade(), { ada: [1, 2], bob: [1, 2] });
    t.diagnostic(`grading two students took ${((performance.now() - started) / 1000).toFixed(0)} s`);
    assert.ok((await assignment.feedback("ada")).includes(wrong?.says ?? "no wrong answer"));
    const bobs = await assignment.feedback("bob");
    assert.match(bobs, /Your answer ended the program before it could be checked/);
    assert.match(bobs, /Four hundred inputs: passed|<strong>Four hundred inputs:/);
  });
});
