// @ts-check
// npm run handout: writes the lessons into handout/ as a teacher hands them out, without solutions and outputs.
// npm run handout -- FOLDER: the same into another folder.
// npm run handout -- --hub: the same for JupyterHub, with all that it needs of the kit set up.
// npm run handout -- --nbgrader COURSE: the same as a course of nbgrader's, with a point for each exercise.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { command } from "./setup/command.mjs";
import { here } from "./setup/process.mjs";

/** @typedef {{ id: string, cell_type: string, source: string | string[], metadata: { tags?: string[], wrongAnswers?: unknown, nbgrader?: object }, outputs?: unknown[] }} Cell */
/** @typedef {(lesson: string, cells: Cell[]) => { folder: string, cells: Cell[] }} Form - where a lesson goes, and how */

command(async () => {
  const { values, positionals } = parseArgs({
    options: { nbgrader: { type: "string" }, hub: { type: "boolean" } },
    allowPositionals: true,
  });
  if (values.nbgrader !== undefined) handOutToGrade(values.nbgrader);
  else if (values.hub) await handOutByHub();
  else handOut(positionals[0]);
});

/** @param {string} [named] - a folder that somebody named may hold more than lessons: nothing in it is removed */
function handOut(named) {
  const { root } = here();
  const folder = resolve(root, named ?? "handout");
  if (named === undefined) rmSync(folder, { recursive: true, force: true });
  writeLessons(folder, (_, cells) => ({ folder, cells }));
}

async function handOutByHub() {
  const { setUp } = await import("./setup/setup.mjs");
  const { root, env, progress } = here();
  // The hub looks for kernel and renderer in the kit's own environment.
  await setUp({ surroundings: { ...here(), env: { ...env, JUPYTER: undefined } } });
  handOut();
  const config = join(root, "jupyter", "class", "jupyterhub_config.py");
  progress.say(`The last line of your hub's configuration:\n  load_subconfig(${JSON.stringify(config)})`);
}

/** @param {string} named - the course's folder */
function handOutToGrade(named) {
  const { root, progress } = here();
  const course = resolve(root, named);
  writeLessons(join(course, "source"), (lesson, cells) => ({
    folder: join(course, "source", lesson),
    cells: cells.map(forGrader),
  }));
  const own = join(course, "nbgrader_config.py");
  const config = join(root, "jupyter", "class", "nbgrader_config.py");
  const line = `load_subconfig(${JSON.stringify(config)})`;
  // A configuration that the course has already stays as it is.
  const present = existsSync(own) ? readFileSync(own, "utf8") : undefined;
  if (present === undefined) writeFileSync(own, `c = get_config()\n${line}\n`);
  else if (!present.includes(line)) progress.say(`Add this line to ${own}:\n  ${line}`);
}

/** @param {string} folder - to name in the end @param {Form} form */
function writeLessons(folder, form) {
  const { root, progress } = here();
  const notebooks = join(root, "notebooks");
  const names = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
  for (const name of names) {
    /** @type {unknown} */
    const read = JSON.parse(readFileSync(join(notebooks, name), "utf8"));
    const notebook = /** @type {{ cells: Cell[] }} */ (read);
    const handed = notebook.cells
      .filter(({ metadata }) => !metadata.tags?.includes("solution"))
      .map(forStudents);
    const { folder: place, cells } = form(name.replace(".ipynb", ""), handed);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, name), `${JSON.stringify({ ...notebook, cells }, undefined, 1)}\n`);
  }
  progress.say(`${names.length} lessons without solutions are in ${folder}`);
}

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
