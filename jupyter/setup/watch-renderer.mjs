// @ts-check
import { clearTimeout, setTimeout } from "node:timers";
import { watch as watchFolder } from "node:fs";
import { join } from "node:path";
import { build, renderer } from "./build-steps.mjs";
import { installData } from "./data-folder.mjs";
import { exists } from "./files.mjs";
import { explain } from "./problem.mjs";
import { layout } from "./python-environment.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

/** An editor saves in several steps; they are taken together if no longer apart than this, in milliseconds. */
const pause = 200;

/**
 * Builds the renderer whenever its sources change, and puts it where JupyterLab loads it from.
 *
 * @param {Surroundings} surroundings
 */
export function watchRenderer(surroundings) {
  const folder = join(surroundings.root, "jupyter", "renderer", "src");
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let building = Promise.resolve();
  const rebuildNext = () => (building = building.then(() => rebuild(surroundings)));
  watchFolder(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void rebuildNext(), pause);
  });
}

/** @param {Surroundings} surroundings */
async function rebuild(surroundings) {
  const { root, platform, progress } = surroundings;
  try {
    await build(surroundings, { products: [renderer] });
    const { dataFolder } = layout(join(root, ".venv"), platform);
    if (!exists(dataFolder)) return;
    installData(surroundings, dataFolder, { settings: true });
    progress.say("✓ Reload JupyterLab's page to see it");
  } catch (error) {
    progress.say(`✗ ${explain(error)}`);
  }
}
