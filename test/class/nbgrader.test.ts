// A teacher hands a lesson out and collects it with nbgrader, as the teacher's page says.
import assert from "node:assert/strict";
import { appendFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type Notebook, readNotebook, sourceOf } from "../browser/helpers/notebook";
import { REPOSITORY } from "../browser/helpers/repository";
import { type Exercise, exercisesOf } from "../notebooks/tools/exercises";
import { Teacher, kit } from "./tools/teacher";

const LESSON = "07-the-constants-in-your-framework";
const FILE = `${LESSON}.ipynb`;

/** Prints each student's points as JSON. */
const SCORES = `
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    graded = book.assignment_submissions("${LESSON}")
    print(json.dumps({one.student.id: [one.score, one.max_score] for one in graded}))
`;

describe("nbgrader", () => {
  let teacher: Teacher;
  let course: string;
  let exercises: Exercise[];
  before(async () => {
    teacher = await Teacher.start();
    course = path.join(teacher.home, "course");
    exercises = exercisesOf(await readNotebook(path.join(REPOSITORY, "notebooks", FILE)));
    await teacher.does(kit("register"));
    await teacher.does(kit("handout", "--nbgrader", course));
    await teacher.does(["nbgrader", "generate_assignment", LESSON], course);
  });
  after(() => teacher.leave());

  /** What students get. */
  const released = () => readNotebook(path.join(course, "release", LESSON, FILE));

  /** Hands in the assignment with these answers, in the order of the exercises; undefined leaves one as it was. */
  async function submit(student: string, answers: readonly (string | undefined)[]): Promise<void> {
    const assignment = await released();
    const cells = assignment.cells.map((cell) => {
      const answer = answers[exercises.findIndex((exercise) => exercise.cell.id === cell.id)];
      return answer === undefined ? cell : { ...cell, source: answer };
    });
    const folder = path.join(course, "submitted", student, LESSON);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, FILE), JSON.stringify({ ...assignment, cells }));
  }

  test("a released assignment has the lesson's exercises to start from, and not a line of a solution", async () => {
    const { cells }: Notebook = await released();
    const text = cells.map(sourceOf).join("\n");
    assert.equal(exercises.length, 3);
    for (const { cell, check, solution } of exercises) {
      const handed = cells.find(({ id }) => id === cell.id);
      assert.equal(handed && sourceOf(handed), sourceOf(cell));
      assert.ok(cells.some(({ id, metadata }) => id === check.id && "nbgrader" in metadata));
      const given = sourceOf(cell).split("\n");
      for (const line of solution.split("\n").filter((one) => one.length > 10 && !given.includes(one)))
        assert.ok(!text.includes(line), line);
    }
    assert.doesNotMatch(text, /Solution|YOUR CODE HERE|NotImplementedError/);
    assert.ok(cells.every(({ metadata }) => !("wrongAnswers" in metadata)));
  });

  test("each right answer is worth its point, and the feedback says what the others lack", async (t) => {
    const [first, second] = exercises;
    const wrong = second?.wrongAnswers[0];
    await submit(
      "ada",
      exercises.map(({ solution }) => solution),
    );
    // The second answer is wrong, and the third does not come to an end.
    await submit("bob", [first?.solution, wrong?.code, "for (;;);"]);
    // One who passes off a check of their own, and one who turns the grading off.
    const cheats = [
      "const check = (() => undefined) as any;",
      "delete process.env.BREAKING_SYMMETRY_GRADING;",
    ];
    await submit(
      "eve",
      exercises.map(({ cell }, place) => `${sourceOf(cell)}\n${cheats[place % 2]!}`),
    );
    // A teacher's own lines have the last word.
    await appendFile(path.join(course, "nbgrader_config.py"), "c.ExecutePreprocessor.timeout = 20\n");

    const started = performance.now();
    await teacher.does(["nbgrader", "autograde", LESSON], course);
    t.diagnostic(`grading three students took ${((performance.now() - started) / 1000).toFixed(0)} s`);
    await teacher.does(["nbgrader", "generate_feedback", LESSON], course);

    const scores: unknown = JSON.parse(await teacher.does(["python", "-c", SCORES], course));
    assert.deepEqual(scores, { ada: [3, 3], bob: [1, 3], eve: [0, 3] });
    const feedback = async (student: string) =>
      readFile(path.join(course, "feedback", student, LESSON, `${LESSON}.html`), "utf8");
    assert.ok((await feedback("bob")).includes(wrong?.says ?? "no wrong answer"));
    assert.ok(!(await feedback("ada")).includes("not yet"));
    assert.deepEqual((await readdir(path.join(course, "autograded"))).sort(), ["ada", "bob", "eve"]);
  });
});
