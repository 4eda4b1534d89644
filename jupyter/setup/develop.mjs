// @ts-check
// npm run dev: goes on building whenever a source changes.
import { once } from "node:events";
import { watch as watchFolder } from "node:fs";
import { join } from "node:path";
import { clearTimeout, setTimeout } from "node:timers";
import { build, projects, renderer, watch } from "./build.mjs";
import { exists } from "./files.mjs";
import { installData } from "./install.mjs";
import { exclusively } from "./lock.mjs";
import { expectInterrupt } from "./process.mjs";
import { layout } from "./python.mjs";
import { explain } from "./report.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

/** An editor saves in several steps; they are taken together if no longer apart than this, in milliseconds. */
const pause = 200;

/** Goes on building until it is stopped. @param {Surroundings} surroundings */
export async function develop(surroundings) {
  expectInterrupt();
  await exclusively(surroundings, (alone) => build(alone, { lenient: true }));
  watchRenderer(surroundings);
  const compiler = watch(surroundings, projects);
  surroundings.progress.say("Watching lib, jupyter/kernel and jupyter/renderer (Ctrl-C stops)");
  await once(compiler, "exit");
}

/** Puts the renderer, built anew, where JupyterLab loads it from. @param {Surroundings} surroundings */
function watchRenderer(surroundings) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let building = Promise.resolve();
  const rebuildNext = () => (building = building.then(() => rebuild(surroundings)));
  watchFolder(join(surroundings.root, "jupyter", "renderer", "src"), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void rebuildNext(), pause);
  });
}

/** @param {Surroundings} surroundings */
async function rebuild(surroundings) {
  const { root, platform, progress } = surroundings;
  const { dataFolder } = layout(join(root, ".venv"), platform);
  try {
    await exclusively(surroundings, async (alone) => {
      await build(alone, { products: [renderer] });
      if (exists(dataFolder)) installData(alone, dataFolder, { settings: true });
    });
    if (exists(dataFolder)) progress.say("✓ Reload JupyterLab's page to see it");
  } catch (error) {
    progress.say(`✗ ${explain(error)}`);
  }
}
