// @ts-check
import { buildIfPossible } from "./setup/build-steps.mjs";
import { existingJupyter } from "./setup/existing-jupyter.mjs";
import { installNodePackages } from "./setup/node-modules.mjs";
import { ownJupyter } from "./setup/own-jupyter.mjs";
import { here } from "./setup/surroundings.mjs";

/**
 * A Jupyter that is being set up.
 * @typedef {object} Preparation
 * @property {() => Promise<unknown>} install - installs what it lacks
 * @property {() => Jupyter} finish - when all is built: tells it about kernel and renderer
 */

/**
 * How to run a Jupyter that has been set up.
 * @typedef {object} Jupyter
 * @property {string} file - the program that starts JupyterLab
 * @property {readonly string[]} args - its first arguments
 * @property {NodeJS.ProcessEnv} env - environment variables to run it with
 * @property {string} dataFolder - where kernel, renderer and export template are
 */

/**
 * Brings everything up to date that the notebooks need: Node packages, a Python environment with JupyterLab, the built
 * library, kernel and renderer, and their entries for Jupyter. Starts no program if all is up to date.
 *
 * @param {object} [options]
 * @param {boolean} [options.dev] - whether the packages for testing are needed too
 * @param {import("./setup/surroundings.mjs").Surroundings} [options.surroundings] - this machine, if left out
 * @returns {Promise<Jupyter>}
 * @throws {import("./setup/problem.mjs").Problem} if the surroundings lack something
 */
export async function setUp({ dev = false, surroundings = here() } = {}) {
  // What only a person can mend is found out before anything is downloaded.
  const jupyter = await (surroundings.env.JUPYTER ? existingJupyter : ownJupyter)(surroundings);
  // Both downloads take their time, so they are done side by side.
  await Promise.all([jupyter.install(), installNodePackages(surroundings, { dev })]);
  await buildIfPossible(surroundings);
  return jupyter.finish();
}
