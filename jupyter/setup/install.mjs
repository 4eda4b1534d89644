// @ts-check
// Puts what Jupyter needs to find into the places under a Jupyter data folder where it looks for each.
import { cpSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exists, hashOf, readJson, readText, remove } from "./files.mjs";
import { kernelIsThere, kernels, writeKernel } from "./kernels.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

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
 * Puts kernel, renderer and export template into a Jupyter data folder.
 *
 * @param {Surroundings} surroundings @param {string} dataFolder
 * @param {{ settings: boolean }} options - whether JupyterLab's settings go there too; not into a person's own folder
 * @returns {string[]} the folders and files that belong to the kit; empty if all were up to date
 */
export function installData(surroundings, dataFolder, { settings }) {
  if (isInstalled(surroundings, dataFolder, settings)) return [];
  for (const { from, to } of copies) replace(join(surroundings.root, ...from), join(dataFolder, ...to));
  if (settings) addSettings(join(dataFolder, settingsFile));
  for (const kernel of kernels) writeKernel(surroundings, dataFolder, kernel);
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

/** @param {string} dataFolder */
function ownFolders(dataFolder) {
  const folders = [...kernels.map(({ folder }) => folder), ...copies.map(({ to }) => join(...to))];
  return folders.map((folder) => join(dataFolder, folder));
}

/**
 * Compares every file: what was damaged, or cut off in the middle, is not taken for installed.
 *
 * @param {Surroundings} surroundings @param {string} dataFolder @param {boolean} settings
 */
function isInstalled(surroundings, dataFolder, settings) {
  const hashes = (/** @type {string} */ folder) => hashOf(folder, contents(folder));
  return (
    copies.every(
      ({ from, to }) => hashes(join(surroundings.root, ...from)) === hashes(join(dataFolder, ...to)),
    ) &&
    kernels.every((kernel) => kernelIsThere(surroundings, dataFolder, kernel)) &&
    (!settings || readText(join(dataFolder, settingsFile)) === withSettings(join(dataFolder, settingsFile)))
  );
}

/** @param {string} folder @returns {string[]} its entries, even if the folder itself is one that a tool made */
function contents(folder) {
  return exists(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** @param {string} from @param {string} to */
function replace(from, to) {
  remove(to);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}

/** @param {string} file */
function addSettings(file) {
  const text = withSettings(file);
  mkdirSync(dirname(file), { recursive: true });
  remove(file);
  writeFileSync(file, text);
}

/** Our settings, beside those that an environment may already have. @param {string} file */
function withSettings(file) {
  /** @type {object | undefined} */
  const present = readJson(file);
  return `${JSON.stringify({ ...present, ...labSettings }, null, 2)}\n`;
}

/** @param {string} path @param {string} top - is kept itself */
function removeEmptyParents(path, top) {
  const folder = dirname(path);
  if (folder === top || contents(folder).length > 0) return;
  rmdirSync(folder);
  removeEmptyParents(folder, top);
}
