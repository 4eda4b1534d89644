// @ts-check
import process from "node:process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createProgress } from "./progress.mjs";
import { run } from "./run.mjs";

/**
 * All that the set-up touches outside of itself. It is handed from function to function, so that a test can put
 * another machine in its place.
 * @typedef {object} Surroundings
 * @property {string} root - the project's folder
 * @property {NodeJS.ProcessEnv} env - environment variables
 * @property {NodeJS.Platform} platform
 * @property {string} node - the Node to run, now and later as the kernel
 * @property {import("./run.mjs").Run} run - runs a program
 * @property {import("./progress.mjs").Progress} progress
 */

/** @returns {Surroundings} the machine we run on */
export function here() {
  return {
    root: dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
    env: process.env,
    platform: process.platform,
    node: process.execPath,
    run,
    progress: createProgress(process.stdout),
  };
}
