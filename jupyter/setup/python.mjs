// @ts-check
import { Problem } from "./problem.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

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
def has(name):
    try:
        __import__(name)
        return 1
    except Exception:
        return 0
sys.stdout.write("%d %d %d" % (sys.version_info[0], sys.version_info[1], has("venv") and has("ensurepip")))
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
  const versions = Array.from({ length: newestMinor - oldestMinor + 1 }, (_, i) => [
    `python3.${newestMinor - i}`,
  ]);
  return [["python3"], ["python"], ...versions];
}

/**
 * @param {Surroundings} surroundings
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<Facts | undefined>} undefined if it is no Python, such as Windows' link to its shop
 */
async function examine({ env, run }, file, args) {
  const { code, output } = await run(file, [...args, "-c", probe], { env });
  const match = /(\d+) (\d+) ([01])$/.exec(output.trim());
  if (code !== 0 || !match) return undefined;
  const [, major, minor, complete] = match.map(Number);
  const name = [file, ...args].join(" ");
  const version = `${major}.${minor}`;
  return { name, version, minor: major === 3 ? (minor ?? 0) : 0, complete: complete === 1 };
}

/**
 * @param {Surroundings} surroundings
 * @param {string[][]} names
 * @param {readonly Facts[]} unfit
 */
function problem({ env, platform }, names, unfit) {
  const install = "Install Python 3.10 to 3.14 (your system's package manager, or python.org)";
  const name = "or say where one is: PYTHON=/path/to/python3 npm start";
  const incomplete = unfit.find(({ minor, complete }) => minor >= oldestMinor && !complete);
  if (incomplete) {
    const debian =
      platform === "linux" ? "On Debian and Ubuntu: sudo apt install python3-venv. Elsewhere i" : "I";
    return new Problem(
      `Python ${incomplete.version} (${incomplete.name}) cannot make environments: its modules venv and ensurepip are missing.`,
      `${debian}nstall the complete Python, ${name}`,
    );
  }
  const old = unfit[0];
  if (old) {
    return new Problem(
      `Python ${old.version} (${old.name}) is too old: 3.${oldestMinor} or newer is needed.`,
      `${install}, ${name}`,
    );
  }
  if (env.PYTHON)
    return new Problem(
      `PYTHON=${env.PYTHON} is not a Python that runs.`,
      "Correct the path, or leave PYTHON out.",
    );
  const tried = names.slice(0, 3).map((parts) => parts.join(" "));
  return new Problem(`Python was not found (tried ${tried.join(", ")} …).`, `${install}, ${name}`);
}
