import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { test } from "node:test";

const root = join(__dirname, "../../..");

interface Handed {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: string[];
    readonly metadata: {
      readonly tags?: string[];
      readonly wrongAnswers?: unknown;
      readonly nbgrader?: Readonly<Record<string, unknown>>;
    };
    readonly outputs?: readonly unknown[];
  }[];
}

test("what is handed out has every exercise and check, and no solution, output or collected answer", () => {
  const folder = mkdtempSync(join(tmpdir(), "breaking-symmetry-handout-"));
  try {
    execFileSync(process.execPath, [join(root, "jupyter/handout.mjs"), relative(root, folder)], {
      cwd: root,
    });
    const names = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));
    assert.deepEqual(readdirSync(folder).sort(), names.sort());
    for (const name of names) {
      const read = (from: string) => (JSON.parse(readFileSync(join(from, name), "utf8")) as Handed).cells;
      const [own, handed] = [read(join(root, "notebooks")), read(folder)];
      const tagged = (cells: Handed["cells"], tag: string) =>
        cells.filter(({ metadata }) => metadata.tags?.includes(tag)).length;
      for (const tag of ["exercise", "check", "facts"])
        assert.equal(tagged(handed, tag), tagged(own, tag), name);
      assert.equal(tagged(handed, "solution"), 0);
      assert.ok(tagged(own, "solution") === tagged(own, "exercise"));
      assert.ok(
        handed.every(({ outputs = [], metadata }) => outputs.length === 0 && !("wrongAnswers" in metadata)),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("as a course of nbgrader's, each exercise has an answer to write and a locked check that is worth a point", () => {
  const folder = mkdtempSync(join(tmpdir(), "breaking-symmetry-course-"));
  try {
    const course = ["--nbgrader", relative(root, folder)];
    execFileSync(process.execPath, [join(root, "jupyter/handout.mjs"), ...course], { cwd: root });
    assert.match(readFileSync(join(folder, "nbgrader_config.py"), "utf8"), /BREAKING_SYMMETRY_GRADING/);
    const lessons = readdirSync(join(folder, "source"));
    assert.ok(lessons.length > 10);
    for (const lesson of lessons) {
      const file = join(folder, "source", lesson, `${lesson}.ipynb`);
      const { cells } = JSON.parse(readFileSync(file, "utf8")) as Handed;
      for (const { metadata } of cells) {
        const { tags = [], nbgrader = {} } = metadata;
        const { solution = false, grade = false, locked = false, points = 0 } = nbgrader;
        const isCheck = tags.includes("check");
        assert.deepEqual(
          [solution, grade, locked, points],
          [tags.includes("exercise"), isCheck, isCheck, isCheck ? 1 : 0],
        );
      }
      const ids = cells.flatMap(({ metadata }) => (metadata.nbgrader ? [metadata.nbgrader.grade_id] : []));
      assert.equal(new Set(ids).size, ids.length);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
