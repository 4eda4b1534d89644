// @ts-check
// What is built from the project's own sources: the library and the kernel by TypeScript, the renderer by esbuild.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { filesUnder, hashOf, readJson, remove, stamp } from "./files.mjs";
import { readLines, start } from "./process.mjs";
import { explain, toolFailure } from "./report.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

/**
 * @typedef {object} Product
 * @property {string} title
 * @property {string} name - of its stamp
 * @property {readonly string[]} sources - files and folders
 * @property {readonly string[]} results - folders
 * @property {(surroundings: Surroundings, options: { anew: boolean }) => Promise<void>} make - `anew`: trusts nothing
 *   that an earlier build has left
 */

/**
 * What a build was made from, and what it made, as hashes.
 * @typedef {{ sources?: string, results: string }} State
 */

/** The projects that `tsc -b` builds. */
export const projects = ["lib", "jupyter/kernel"];

/** @type {Product} */
const programs = {
  title: "Build the library and the kernel",
  name: "programs",
  sources: ["lib", "jupyter/kernel", "tsconfig.json", "package-lock.json"],
  results: ["lib/dist", "jupyter/kernel/dist"],
  make: compile,
};

/** @type {Product} */
export const renderer = {
  title: "Build the figure renderer",
  name: "renderer",
  sources: ["jupyter/renderer", "package.json", "package-lock.json"],
  results: ["jupyter/renderer/dist", "jupyter/template/dist"],
  make: buildRenderer,
};

const everything = [programs, renderer];

/**
 * Builds what has changed since it was built last, and what is no longer as it was built.
 *
 * @param {Surroundings} surroundings @param {object} [options]
 * @param {readonly Product[]} [options.products] - all, if left out
 * @param {boolean} [options.force] - builds them anew whether they have changed or not
 * @param {boolean} [options.lenient] - for who wants to run notebooks: as long as there is something to run, an error
 *   in the sources is told but does not stand in the way. The compiler that watches them goes on telling it.
 * @throws {import("./report.mjs").Problem} with the compiler's messages
 */
export async function build(surroundings, { products = everything, force = false, lenient = false } = {}) {
  const { root, progress } = surroundings;
  for (const product of products) {
    const file = join(root, "jupyter", "dist", "built", `${product.name}.json`);
    /** @type {State | undefined} */
    const before = readJson(file);
    // Taken before the build: what is edited while it runs is built again the next time.
    const sources = hashOf(root, pathsIn(root, product.sources));
    const intact = before?.results === resultsOf(root, product);
    if (!force && intact && before.sources === sources) continue;
    remove(file);
    try {
      await progress.step(product.title, () => product.make(surroundings, { anew: force || !intact }));
      stamp(file, { sources, results: resultsOf(root, product) });
    } catch (error) {
      if (!lenient || !hasResults(root, product)) throw error;
      progress.say(`${explain(error)}\n`);
      stamp(file, { results: resultsOf(root, product) });
    }
  }
}

/** @param {string} root @param {readonly string[]} names */
const pathsIn = (root, names) => names.map((name) => join(root, name));

/** @param {string} folder - what was built there, without the compiler's notes to itself */
const builtFiles = (folder) => filesUnder(folder).filter((file) => !file.endsWith(".tsbuildinfo"));

/** @param {string} root @param {Product} product */
const resultsOf = (root, { results }) => hashOf(root, pathsIn(root, results).flatMap(builtFiles));

/** @param {string} root @param {Product} product */
const hasResults = (root, { results }) =>
  pathsIn(root, results).every((folder) => builtFiles(folder).length > 0);

/** @param {Surroundings} surroundings @param {{ anew: boolean }} options */
async function compile({ root, env, node, run }, { anew }) {
  // By itself the compiler looks at its notes, not at what it has written.
  const args = [compiler(root), "-b", ...projects, ...(anew ? ["--force"] : [])];
  const outcome = await run(node, args, { cwd: root, env });
  if (outcome.code === 0) return;
  throw toolFailure("The project's TypeScript does not compile", outcome, "Mend what the compiler says.");
}

/** The project's own compiler. @param {string} root */
export function compiler(root) {
  return join(root, "node_modules", "typescript", "bin", "tsc");
}

/**
 * The renderer's own script needs the installed Node packages, so it is loaded only now.
 *
 * @param {Surroundings} surroundings
 */
async function buildRenderer({ root }) {
  const script = pathToFileURL(join(root, "jupyter", "renderer", "build.mjs")).href;
  try {
    /** @type {unknown} */
    const loaded = await import(script);
    await /** @type {typeof import("../renderer/build.mjs")} */ (loaded).buildRenderer();
  } catch (error) {
    // What the operating system refuses is put into words by itself.
    if (!(error instanceof Error) || "syscall" in error) throw error;
    throw toolFailure("The figure renderer cannot be built", { code: 1, output: error.message });
  }
}

/**
 * Checks the lessons' cells, so that their first readers need not wait for TypeScript. Readers who run cells meanwhile go first.
 *
 * @param {Surroundings} surroundings
 * @returns the process that does it
 */
export function learnLessons({ root, env, node }) {
  const learn = join(root, "jupyter", "kernel", "dist", "learn.js");
  return start(node, [learn, join(root, "notebooks")], { cwd: root, env });
}

/**
 * Keeps building TypeScript projects whenever a source changes, and tells how it went.
 *
 * @param {Surroundings} surroundings
 * @param {readonly string[]} folders - of the projects
 * @returns the compiler's process
 */
export function watch({ root, env, node, progress }, folders) {
  const args = [compiler(root), "-b", ...folders, "--watch", "--preserveWatchOutput", "--pretty", "false"];
  const child = start(node, args, { cwd: root, env });
  readLines(child, createReader(folders.join(" and "), progress.say));
  return child;
}

/**
 * Makes short reports of what the compiler writes while it watches: each error on a line that an editor can follow to
 * its place, and a word when all is well again. The first build is only mentioned if it fails.
 *
 * @param {string} what - what is being built
 * @param {(line: string) => void} say
 * @returns {(line: string) => void} takes the compiler's lines
 */
export function createReader(what, say) {
  /** @type {string[]} */
  let errors = [];
  let builds = 0;

  function report() {
    if (errors.length > 0)
      say(`\n✗ ${what} does not compile:\n${errors.map((error) => `    ${error}\n`).join("")}`);
    else if (builds > 0) say(`✓ ${what} is built: run the cell that imports it again`);
    builds++;
    errors = [];
  }

  return (line) => {
    const error = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line);
    if (error) errors.push(`${error[1]}:${error[2]}:${error[3]}  ${error[5]} (${error[4]})`);
    else if (/^error TS\d+: /.test(line)) errors.push(line);
    else if (/^\s+\S/.test(line) && errors.length > 0) errors.push(line);
    else if (/ Found \d+ errors?\. /.test(line)) report();
  };
}
