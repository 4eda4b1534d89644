// @ts-check
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { exists, hashOf, isStamped, remove, stamp } from "./files.mjs";
import { toolFailure } from "./tool-failure.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */
/** @typedef {import("./python.mjs").Python} Python */

/**
 * Where things are in a Python environment.
 *
 * @param {string} prefix - the environment's folder
 * @param {NodeJS.Platform} platform
 */
export function layout(prefix, platform) {
  const windows = platform === "win32";
  const programs = join(prefix, windows ? "Scripts" : "bin");
  return {
    programs,
    python: join(programs, windows ? "python.exe" : "python"),
    dataFolder: join(prefix, "share", "jupyter"),
  };
}

/**
 * Tells whether the project's own environment can be used as it is.
 *
 * @param {Surroundings} surroundings
 */
export function environmentReady({ root, platform }) {
  const state = wantedState(root, platform);
  return state !== undefined && isStamped(stampFile(root), state);
}

/**
 * Makes the project's own environment, or brings it up to date. A half-made one is thrown away.
 *
 * @param {Surroundings} surroundings
 * @param {Python} python - to make it with
 */
export async function makeEnvironment(surroundings, python) {
  const { root, platform } = surroundings;
  const prefix = join(root, ".venv");
  // Without a stamp, or without its Python, it was interrupted, or the Python it was made with is gone.
  const usable = exists(stampFile(root)) && interpreter(prefix, platform) !== undefined;
  if (!usable) await createEnvironment(surroundings, python, prefix);
  await installRequirements(surroundings, layout(prefix, platform).python, {
    compile: false,
    // Until here pip has only downloaded; if it is interrupted after this, the environment is half-made.
    onChange() {
      remove(stampFile(root));
    },
  });
  stamp(stampFile(root), wantedState(root, platform) ?? {});
}

/**
 * What the stamp of a finished environment says. The paths are in it because an environment cannot be moved, and does
 * not survive an upgrade of the Python it was made with.
 *
 * @param {string} root
 * @param {NodeJS.Platform} platform
 */
function wantedState(root, platform) {
  const python = interpreter(join(root, ".venv"), platform);
  if (python === undefined) return undefined;
  return { requirements: hashOf(root, [requirements(root)]), python, root };
}

/** @param {string} root */
const stampFile = (root) => join(root, ".venv", "breaking-symmetry.json");
/** @param {string} root */
const requirements = (root) => join(root, "jupyter", "requirements.txt");

/** @param {string} prefix @param {NodeJS.Platform} platform @returns {string | undefined} the Python behind the links */
function interpreter(prefix, platform) {
  try {
    return realpathSync(layout(prefix, platform).python);
  } catch {
    return undefined;
  }
}

/** @param {Surroundings} surroundings @param {Python} python @param {string} prefix */
async function createEnvironment({ root, env, progress, run }, python, prefix) {
  await progress.step(`Make a Python ${python.version} environment in .venv`, async () => {
    remove(prefix);
    const args = [...python.args, "-m", "venv", prefix];
    const outcome = await run(python.file, args, { cwd: root, env: pythonEnv(env) });
    if (outcome.code !== 0) throw toolFailure("Cannot make a Python environment", outcome);
  });
}

/**
 * Installs exactly what requirements.txt says into an environment, from ready-made packages: nothing is compiled.
 *
 * @param {Surroundings} surroundings
 * @param {string} python - the environment's
 * @param {object} options
 * @param {boolean} options.compile - whether to translate every module now (15 s), or each when it is first used
 * @param {() => void} [options.onChange] - called when pip begins to change the environment
 */
export async function installRequirements({ root, env, progress, run }, python, { compile, onChange }) {
  const file = requirements(root);
  await progress.step("Install JupyterLab", async (note) => {
    const args = ["-m", "pip", "install", "--only-binary=:all:", "--no-input", "--progress-bar=off"];
    if (!compile) args.push("--no-compile");
    const onLine = counting(readFileSync(file, "utf8"), note, onChange);
    const options = { cwd: root, env: pythonEnv(env), onLine };
    const outcome = await run(python, [...args, "--disable-pip-version-check", "-r", file], options);
    if (outcome.code !== 0) throw toolFailure("Cannot install JupyterLab", outcome);
  });
}

/**
 * Turns pip's lines into short notes.
 *
 * @param {string} pins - content of requirements.txt
 * @param {(text: string) => void} note
 * @param {() => void} [onChange]
 * @returns {(line: string) => void}
 */
function counting(pins, note, onChange) {
  let total = pins.match(/^[^#\s]/gm)?.length ?? 0;
  let count = 0;
  return (line) => {
    if (line.startsWith("Ignoring ")) total--;
    if (/^(Collecting|Processing|Requirement) /.test(line)) note(`${++count} of ${total} packages`);
    if (!line.startsWith("Installing collected packages")) return;
    note(`unpacking ${count} packages`);
    onChange?.();
  };
}

/**
 * Variables that make Python or pip look elsewhere than in the environment at hand are left out.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function pythonEnv(env) {
  const misleading = ["PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"];
  const rest = Object.entries(env).filter(([name]) => !misleading.includes(name));
  return { ...Object.fromEntries(rest), PIP_USER: "0", PYTHONNOUSERSITE: "1" };
}
