// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { build } from "./build.mjs";
import { homeInProject } from "./home.mjs";
import { installData, labSettings } from "./install.mjs";
import { exclusively } from "./lock.mjs";
import { installNodePackages } from "./node.mjs";
import { here } from "./process.mjs";
import { environmentReady, findPython, layout, makeEnvironment, pythonEnv } from "./python.mjs";
import { Problem, lastLines } from "./report.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

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
 * library, kernel and renderer, and their entries for Jupyter. Starts no program if all is up to date. Waits for
 * another set-up in the same folder to end.
 *
 * @param {object} [options]
 * @param {boolean} [options.dev] - whether the packages for testing are needed too
 * @param {readonly string[]} [options.parts] - folders with packages of their own that are needed too
 * @param {Surroundings} [options.surroundings] - this machine, if left out
 * @returns {Promise<Jupyter>}
 * @throws {Problem} if the surroundings lack something
 */
export function setUp({ dev = false, parts = [], surroundings = here() } = {}) {
  const writable = { ...surroundings, env: { ...surroundings.env, ...homeInProject(surroundings) } };
  return exclusively(writable, async (alone) => {
    const theirs = alone.env.JUPYTER;
    // What only a person can mend is found out before anything is downloaded.
    if (theirs) await checkVersion(alone, theirs);
    const maker = theirs || environmentReady(alone) ? undefined : await findPython(alone);
    // Both take their time, so they are done side by side.
    await Promise.all([
      maker && makeEnvironment(alone, maker),
      makeKit(alone, { dev, parts, lenient: true }),
    ]);
    return theirs ? existingJupyter(alone, theirs) : ownJupyter(alone);
  });
}

/**
 * All that needs no Python: the Node packages, and what is built with them.
 *
 * @param {Surroundings} surroundings
 * @param {{ dev?: boolean, parts?: readonly string[], lenient?: boolean }} [options] - as of `setUp` and `build`
 */
export async function makeKit(surroundings, { dev = false, parts = [], lenient = false } = {}) {
  await installNodePackages(surroundings, { dev });
  for (const part of parts) await installNodePackages(surroundings, { dev: true, part });
  await build(surroundings, { lenient });
}

/** JupyterLab in the project's own Python environment. @param {Surroundings} surroundings @returns {Jupyter} */
function ownJupyter(surroundings) {
  const { root, env, platform } = surroundings;
  const { python, programs, dataFolder } = layout(join(root, ".venv"), platform);
  installData(surroundings, dataFolder, { settings: true });
  const path = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const added = {
    // Terminals inside JupyterLab find this environment's `jupyter` first.
    [path]: listed(programs, env[path]),
    // Our kernel and settings go before others of the same name in the person's own folder.
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_CONFIG_PATH: listed(serverConfig(root), env.JUPYTER_CONFIG_PATH),
  };
  // The environment's scripts name their Python by its path, which a path with spaces breaks: modules don't.
  return { file: python, args: ["-m", "jupyterlab"], env: { ...pythonEnv(env), ...added }, dataFolder };
}

/**
 * A JupyterLab that the person already has (`JUPYTER=/path/to/jupyter`). Nothing is installed into it: it is told by
 * environment variables where kernel and renderer are.
 *
 * @param {Surroundings} surroundings @param {string} file
 * @returns {Jupyter}
 */
function existingJupyter(surroundings, file) {
  const { root, env } = surroundings;
  const dataFolder = join(root, "jupyter", "dist", "share");
  const configFolder = join(root, "jupyter", "dist", "etc");
  installData(surroundings, dataFolder, { settings: false });
  // JupyterLab layers this file over its defaults.
  const settings = join(configFolder, "labconfig", "default_setting_overrides.json");
  mkdirSync(dirname(settings), { recursive: true });
  writeFileSync(settings, `${JSON.stringify(labSettings, null, 2)}\n`);
  const added = {
    JUPYTER_PATH: listed(dataFolder, env.JUPYTER_PATH),
    JUPYTER_CONFIG_PATH: listed(configFolder, serverConfig(root), env.JUPYTER_CONFIG_PATH),
  };
  return { file, args: ["lab"], env: { ...env, ...added }, dataFolder };
}

/** @param {Surroundings} surroundings @param {string} file @throws {Problem} if it is not JupyterLab 4 */
async function checkVersion({ env, run }, file) {
  const { code, output } = await run(file, ["lab", "--version"], { env });
  const version = /^(\d+)\.\d+\S*$/m.exec(output);
  if (code === 0 && version?.[1] === "4") return;
  const isOther = code === 0 && version !== null;
  const found = isOther ? `is JupyterLab ${version[0]}` : "does not start JupyterLab";
  throw new Problem(
    `JUPYTER=${file} ${found}: JupyterLab 4 is needed.`,
    "Give the path of a jupyter with JupyterLab 4, or leave JUPYTER out to let the project install its own.",
    isOther ? undefined : lastLines(output),
  );
}

/** Where the settings of Jupyter's server are. @param {string} root */
const serverConfig = (root) => join(root, "jupyter", "server");

/** @param {readonly (string | undefined)[]} folders */
const listed = (...folders) => folders.filter(Boolean).join(delimiter);
