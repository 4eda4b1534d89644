// @ts-check
import { delimiter, join } from "node:path";
import { installData } from "./data-folder.mjs";
import { environmentReady, layout, makeEnvironment, pythonEnv } from "./python-environment.mjs";
import { findPython } from "./python.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

/**
 * JupyterLab in the project's own Python environment.
 *
 * @param {Surroundings} surroundings
 * @returns {Promise<import("../setup.mjs").Preparation>}
 */
export async function ownJupyter(surroundings) {
  const { root, platform } = surroundings;
  const { python, programs, dataFolder } = layout(join(root, ".venv"), platform);
  const maker = environmentReady(surroundings) ? undefined : await findPython(surroundings);
  return {
    install: async () => maker && makeEnvironment(surroundings, maker),
    finish() {
      installData(surroundings, dataFolder, { settings: true });
      const env = ownEnv(surroundings.env, programs);
      // The environment's scripts name their Python by its path, which a path with spaces breaks: modules don't.
      return { file: python, args: ["-m", "jupyterlab"], env, dataFolder };
    },
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} programs
 * @returns {NodeJS.ProcessEnv}
 */
function ownEnv(env, programs) {
  const path = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return {
    ...pythonEnv(env),
    // Terminals inside JupyterLab find this environment's `jupyter` first.
    [path]: [programs, env[path]].filter(Boolean).join(delimiter),
    // Our kernel and settings go before others of the same name in the person's own folder.
    JUPYTER_PREFER_ENV_PATH: "1",
  };
}
