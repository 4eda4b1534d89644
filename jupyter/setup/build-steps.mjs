// @ts-check
// What is built from the project's own sources: the library and the kernel by TypeScript, the renderer by esbuild.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exists, hashOf, isStamped, remove, stamp } from "./files.mjs";
import { Problem, explain } from "./problem.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

/**
 * @typedef {object} Product
 * @property {string} title
 * @property {readonly string[]} sources - files and folders
 * @property {readonly string[]} results - files without which it is not built; the stamp lies beside the first
 * @property {(surroundings: Surroundings) => Promise<void>} make
 */

/** The projects that `tsc -b` builds. */
export const projects = ["lib", "jupyter/kernel"];

/** @type {Product} */
const programs = {
  title: "Build the library and the kernel",
  sources: ["lib", "jupyter/kernel", "tsconfig.json", "package-lock.json"],
  results: ["lib/dist/index.js", "jupyter/kernel/dist/main.js"],
  make: compile,
};

/** @type {Product} */
export const renderer = {
  title: "Build the figure renderer",
  sources: ["jupyter/renderer", "package.json", "package-lock.json"],
  results: ["jupyter/renderer/dist/package.json", "jupyter/template/dist"],
  make: buildRenderer,
};

/** All that is built. */
const everything = [programs, renderer];

/**
 * Builds what has changed since it was built last.
 *
 * @param {Surroundings} surroundings
 * @param {object} [options]
 * @param {readonly Product[]} [options.products] - all, if left out
 * @param {boolean} [options.force] - builds them whether they have changed or not
 * @throws {Problem} with the compiler's messages
 */
export async function build(surroundings, { products = everything, force = false } = {}) {
  for (const product of products) {
    if (force || !isBuilt(surroundings.root, product)) await makeProduct(surroundings, product);
  }
}

/**
 * Builds what has changed, for who wants to run notebooks: as long as there is something to run, an error in the sources
 * is told but does not stand in the way. The compiler that watches them goes on telling it.
 *
 * @param {Surroundings} surroundings
 */
export async function buildIfPossible(surroundings) {
  for (const product of everything) {
    try {
      await build(surroundings, { products: [product] });
    } catch (error) {
      if (!hasResults(surroundings.root, product)) throw error;
      surroundings.progress.say(`${explain(error)}\n`);
    }
  }
}

/** @param {string} root @param {Product} product */
function isBuilt(root, product) {
  const { sources, results } = product;
  return hasResults(root, product) && isStamped(stampFile(root, results), wantedState(root, sources));
}

/** @param {string} root @param {Product} product */
function hasResults(root, { results }) {
  return results.every((result) => exists(join(root, result)));
}

/** @param {Surroundings} surroundings @param {Product} product */
async function makeProduct(surroundings, { title, sources, results, make }) {
  const { root, progress } = surroundings;
  // Taken before the build: what is edited while it runs is built again the next time.
  const state = wantedState(root, sources);
  await progress.step(title, async () => {
    remove(stampFile(root, results));
    await make(surroundings);
  });
  stamp(stampFile(root, results), state);
}

/** @param {string} root @param {readonly string[]} sources */
function wantedState(root, sources) {
  const paths = sources.map((source) => join(root, source));
  return { sources: hashOf(root, paths) };
}

/** @param {string} root @param {readonly string[]} results */
const stampFile = (root, [first = ""]) => join(root, `${first}.built.json`);

/** @param {Surroundings} surroundings */
async function compile({ root, env, node, run }) {
  const { code, output } = await run(node, [compiler(root), "-b", ...projects], { cwd: root, env });
  if (code === 0) return;
  throw new Problem(
    "The project's TypeScript does not compile.",
    "Mend what the compiler says:",
    output.trim(),
  );
}

/**
 * The project's own compiler; node_modules/.bin/tsc may be the older one that tslab brings.
 *
 * @param {string} root
 */
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
  /** @type {unknown} */
  const loaded = await import(script);
  await /** @type {typeof import("../renderer/build.mjs")} */ (loaded).buildRenderer();
}
