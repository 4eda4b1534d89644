// @ts-check
// Finds a Python, and makes the project's own environment with it.
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { hashOf, isStamped, readJson, readText, remove, stamp } from "./files.mjs";
import { Problem, toolFailure } from "./report.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

/**
 * A Python that can be run.
 * @typedef {object} Python
 * @property {string} file
 * @property {readonly string[]} args - to put before a script's own, e.g. `-3` for Windows' launcher
 * @property {string} version - e.g. `3.12`
 */

/** @typedef {{ minor: number, version: string, complete: boolean, name: string }} Facts */

const oldestMinor = 10;
const newestMinor = 14;

/** Prints version and completeness. It must run on every Python, the old ones too. */
const probe = `
import sys
try:
    import venv, ensurepip
    complete = 1
except Exception:
    complete = 0
sys.stdout.write("%d %d %d" % (sys.version_info[0], sys.version_info[1], complete))
`;

/**
 * Finds a Python that is new enough and can make environments.
 *
 * @param {Surroundings} surroundings - `env.PYTHON` names the one to use, and no other is tried
 * @returns {Promise<Python>}
 * @throws {Problem} if there is none
 */
export async function findPython(surroundings) {
  /** @type {Facts[]} */
  const unfit = [];
  const names = candidates(surroundings);
  for (const name of names) {
    const [file = "", ...args] = name;
    const facts = await examine(surroundings, file, args);
    if (facts === undefined) continue;
    if (facts.minor >= oldestMinor && facts.complete) return { file, args, version: facts.version };
    unfit.push(facts);
  }
  throw problem(surroundings, names, unfit);
}

/** @param {Surroundings} surroundings @returns {string[][]} */
function candidates({ env, platform }) {
  if (env.PYTHON) return [[env.PYTHON]];
  if (platform === "win32") return [["py", "-3"], ["python"], ["python3"]];
  // A system's python3 may be an old one (macOS has 3.9) with a newer one beside it.
  const minors = Array.from({ length: newestMinor - oldestMinor + 1 }, (_, i) => newestMinor - i);
  return ["python3", "python", ...minors.map((minor) => `python3.${minor}`)].map((name) => [name]);
}

/**
 * @param {Surroundings} surroundings @param {string} file @param {readonly string[]} args
 * @returns {Promise<Facts | undefined>} undefined if it is not Python, such as Windows' link to its shop
 */
async function examine({ env, run }, file, args) {
  const { code, output } = await run(file, [...args, "-c", probe], { env });
  const match = /(\d+) (\d+) ([01])$/.exec(output.trim());
  if (code !== 0 || !match) return undefined;
  const [, major, minor = 0, complete] = match.map(Number);
  const known = { name: [file, ...args].join(" "), version: `${major}.${minor}`, complete: complete === 1 };
  return { ...known, minor: major === 3 ? minor : 0 };
}

/**
 * Says why no Python will do.
 *
 * @param {Surroundings} surroundings @param {string[][]} names @param {readonly Facts[]} unfit
 */
function problem({ env, platform }, names, unfit) {
  const another = "or say where one is: PYTHON=/path/to/python3 npm start";
  const install = `Install Python 3.10 to 3.14 (your system's package manager, or python.org), ${another}`;
  const incomplete = unfit.find(({ minor, complete }) => minor >= oldestMinor && !complete);
  if (incomplete) {
    const debian =
      platform === "linux" ? "On Debian and Ubuntu: sudo apt install python3-venv. Elsewhere i" : "I";
    const { version, name } = incomplete;
    const what = `Python ${version} (${name}) cannot make environments: its modules venv and ensurepip are missing.`;
    return new Problem(what, `${debian}nstall the complete Python, ${another}`);
  }
  if (unfit[0]) {
    const { version, name } = unfit[0];
    return new Problem(
      `Python ${version} (${name}) is too old: 3.${oldestMinor} or newer is needed.`,
      install,
    );
  }
  const wrong = `PYTHON=${env.PYTHON} is not a Python that runs.`;
  if (env.PYTHON) return new Problem(wrong, "Correct the path, or leave PYTHON out.");
  const tried = names.slice(0, 3).map((parts) => parts.join(" "));
  return new Problem(`Python was not found (tried ${tried.join(", ")} …).`, install);
}

/**
 * Where things are in a Python environment.
 *
 * @param {string} prefix - the environment's folder
 * @param {NodeJS.Platform} platform
 */
export function layout(prefix, platform) {
  const [folder, name] = platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
  const programs = join(prefix, folder);
  return { programs, python: join(programs, name), dataFolder: join(prefix, "share", "jupyter") };
}

/** Tells whether the project's own environment can be used as it is. @param {Surroundings} surroundings */
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
  const file = stampFile(root);
  /** @type {object | undefined} */
  const before = readJson(file);
  // Without a stamp, or without its Python, it was interrupted, or the Python it was made with is gone.
  const usable = before !== undefined && interpreter(prefix, platform) !== undefined;
  if (!usable) await createEnvironment(surroundings, python, prefix);
  let changed = !usable;
  // Before pip runs: we may be killed, and pip go on without us.
  remove(file);
  try {
    const onChange = () => void (changed = true);
    await installRequirements(surroundings, layout(prefix, platform).python, { compile: false, onChange });
  } catch (error) {
    // If pip has only tried to download, the environment is as it was.
    if (before && !changed) stamp(file, before);
    throw error;
  }
  stamp(file, wantedState(root, platform) ?? {});
}

/**
 * What the stamp of a finished environment says. The paths are in it because an environment cannot be moved, and does
 * not survive an upgrade of the Python it was made with.
 *
 * @param {string} root @param {NodeJS.Platform} platform
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
    args.push("--disable-pip-version-check", "-r", file);
    const onLine = counting(readText(file), note, onChange);
    const outcome = await run(python, args, { cwd: root, env: pythonEnv(env), onLine });
    if (outcome.code !== 0) throw toolFailure("Cannot install JupyterLab", outcome);
  });
}

/**
 * Turns pip's lines into short notes.
 *
 * @param {string} pins @param {(text: string) => void} note @param {() => void} [onChange]
 */
function counting(pins, note, onChange) {
  let total = pins.match(/^[^#\s]/gm)?.length ?? 0;
  let count = 0;
  return (/** @type {string} */ line) => {
    if (line.startsWith("Ignoring ")) total--;
    if (/^(Collecting|Processing|Requirement) /.test(line)) note(`${++count} of ${total} packages`);
    if (!line.startsWith("Installing collected packages")) return;
    note(`unpacking ${count} packages`);
    onChange?.();
  };
}

/** Without variables that lead Python or pip elsewhere. @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} */
export function pythonEnv(env) {
  const misleading = ["PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"];
  const rest = Object.entries(env).filter(([name]) => !misleading.includes(name));
  return { ...Object.fromEntries(rest), PIP_USER: "0", PYTHONNOUSERSITE: "1" };
}
