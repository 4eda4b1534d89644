// @ts-check
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exists, readJson, stamp } from "./files.mjs";

/**
 * Where a reader works. The lessons as they are committed show what each cell prints, for visitors who run nothing: to
 * someone who is asked to predict it, that would give every answer away. So readers get copies without outputs, which
 * git does not see.
 */
const FOLDER = "my-notebooks";

/** @typedef {{ cells: { cell_type: string, source: string | string[], outputs?: unknown[], execution_count?: number | null }[] }} Notebook */

/**
 * Makes the copies that are missing, and brings those up to date in which nothing was changed. A changed copy is kept,
 * and the newer lesson is put beside it.
 *
 * @param {string} root - the project's folder
 * @param {(line: string) => void} say
 * @returns {string | undefined} the first copy, below the root; undefined if there are no lessons
 */
export function makeLearningCopies(root, say) {
  const names = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));
  const [first] = names.sort();
  if (first === undefined) return undefined;
  mkdirSync(join(root, FOLDER), { recursive: true });
  const record = join(root, FOLDER, ".copied.json");
  const copied = /** @type {Record<string, string>} */ (readJson(record) ?? {});
  for (const name of names) {
    /** @type {Notebook | undefined} */
    const committed = readJson(join(root, "notebooks", name));
    if (!committed) continue;
    const lesson = withoutOutputs(committed);
    const hash = hashOfCells(lesson);
    const path = join(root, FOLDER, name);
    if (exists(path) && copied[name] === hash) continue;
    const touched = isTouched(path, [hash, copied[name]]);
    write(touched ? path.replace(/\.ipynb$/, " (newer).ipynb") : path, lesson);
    if (touched)
      say(`Your ${name} is as you left it; the newer lesson is beside it, with “(newer)” in its name.`);
    copied[name] = hash;
  }
  stamp(record, copied);
  return `${FOLDER}/${first}`;
}

/** At one stroke, so that who is interrupted leaves no half of a lesson. @param {string} path @param {Notebook} lesson */
function write(path, lesson) {
  writeFileSync(`${path}.part`, `${JSON.stringify(lesson, null, 1)}\n`);
  renameSync(`${path}.part`, path);
}

/** @param {Notebook} notebook @returns {Notebook} */
function withoutOutputs(notebook) {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return { ...notebook, cells };
}

/** A hash of what a person writes into a notebook. @param {Notebook} notebook */
function hashOfCells({ cells }) {
  const written = cells.map(({ cell_type: type, source }) => [type, [source].flat().join("")]);
  return createHash("sha256").update(JSON.stringify(written)).digest("hex");
}

/**
 * Whether a copy holds a reader's work.
 *
 * @param {string} path
 * @param {readonly (string | undefined)[]} made - hashes of the copies that we make
 */
function isTouched(path, made) {
  if (!exists(path)) return false;
  /** @type {Notebook | undefined} */
  const copy = readJson(path);
  // What cannot be read is a person's to look at.
  return copy === undefined || !made.includes(hashOfCells(copy));
}
