// Grading a class: every lesson's solutions earn all points, and no answer can give itself one.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { Course } from "../class/tools/course";
import { Teacher } from "../class/tools/teacher";
import { lessons } from "../notebooks/tools/lessons";

/** What an answer's cell may try, below an answer that is wrong. */
const cheats = {
  "a check of its own": "const check = (() => undefined) as any;",
  "no grading": "delete process.env.BREAKING_SYMMETRY_GRADING;",
  "a library of its own": "const standardDeviation = (() => 1 / Math.sqrt(768)) as any;",
  "another library":
    'for (const [file, module] of Object.entries(require.cache)) if (file.includes("exercise")) ' +
    "try { module!.exports.check = () => undefined; } catch {}",
  "no library": "for (const file of Object.keys(require.cache)) try { delete require.cache[file]; } catch {}",
  "lists that find nothing": "try { (Array.prototype as any).find = () => undefined; } catch {}",
  "numbers of its own": "try { (globalThis as any).Math = { ...Math, abs: () => 0 }; } catch {}",
  "an early end": "process.exit();",
  "a late end": "setTimeout(() => process.exit(), 200);",
  "no end": "for (;;);",
};

describe("grading", { concurrency: 2 }, () => {
  let teacher: Teacher;
  let course: Course;
  before(async () => {
    teacher = await Teacher.start();
    course = await Course.start(teacher);
  });
  after(() => teacher.leave());

  for (const lesson of lessons().map((file) => path.basename(file, ".ipynb"))) {
    if (lesson.startsWith("examine")) continue;
    test(`the solutions of ${lesson} earn all points`, async () => {
      const assignment = await course.assign(lesson);
      const { exercises } = assignment;
      await assignment.submit(
        "ada",
        exercises.map(({ solution }) => solution),
      );
      assert.deepEqual(await assignment.grade(), { ada: [exercises.length, exercises.length] });
    });
  }

  test("no answer can switch its check off, and each costs its own exercise only", async () => {
    const assignment = await course.assign("07-the-constants-in-your-framework");
    const [, second, third] = assignment.exercises;
    const wrong = "const answer1 = 1 / 256;";
    for (const [name, cheat] of Object.entries(cheats))
      await assignment.submit(name, [`${wrong}\n${cheat}`, second?.solution, third?.solution]);
    const points = await assignment.grade();
    for (const name of Object.keys(cheats)) assert.deepEqual(points[name], [2, 3], name);
  });
});
