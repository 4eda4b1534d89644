// @ts-check
import process from "node:process";
import { createInterface } from "node:readline";
import { setUp } from "../setup.mjs";
import { labArguments, requestedPort } from "./lab-arguments.mjs";
import { makeLearningCopies } from "./learning-copies.mjs";
import { expectInterrupt, isLeaving, start } from "./lifetime.mjs";
import { checkPort } from "./port.mjs";
import { Problem } from "./problem.mjs";
import { createLogReader } from "./server-log.mjs";
import { here } from "./surroundings.mjs";
import { watch } from "./watch.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

/**
 * Sets up what is missing, and runs JupyterLab until it is stopped.
 *
 * @param {readonly string[]} args - a person's own arguments for JupyterLab
 */
export async function startLab(args) {
  const surroundings = here();
  const port = requestedPort(args);
  if (port !== undefined) await checkPort(port);
  const jupyter = await setUp({ surroundings });
  expectInterrupt();
  await runLab(surroundings, jupyter, args);
}

/**
 * @param {Surroundings} surroundings
 * @param {import("../setup.mjs").Jupyter} jupyter
 * @param {readonly string[]} args
 */
async function runLab(surroundings, jupyter, args) {
  const { root, progress } = surroundings;
  const notebook = makeLearningCopies(root, progress.say);
  const all = [...jupyter.args, ...labArguments(root, notebook, args, process.getuid?.() === 0)];
  const server = start(jupyter.file, all, { cwd: root, env: jupyter.env });
  const ended = new Promise((resolve) => server.once("close", resolve));
  const url = await progress.step("Start JupyterLab", () => untilReady(server, progress.say));
  if (url === undefined) return;
  progress.say(`\nJupyterLab runs at ${url}\nCtrl-C stops it.\n`);
  // Only now, so that it doesn't slow JupyterLab down.
  watch(surroundings, ["lib"]);
  await ended;
}

/**
 * @param {ReturnType<typeof start>} server
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} JupyterLab's address; undefined if it only had a question to answer (`--help`)
 */
function untilReady(server, say) {
  return new Promise((resolve, reject) => {
    const read = createLogReader({
      onReady: resolve,
      onLine(line) {
        if (!isLeaving()) say(line);
      },
    });
    for (const stream of [server.stdout, server.stderr]) createInterface({ input: stream }).on("line", read);
    server.once("error", reject);
    server.once("close", (code) => {
      if (code === 0) resolve(undefined);
      else
        reject(new Problem(`JupyterLab did not start (exit code ${code}).`, "Its own messages are above."));
    });
  });
}
