// @ts-check
// npm run handout: writes the lessons into handout/ as a teacher hands them out, without solutions and outputs.
// npm run handout -- --nbgrader COURSE: the same as a course of nbgrader's, with a point for each exercise.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { command } from "./setup/command.mjs";
import { here } from "./setup/surroundings.mjs";

/** @typedef {{ id: string, cell_type: string, metadata: { tags?: string[], wrongAnswers?: unknown, nbgrader?: object }, outputs?: unknown[] }} Cell */

command(() => {
  const { root, progress } = here();
  const { values, positionals } = parseArgs({
    options: { nbgrader: { type: "string" } },
    allowPositionals: true,
  });
  const course = values.nbgrader;
  const named = course ?? positionals[0];
  const folder = resolve(root, named ?? "handout");
  // A folder that somebody named may hold more than lessons: nothing in it is removed.
  if (named === undefined) rmSync(folder, { recursive: true, force: true });
  const source = course === undefined ? folder : join(folder, "source");
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
      .map((cell) => (course === undefined ? cell : forGrader(cell)));
    const place = course === undefined ? source : join(source, lesson);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, name), `${JSON.stringify({ ...notebook, cells }, undefined, 1)}\n`);
  }
  progress.say(`${names.length} lessons without solutions are in ${source}`);
  if (course !== undefined) configureGrader(folder, join(root, "jupyter", "class", "nbgrader_config.py"));
  return Promise.resolve();

  /**
   * Makes nbgrader read what it needs to know of the lessons. A configuration that the course has already stays as it is.
   *
   * @param {string} place - the course's folder
   * @param {string} config
   */
  function configureGrader(place, config) {
    const own = join(place, "nbgrader_config.py");
    const line = `load_subconfig(${JSON.stringify(config)})`;
    const present = existsSync(own) ? readFileSync(own, "utf8") : undefined;
    if (present?.includes(line)) return;
    if (present === undefined) writeFileSync(own, `c = get_config()\n${line}\n`);
    else progress.say(`Add this line to ${own}:\n  ${line}`);
  }
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
