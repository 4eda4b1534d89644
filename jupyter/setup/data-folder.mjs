// @ts-check
// What Jupyter needs to find, in the places under a Jupyter data folder where it looks for each.
import { cpSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exists, hashOf, isStamped, readJson, remove, stamp } from "./files.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

const kernelName = "breaking-symmetry";
const kernelFolder = join("kernels", kernelName);
const settingsFile = join("lab", "settings", "overrides.json");

/** Folders that are copied as they are: where each comes from, and where it goes. */
const copies = /** @type {const} */ ([
  { from: ["jupyter", "renderer", "dist"], to: ["labextensions", "breaking-symmetry-plotly"] },
  { from: ["jupyter", "template"], to: ["nbconvert", "templates", "breaking-symmetry"] },
]);

/** JupyterLab shall neither ask about news nor look for updates of itself: it works without a network. */
export const labSettings = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};

/**
 * What tells Jupyter how to start the kernel.
 *
 * @param {Pick<Surroundings, "root" | "node">} surroundings
 */
export function kernelSpec({ root, node }) {
  return {
    argv: [node, join(root, "jupyter", "kernel", "dist", "main.js"), "--config-path", "{connection_file}"],
    display_name: "TypeScript (Breaking Symmetry)",
    language: "typescript",
    // The kernel hears messages in a thread of their own, while a cell computes too; a signal can come too early to be heard.
    interrupt_mode: "message",
  };
}

/**
 * Puts kernel, renderer and export template into a Jupyter data folder.
 *
 * @param {Surroundings} surroundings
 * @param {string} dataFolder
 * @param {{ settings: boolean }} options - whether JupyterLab's settings go there too; not into a person's own folder
 * @returns {string[]} the folders and files that belong to the kit; empty if all were up to date
 */
export function installData(surroundings, dataFolder, { settings }) {
  const { root } = surroundings;
  const state = wantedState(surroundings, settings);
  const stampFile = join(dataFolder, kernelFolder, "installed.json");
  if (isStamped(stampFile, state)) return [];
  remove(stampFile);
  for (const { from, to } of copies) replace(join(root, ...from), join(dataFolder, ...to));
  if (settings) addSettings(join(dataFolder, settingsFile));
  writeKernel(surroundings, join(dataFolder, kernelFolder));
  stamp(stampFile, state);
  return [...ownFolders(dataFolder), ...(settings ? [join(dataFolder, settingsFile)] : [])];
}

/**
 * Takes away what `installData` put into a data folder without settings, and parents that are empty then.
 *
 * @param {string} dataFolder
 * @returns {string[]} what was removed
 */
export function removeData(dataFolder) {
  const present = ownFolders(dataFolder).filter(exists);
  for (const folder of present) {
    remove(folder);
    removeEmptyParents(folder, dataFolder);
  }
  return present;
}

/**
 * Finds out which copy of the project a data folder's kernel belongs to.
 *
 * @param {string} dataFolder
 * @returns {string | undefined} path of the kernel's program
 */
export function installedKernel(dataFolder) {
  /** @type {{ argv?: string[] } | undefined} */
  const spec = readJson(join(dataFolder, kernelFolder, "kernel.json"));
  return spec?.argv?.[1];
}

/** @param {string} dataFolder */
function ownFolders(dataFolder) {
  return [join(dataFolder, kernelFolder), ...copies.map(({ to }) => join(dataFolder, ...to))];
}

/** @param {Surroundings} surroundings @param {boolean} settings */
function wantedState(surroundings, settings) {
  const { root } = surroundings;
  const sources = copies.flatMap(({ from }) => contents(join(root, ...from)));
  return { kernel: kernelSpec(surroundings), files: hashOf(root, [...sources, logo(root)]), settings };
}

/** @param {string} folder @returns {string[]} its entries, even if the folder itself is one that a tool made */
function contents(folder) {
  return exists(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** @param {string} root */
const logo = (root) => join(root, "jupyter", "logo.svg");

/** @param {Surroundings} surroundings @param {string} folder */
function writeKernel(surroundings, folder) {
  mkdirSync(folder, { recursive: true });
  cpSync(logo(surroundings.root), join(folder, "logo-svg.svg"));
  writeFileSync(join(folder, "kernel.json"), `${JSON.stringify(kernelSpec(surroundings), null, 2)}\n`);
}

/** @param {string} from @param {string} to */
function replace(from, to) {
  remove(to);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}

/** Adds our settings to those that an environment may already have. @param {string} file */
function addSettings(file) {
  mkdirSync(dirname(file), { recursive: true });
  /** @type {object | undefined} */
  const present = readJson(file);
  writeFileSync(file, `${JSON.stringify({ ...present, ...labSettings }, null, 2)}\n`);
}

/** @param {string} path @param {string} top - is kept itself */
function removeEmptyParents(path, top) {
  for (
    let folder = dirname(path);
    folder !== top && contents(folder).length === 0;
    folder = dirname(folder)
  ) {
    rmdirSync(folder);
  }
}
