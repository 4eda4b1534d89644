// @ts-check
// The folders in a person's home where Jupyter keeps settings and looks for kernels.
import { homedir } from "node:os";
import { join } from "node:path";
import { canWriteIn } from "./files.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

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
 * Variables that keep everything in the project, where the home folder may not be written (as in some containers).
 *
 * @param {Surroundings} surroundings @param {string} [home]
 * @returns {NodeJS.ProcessEnv}
 */
export function homeInProject(surroundings, home = homedir()) {
  const { root, env, progress } = surroundings;
  const settings = env.JUPYTER_CONFIG_DIR ?? join(home, ".jupyter");
  if (canWriteIn(userDataFolder(surroundings, home)) && canWriteIn(settings)) return {};
  const own = join(root, "jupyter", "dist", "home");
  progress.say(`Your home folder may not be written: JupyterLab keeps its settings in ${own}`);
  return {
    JUPYTER_CONFIG_DIR: join(own, "config"),
    JUPYTER_DATA_DIR: join(own, "data"),
    IPYTHONDIR: join(own, "ipython"),
    npm_config_cache: join(own, "npm"),
  };
}
