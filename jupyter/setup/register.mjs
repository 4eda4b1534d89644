// @ts-check
// Makes kernels, renderer and template known to a Jupyter that others have installed.
import { once } from "node:events";
import { join, resolve } from "node:path";
import { learnLessons } from "./build.mjs";
import { exists, readJson } from "./files.mjs";
import { userDataFolder } from "./home.mjs";
import { installData, removeData } from "./install.mjs";
import { kernels } from "./kernels.mjs";
import { exclusively } from "./lock.mjs";
import { here } from "./process.mjs";
import { installRequirements, layout } from "./python.mjs";
import { Problem } from "./report.mjs";
import { makeKit } from "./setup.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

/**
 * Makes kernel, renderer and export template known to every Jupyter and VS Code of this person.
 *
 * @param {Surroundings} surroundings
 */
export async function register(surroundings) {
  const { say } = surroundings.progress;
  const folder = userDataFolder(surroundings);
  const written = await exclusively(surroundings, async (alone) => {
    await makeKit(alone);
    return installData(alone, folder, { settings: false });
  });
  if (written.length === 0) say(`Nothing to do: ${folder} is up to date.`);
  for (const path of written) say(`+ ${path}`);
  const [ours, stock] = kernels.map(({ title }) => `“${title}”`);
  say(`Choose the kernel ${ours}, or ${stock} for tslab as it is. This folder must stay where it is.`);
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
  const spec = readJson(join(folder, kernels[0].folder, "kernel.json"));
  const theirs = spec?.argv?.find((part) => part.endsWith("main.js"));
  if (theirs !== undefined && !theirs.startsWith(surroundings.root) && exists(theirs)) {
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
    await makeKit(alone);
    installData(alone, dataFolder, { settings: true });
  });
  await surroundings.progress.step("Check the lessons' cells", () =>
    once(learnLessons(surroundings), "exit"),
  );
  surroundings.progress.say(`✓ Kernel, renderer and settings are in ${dataFolder}`);
}
