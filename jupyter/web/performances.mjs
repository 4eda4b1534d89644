// @ts-check
// Runs the lessons for the site's pages, which show from the start what each cell shows when it is run.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { filesUnder, hashOf } from "../setup/files.mjs";
import { root } from "./build.mjs";
import { joined } from "./lessons.mjs";

/**
 * @typedef {import("./lessons.mjs").Lesson} Lesson
 * @typedef {Record<string, unknown>} Json
 */

/**
 * What a cell shows, one after another. Controls and planes to draw points in come as the page reads them.
 * @typedef {{ kind: "figure", figure: Json, words: string }
 *   | { kind: "controls", controls: Json[] }
 *   | { kind: "points", plane: object }
 *   | { kind: "html", html: string }
 *   | { kind: "markdown", markdown: string }
 *   | { kind: "text", text: string }
 *   | { kind: "error", text: string }} Display
 */

/** What the cells of a lesson show, by their ids. @typedef {Record<string, Display[]>} Performance */

/** @typedef {{ data?: Record<string, unknown>, text?: string, traceback?: string[] }} Output */

const FOLDER = path.join(root, "node_modules/.cache/breaking-symmetry/performances");
const KIT = "application/vnd.breaking-symmetry";

/**
 * Runs all lessons, those anew that are not known as they are now.
 *
 * @param {readonly Lesson[]} lessons
 * @returns {Promise<Map<string, Performance>>} by the names of the lessons' files
 */
export async function performancesOf(lessons) {
  await mkdir(FOLDER, { recursive: true });
  // What cells show depends on the library and on themselves; the kernel has tests of its own.
  const library = filesUnder(path.join(root, "lib/dist")).filter((name) => name.endsWith(".js"));
  const environment = hashOf(root, library);
  /** @type {Map<string, Performance>} */
  const performances = new Map(lessons.map(({ file }) => [file, {}]));
  const waiting = [...lessons];
  const performNext = async () => {
    for (let lesson = waiting.shift(); lesson; lesson = waiting.shift())
      performances.set(lesson.file, await performanceOf(lesson, environment));
  };
  await Promise.all([performNext(), performNext()]);
  return performances;
}

/** @param {Lesson} lesson @param {string} environment @returns {Promise<Performance>} */
async function performanceOf({ file, cells }, environment) {
  const codes = cells.filter(({ cell_type: type }) => type === "code");
  const sources = codes.map(({ id, source }) => [id, joined(source)]);
  const key = createHash("sha256")
    .update(JSON.stringify([environment, sources]))
    .digest("hex");
  const kept = path.join(FOLDER, `${key}.json`);
  const text = await readFile(kept, "utf8").catch(() => perform(file, kept));
  /** @type {unknown} */
  const outputs = JSON.parse(text);
  return Object.fromEntries(
    Object.entries(/** @type {Record<string, Output[]>} */ (outputs)).map(([id, shown]) => [
      id,
      shown.map(displayOf),
    ]),
  );
}

/** Runs a lesson in a process of its own. @param {string} file @param {string} target */
async function perform(file, target) {
  const unfinished = `${target}.${process.pid}`;
  const program = path.join(root, "jupyter/kernel/dist/perform.js");
  const notebook = path.join(root, "notebooks", `${file}.ipynb`);
  await promisify(execFile)(process.execPath, [program, notebook, unfinished]);
  await rename(unfinished, target);
  return readFile(target, "utf8");
}

/** @param {Output} output @returns {Display} */
function displayOf({ data = {}, text = "", traceback }) {
  const {
    "text/plain": words = text,
    "text/html": html,
    "text/markdown": markdown,
  } = /** @type {Record<string, string | undefined>} */ (data);
  const figure = /** @type {Json | undefined} */ (data["application/vnd.plotly.v1+json"]);
  const controls = /** @type {{ controls: Json[] } | undefined} */ (data[`${KIT}.controls+json`]);
  const plane = /** @type {object | undefined} */ (data[`${KIT}.points+json`]);
  if (traceback) return { kind: "error", text: traceback.join("\n") };
  if (controls) return { kind: "controls", controls: controls.controls };
  if (plane !== undefined) return { kind: "points", plane };
  if (figure) return { kind: "figure", figure, words };
  if (html !== undefined) return { kind: "html", html };
  if (markdown !== undefined) return { kind: "markdown", markdown };
  return { kind: "text", text: words };
}
