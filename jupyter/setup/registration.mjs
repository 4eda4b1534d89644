// @ts-check
import { homedir } from "node:os";
import { join } from "node:path";
import { build } from "./build-steps.mjs";
import { installData, installedKernel, kernelSpec, removeData } from "./data-folder.mjs";
import { exists } from "./files.mjs";
import { installNodePackages } from "./node-modules.mjs";
import { Problem } from "./problem.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

/**
 * Finds the folder where a person's own Jupyter looks, as `jupyter --data-dir` does.
 *
 * @param {Pick<Surroundings, "env" | "platform">} surroundings
 * @param {string} [home]
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
  const { progress } = surroundings;
  await installNodePackages(surroundings, { dev: false });
  await build(surroundings);
  const folder = userDataFolder(surroundings);
  const written = installData(surroundings, folder, { settings: false });
  if (written.length === 0) progress.say(`Nothing to do: ${folder} is up to date.`);
  for (const path of written) progress.say(`+ ${path}`);
  progress.say("Choose the kernel “TypeScript (Breaking Symmetry)”. This folder must stay where it is.");
  progress.say("npm run unregister takes it back.");
}

/**
 * Takes back what `register` did.
 *
 * @param {Surroundings} surroundings
 * @throws {Problem} if the kernel found there belongs to another copy of the project
 */
export function unregister(surroundings) {
  const { progress } = surroundings;
  const folder = userDataFolder(surroundings);
  const theirs = installedKernel(folder);
  if (theirs !== undefined && theirs !== kernelSpec(surroundings).argv[1] && exists(theirs)) {
    throw new Problem(
      `The kernel in ${folder} belongs to another copy of this project: ${theirs}`,
      "Run npm run unregister there.",
    );
  }
  const removed = removeData(folder);
  if (removed.length === 0) progress.say(`Nothing to do: there is nothing of this project in ${folder}.`);
  for (const path of removed) progress.say(`- ${path}`);
}
