// @ts-check
// The Node packages of the project and of its parts that have a package.json of their own.
import { basename, join } from "node:path";
import { readJson, remove } from "./files.mjs";
import { toolFailure } from "./report.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */

/**
 * A package in a lock file.
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Locked
 */

/**
 * Tells whether the packages that package-lock.json names are installed. npm itself keeps the record: the last thing
 * an install does is to write down in node_modules what it put there, in the form of a lock file.
 *
 * @param {string} folder
 * @param {{ dev: boolean }} options - whether development packages are needed too; that they are there does no harm
 */
export function nodePackagesInstalled(folder, { dev }) {
  const installed = packagesIn(record(folder));
  const locked = packagesIn(lockOf(folder));
  return (
    wantedPackages(folder, dev).every(([path, { version }]) => installed[path]?.version === version) &&
    // One that has moved elsewhere would be there twice, and the nearer, older copy be found first.
    Object.keys(installed).every((path) => path in locked)
  );
}

/** @param {string} folder @param {boolean} dev */
function wantedPackages(folder, dev) {
  return Object.entries(packagesIn(lockOf(folder))).filter(
    ([path, { dev: forTests, devOptional, optional }]) =>
      // An optional package is missing where it cannot be used, e.g. one made for another system.
      path !== "" && optional !== true && (dev || (forTests !== true && devOptional !== true)),
  );
}

/** @param {string} lockFile @returns {Record<string, Locked>} by path, e.g. `node_modules/mathjs` */
function packagesIn(lockFile) {
  /** @type {{ packages?: Record<string, Locked> } | undefined} */
  const lock = readJson(lockFile);
  return lock?.packages ?? {};
}

/** @param {string} folder */
const lockOf = (folder) => join(folder, "package-lock.json");

/** @param {string} folder */
const record = (folder) => join(folder, "node_modules", ".package-lock.json");

/**
 * Installs exactly what package-lock.json says, if that is not there.
 *
 * @param {Surroundings} surroundings
 * @param {{ dev: boolean, part?: string }} options - `part` names a folder of the project with packages of its own
 */
export async function installNodePackages(surroundings, { dev, part = "" }) {
  const folder = join(surroundings.root, part);
  if (nodePackagesInstalled(folder, { dev })) return;
  const what = `the Node packages${part && ` of ${part}`}`;
  await surroundings.progress.step(`Install ${what}`, async (note) => {
    const total = wantedPackages(folder, dev).length;
    // Without the record an interrupted install can't pass for a finished one.
    remove(record(folder));
    const outcome = await npmCi(surroundings, folder, dev, (count) => {
      note(`${Math.min(count, total)} of ${total} packages`);
    });
    if (outcome.code !== 0) throw toolFailure(`Cannot install ${what}`, outcome);
  });
}

/**
 * @param {Surroundings} surroundings @param {string} folder @param {boolean} dev
 * @param {(count: number) => void} onCount - called with the number of packages that have arrived
 */
function npmCi({ env, platform, node, run }, folder, dev, onCount) {
  const args = [
    ...["ci", dev ? "--include=dev" : "--omit=dev", "--prefer-offline", "--loglevel=http"],
    ...["--no-audit", "--no-fund", "--no-update-notifier"],
    // With its own settings npm tries for minutes before it says that there is no network.
    ...["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"],
  ];
  const hopeless = new globalThis.AbortController();
  const onLine = createReader(onCount, () => {
    hopeless.abort();
  });
  const options = { cwd: folder, env, onLine, signal: hopeless.signal };
  const script = env.npm_execpath;
  if (script && basename(script) === "npm-cli.js") return run(node, [script, ...args], options);
  // On Windows npm is a script, which only a shell runs.
  return run("npm", args, { ...options, shell: platform === "win32" });
}

/** So many failed requests, and none that succeeded, mean that there is no network; npm would try every package. */
const enough = 20;

/**
 * Reads what npm writes about each request.
 *
 * @param {(count: number) => void} onCount - called with the number of packages that have arrived
 * @param {() => void} onHopeless - called when it is clear that none will
 * @returns {(line: string) => void}
 */
export function createReader(onCount, onHopeless) {
  let packages = 0;
  let answers = 0;
  let failures = 0;
  return (line) => {
    if (!line.startsWith("npm http ")) return;
    if (/ attempt \d+ failed /.test(line)) failures++;
    else answers++;
    if (failures === enough && answers === 0) onHopeless();
    if (line.includes(".tgz ")) onCount(++packages);
  };
}
