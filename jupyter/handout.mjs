// @ts-check
// npm run handout: writes the lessons into handout/ as a teacher hands them out, without solutions and outputs.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { command } from "./setup/command.mjs";
import { here } from "./setup/surroundings.mjs";

/** @typedef {{ cell_type: string, metadata: { tags?: string[], wrongAnswers?: unknown }, outputs?: unknown[] }} Cell */

command(() => {
  const { root } = here();
  const [notebooks, folder] = [join(root, "notebooks"), join(root, process.argv[2] ?? "handout")];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
  for (const name of names) {
    /** @type {unknown} */
    const read = JSON.parse(readFileSync(join(notebooks, name), "utf8"));
    const notebook = /** @type {{ cells: Cell[] }} */ (read);
    const cells = notebook.cells
      .filter(({ metadata }) => !metadata.tags?.includes("solution"))
      .map(forStudents);
    writeFileSync(join(folder, name), `${JSON.stringify({ ...notebook, cells }, undefined, 1)}\n`);
  }
  process.stdout.write(`${names.length} lessons without solutions are in ${folder}\n`);
  return Promise.resolve();
});

/** A cell without what it showed, and without the answers that the tests try. @param {Cell} cell */
function forStudents(cell) {
  const metadata = { ...cell.metadata };
  delete metadata.wrongAnswers;
  return { ...cell, metadata, ...(cell.outputs && { outputs: [] }) };
}
