// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installData, labSettings } from "./data-folder.mjs";
import { Problem } from "./problem.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

/**
 * A JupyterLab that the person already has (`JUPYTER=/path/to/jupyter`). Nothing is installed into it: it is told by
 * environment variables where kernel and renderer are.
 *
 * @param {Surroundings} surroundings
 * @returns {Promise<import("../setup.mjs").Preparation>}
 * @throws {Problem} if it is no JupyterLab 4
 */
export async function existingJupyter(surroundings) {
  const { root, env } = surroundings;
  const file = env.JUPYTER ?? "jupyter";
  await checkVersion(surroundings, file);
  const dataFolder = join(root, "jupyter", "dist", "share");
  const configFolder = join(root, "jupyter", "dist", "etc");
  return {
    install: () => Promise.resolve(),
    finish() {
      installData(surroundings, dataFolder, { settings: false });
      writeSettings(configFolder);
      const added = {
        JUPYTER_PATH: listed(dataFolder, env.JUPYTER_PATH),
        JUPYTER_CONFIG_PATH: listed(configFolder, env.JUPYTER_CONFIG_PATH),
      };
      return { file, args: ["lab"], env: { ...env, ...added }, dataFolder };
    },
  };
}

/** @param {Surroundings} surroundings @param {string} file */
async function checkVersion({ env, run }, file) {
  const { code, output } = await run(file, ["lab", "--version"], { env });
  const version = /^(\d+)\.\d+\S*$/m.exec(output);
  if (code === 0 && version?.[1] === "4") return;
  const found = code === 0 && version ? `is JupyterLab ${version[0]}` : "does not start JupyterLab";
  throw new Problem(
    `JUPYTER=${file} ${found}: JupyterLab 4 is needed.`,
    "Give the path of a jupyter with JupyterLab 4, or leave JUPYTER out to let the project install its own.",
  );
}

/** @param {string} first @param {string | undefined} others */
function listed(first, others) {
  return others ? `${first}${delimiter}${others}` : first;
}

/** A settings file that JupyterLab layers over its defaults. @param {string} configFolder */
function writeSettings(configFolder) {
  const folder = join(configFolder, "labconfig");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "default_setting_overrides.json"), `${JSON.stringify(labSettings, null, 2)}\n`);
}
