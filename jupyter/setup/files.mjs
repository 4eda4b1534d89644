// @ts-check
import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Folders that hold what tools made, not what people wrote; in `cache` is what kernels keep beside themselves. */
const made = new Set(["dist", "node_modules", ".ipynb_checkpoints", "cache"]);

/**
 * Lists the files under a path (the path itself, if it is a file), sorted; what tools made is left out.
 *
 * @param {string} path
 * @returns {string[]}
 */
export function filesUnder(path) {
  if (!exists(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names.filter((name) => !made.has(name)).flatMap((name) => filesUnder(join(path, name)));
}

/**
 * Hashes names and contents of files, so that a stamp can tell whether anything changed.
 *
 * @param {string} root - names are taken relative to it
 * @param {readonly string[]} paths - files and folders
 */
export function hashOf(root, paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesUnder)) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} path */
export function exists(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** When a file was written last, in milliseconds; 0 if it does not exist. @param {string} path */
export function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * Tells whether a stamp says exactly this. A stamp is written as the last act of a piece of work and removed as the
 * first, so that work which was interrupted is never taken for done.
 *
 * @param {string} file @param {object} state
 */
export function isStamped(file, state) {
  return readText(file) === JSON.stringify(state);
}

/** @param {string} file @param {object} state */
export function stamp(file, state) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(state));
}

/** Whether files can be written into a folder, or it can be made. @param {string} folder @returns {boolean} */
export function canWriteIn(folder) {
  try {
    if (!exists(folder)) return canWriteIn(dirname(folder));
    accessSync(folder, constants.W_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/** @param {string} path - a file or a folder, which need not exist */
export function remove(path) {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

/** The text of a file; empty if it cannot be read. @param {string} file */
export function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * Reads a JSON file that should be of type `T`.
 *
 * @template T
 * @param {string} file
 * @returns {T | undefined} its content; undefined if it is missing or damaged
 */
export function readJson(file) {
  try {
    /** @type {unknown} */
    const content = JSON.parse(readText(file));
    return /** @type {T} */ (content);
  } catch {
    return undefined;
  }
}
