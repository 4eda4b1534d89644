// @ts-check
import { resolve } from "node:path";
import { build } from "./build-steps.mjs";
import { installData } from "./data-folder.mjs";
import { exists } from "./files.mjs";
import { installNodePackages } from "./node-modules.mjs";
import { Problem } from "./problem.mjs";
import { installRequirements, layout } from "./python-environment.mjs";
import { here } from "./surroundings.mjs";

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
  await installRequirements(surroundings, python, { compile: true });
  await installNodePackages(surroundings, { dev: false });
  await build(surroundings);
  installData(surroundings, dataFolder, { settings: true });
  surroundings.progress.say(`✓ Kernel, renderer and settings are in ${dataFolder}`);
}
