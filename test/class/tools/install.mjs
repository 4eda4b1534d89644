// @ts-check
// What a teacher has beside the kit: JupyterHub with its proxy, nbgrader and papermill, in an environment of their own.
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { exists, hashOf, isStamped, remove, stamp } from "../../../jupyter/setup/files.mjs";
import { installNodePackages } from "../../../jupyter/setup/node.mjs";
import { Problem } from "../../../jupyter/setup/report.mjs";
import { findPython, layout, pythonEnv } from "../../../jupyter/setup/python.mjs";

/** @typedef {import("../../../jupyter/setup/process.mjs").Surroundings} Surroundings */
/** @typedef {import("../../../jupyter/setup/process.mjs").Outcome} Outcome */

/** Where the teacher's Python environment is. @param {string} root - of the repository */
export const environmentFolder = (root) => join(root, "test", "dist", "class");

/** The program of the hub's proxy. @param {string} root - of the repository */
export const proxyProgram = (root) =>
  join(root, "test", "class", "node_modules", "configurable-http-proxy", "bin", "configurable-http-proxy");

/**
 * Installs what is missing, exactly as it is pinned.
 *
 * @param {Surroundings} surroundings
 * @throws {Problem} with the last lines of the program that failed
 */
export async function installClassTools(surroundings) {
  const proxy = installNodePackages(surroundings, { dev: true, part: "test/class" });
  await Promise.all([makeEnvironment(surroundings), proxy]);
}

/** @param {Surroundings} surroundings */
async function makeEnvironment(surroundings) {
  const { root, env, platform, progress, run } = surroundings;
  const folder = environmentFolder(root);
  const stampFile = join(folder, "installed.json");
  const pins = join(root, "test", "class", "requirements.txt");
  const { python } = layout(folder, platform);
  const state = () => ({ pins: hashOf(root, [pins]), python: realpathSync(python), root });
  if (exists(python) && isStamped(stampFile, state())) return;
  const maker = await findPython(surroundings);
  await progress.step("Install JupyterHub, nbgrader and papermill", async (note) => {
    remove(folder);
    const options = { cwd: root, env: pythonEnv(env) };
    const made = await run(maker.file, [...maker.args, "-m", "venv", folder], options);
    if (made.code !== 0) throw failure("Cannot make a Python environment for the class", made);
    const args = ["-m", "pip", "install", "--only-binary=:all:", "--no-compile", "--no-input"];
    let count = 0;
    const onLine = (/** @type {string} */ line) => {
      if (line.startsWith("Collecting ")) note(`${++count} of ${pinsIn(pins)} packages`);
    };
    const more = ["--progress-bar=off", "--disable-pip-version-check", "-r", pins];
    const installed = await run(python, [...args, ...more], { ...options, onLine });
    if (installed.code !== 0) throw failure("Cannot install what a teacher needs", installed);
  });
  stamp(stampFile, state());
}

/** @param {string} file */
const pinsIn = (file) => readFileSync(file, "utf8").match(/^\w[^;\n]*$/gm)?.length ?? 0;

/** @param {string} what @param {Outcome} outcome */
function failure(what, { code, output }) {
  const tail = output.trim().split("\n").slice(-15).join("\n");
  return new Problem(`${what} (exit code ${code}).`, "This is what the program said last:", tail);
}
