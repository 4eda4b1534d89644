// @ts-check
// npm run handout: writes the lessons into handout/ as a teacher hands them out, without solutions and outputs.
// npm run handout -- --nbgrader COURSE: the same as a course of nbgrader's, with a point for each exercise.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { command } from "./setup/command.mjs";
import { here } from "./setup/surroundings.mjs";

/** @typedef {{ id: string, cell_type: string, metadata: { tags?: string[], wrongAnswers?: unknown, nbgrader?: object }, outputs?: unknown[] }} Cell */

command(() => {
  const { root } = here();
  const { values, positionals } = parseArgs({
    options: { nbgrader: { type: "string" } },
    allowPositionals: true,
  });
  const folder = join(root, values.nbgrader ?? positionals[0] ?? "handout");
  const source = values.nbgrader === undefined ? folder : join(folder, "source");
  rmSync(source, { recursive: true, force: true });
  const notebooks = join(root, "notebooks");
  const names = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
  for (const name of names) {
    const lesson = name.replace(".ipynb", "");
    /** @type {unknown} */
    const read = JSON.parse(readFileSync(join(notebooks, name), "utf8"));
    const notebook = /** @type {{ cells: Cell[] }} */ (read);
    const cells = notebook.cells
      .filter(({ metadata }) => !metadata.tags?.includes("solution"))
      .map(forStudents)
      .map((cell) => (values.nbgrader === undefined ? cell : forGrader(cell)));
    const place = values.nbgrader === undefined ? source : join(source, lesson);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, name), `${JSON.stringify({ ...notebook, cells }, undefined, 1)}\n`);
  }
  if (values.nbgrader !== undefined)
    copyFileSync(join(root, "jupyter/class/nbgrader_config.py"), join(folder, "nbgrader_config.py"));
  process.stdout.write(`${names.length} lessons without solutions are in ${source}\n`);
  return Promise.resolve();
});

/** A cell without what it showed, and without the answers that the tests try. @param {Cell} cell */
function forStudents(cell) {
  const metadata = { ...cell.metadata };
  delete metadata.wrongAnswers;
  return { ...cell, metadata, ...(cell.outputs && { outputs: [] }) };
}

/** A cell with what nbgrader calls its role: an exercise's answer, or the check that is worth a point. @param {Cell} cell */
function forGrader(cell) {
  const isAnswer = cell.metadata.tags?.includes("exercise") ?? false;
  const isCheck = cell.metadata.tags?.includes("check") ?? false;
  if (!isAnswer && !isCheck) return cell;
  const nbgrader = {
    schema_version: 3,
    grade_id: cell.id,
    solution: isAnswer,
    grade: isCheck,
    locked: isCheck,
    task: false,
    ...(isCheck && { points: 1 }),
  };
  return { ...cell, metadata: { ...cell.metadata, nbgrader } };
}
