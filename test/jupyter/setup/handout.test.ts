import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

test("what a folder holds already stays: other files, other assignments, and the course's own configuration", () => {
  const folder = mkdtempSync(join(tmpdir(), "breaking-symmetry-course-"));
  const handOut = (...args: string[]) =>
    execFileSync(process.execPath, [join(root, "jupyter/handout.mjs"), ...args], {
      cwd: root,
      encoding: "utf8",
    });
  try {
    writeFileSync(join(folder, "grades.txt"), "mine");
    handOut(folder);
    assert.equal(readFileSync(join(folder, "grades.txt"), "utf8"), "mine");

    const [course, own] = [join(folder, "course"), join(folder, "course/source/own/own.ipynb")];
    mkdirSync(join(own, ".."), { recursive: true });
    writeFileSync(own, "mine");
    assert.doesNotMatch(handOut("--nbgrader", course), /Add this line/);
    assert.equal(readFileSync(own, "utf8"), "mine");
    const config = join(course, "nbgrader_config.py");
    const made = readFileSync(config, "utf8");
    assert.match(made, /load_subconfig\(".*nbgrader_config\.py"\)/);
    assert.doesNotMatch(handOut("--nbgrader", course), /Add this line/);

    writeFileSync(config, "c = get_config()\n");
    const line = /Add this line to .*\n {2}(.*)\n/.exec(handOut("--nbgrader", course))?.[1];
    assert.equal(readFileSync(config, "utf8"), "c = get_config()\n");
    assert.ok(made.includes(line ?? "no line"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
