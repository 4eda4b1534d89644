// @ts-check
// Puts what Jupyter needs to find into the places under a Jupyter data folder where it looks for each.
import { cpSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "./build.mjs";
import { exists, hashOf, isStamped, readJson, remove, stamp } from "./files.mjs";
import { exclusively } from "./lock.mjs";
import { installNodePackages } from "./node.mjs";
import { here } from "./process.mjs";
import { installRequirements, layout } from "./python.mjs";
import { Problem } from "./report.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

const kernelFolder = join("kernels", "breaking-symmetry");
const logo = join("jupyter", "logo.svg");
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

/** What tells Jupyter how to start the kernel. @param {Pick<Surroundings, "root" | "node">} surroundings */
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
 * @param {Surroundings} surroundings @param {string} dataFolder
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

/** @param {string} dataFolder */
function ownFolders(dataFolder) {
  return [join(dataFolder, kernelFolder), ...copies.map(({ to }) => join(dataFolder, ...to))];
}

/** @param {Surroundings} surroundings @param {boolean} settings */
function wantedState(surroundings, settings) {
  const { root } = surroundings;
  const sources = copies.flatMap(({ from }) => contents(join(root, ...from)));
  const files = hashOf(root, [...sources, join(root, logo)]);
  return { kernel: kernelSpec(surroundings), files, settings };
}

/** @param {string} folder @returns {string[]} its entries, even if the folder itself is one that a tool made */
function contents(folder) {
  return exists(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** @param {Surroundings} surroundings @param {string} folder */
function writeKernel(surroundings, folder) {
  mkdirSync(folder, { recursive: true });
  cpSync(join(surroundings.root, logo), join(folder, "logo-svg.svg"));
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
  const folder = dirname(path);
  if (folder === top || contents(folder).length > 0) return;
  rmdirSync(folder);
  removeEmptyParents(folder, top);
}

/**
 * Finds the folder where a person's own Jupyter looks, as `jupyter --data-dir` does.
 *
 * @param {Pick<Surroundings, "env" | "platform">} surroundings @param {string} [home]
 * @returns {string}
 */
export function userDataFolder({ env, platform }, home = homedir()) {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32")
    return env.APPDATA ? join(env.APPDATA, "jupyter") : join(home, ".jupyter", "data");
  const shared = env.XDG_DATA_HOME === "" ? undefined : env.XDG_DATA_HOME;
  return join(shared ?? join(home, ".local", "share"), "jupyter");
}

/**
 * Makes kernel, renderer and export template known to every Jupyter and VS Code of this person.
 *
 * @param {Surroundings} surroundings
 */
export async function register(surroundings) {
  const { say } = surroundings.progress;
  const folder = userDataFolder(surroundings);
  const written = await exclusively(surroundings, async (alone) => {
    await installNodePackages(alone, { dev: false });
    await build(alone);
    return installData(alone, folder, { settings: false });
  });
  if (written.length === 0) say(`Nothing to do: ${folder} is up to date.`);
  for (const path of written) say(`+ ${path}`);
  say("Choose the kernel “TypeScript (Breaking Symmetry)”. This folder must stay where it is.");
  say("npm run unregister takes it back.");
}

/**
 * Takes back what `register` did.
 *
 * @param {Surroundings} surroundings
 * @throws {Problem} if the kernel found there belongs to another copy of the project
 */
export function unregister(surroundings) {
  const { say } = surroundings.progress;
  const folder = userDataFolder(surroundings);
  /** @type {{ argv?: string[] } | undefined} */
  const spec = readJson(join(folder, kernelFolder, "kernel.json"));
  const theirs = spec?.argv?.[1];
  if (theirs !== undefined && theirs !== kernelSpec(surroundings).argv[1] && exists(theirs)) {
    const what = `The kernel in ${folder} belongs to another copy of this project: ${theirs}`;
    throw new Problem(what, "Run npm run unregister there.");
  }
  const removed = removeData(folder);
  if (removed.length === 0) say(`Nothing to do: there is nothing of this project in ${folder}.`);
  for (const path of removed) say(`- ${path}`);
}

/**
 * Installs all that the notebooks need into a Python environment that others made.
 *
 * @param {string | undefined} prefix - the environment's folder
 */
export async function installInto(prefix) {
  const surroundings = here();
  const { python, dataFolder } = layout(resolve(prefix ?? ""), surroundings.platform);
  if (!prefix || !exists(python)) {
    const asked = prefix ? `There is no Python at ${python}.` : "No Python environment was named.";
    throw new Problem(asked, "Give its folder: node jupyter/install-into.mjs /path/to/environment");
  }
  await exclusively(surroundings, async (alone) => {
    await installRequirements(alone, python, { compile: true });
    await installNodePackages(alone, { dev: false });
    await build(alone);
    installData(alone, dataFolder, { settings: true });
  });
  surroundings.progress.say(`✓ Kernel, renderer and settings are in ${dataFolder}`);
}
