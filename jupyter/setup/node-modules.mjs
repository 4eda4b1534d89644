// @ts-check
import { basename, join } from "node:path";
import { readJson, remove } from "./files.mjs";
import { toolFailure } from "./tool-failure.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

/**
 * A package in a lock file.
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Locked
 */

/** @typedef {Record<string, Locked>} Packages - by path, e.g. `node_modules/mathjs` */

/**
 * Tells whether the packages that package-lock.json names are installed. npm itself keeps the record: the last thing
 * an install does is to write down in node_modules what it put there, in the form of a lock file.
 *
 * @param {string} root
 * @param {{ dev: boolean }} options - whether development packages are needed too; that they are there does no harm
 */
export function nodePackagesInstalled(root, { dev }) {
  const installed = packagesIn(record(root));
  return Object.entries(packagesIn(join(root, "package-lock.json")))
    .filter(([path, { dev: forTests, devOptional, optional }]) => {
      // An optional package is missing where it cannot be used, e.g. one made for another system.
      return path !== "" && optional !== true && (dev || (forTests !== true && devOptional !== true));
    })
    .every(([path, { version }]) => installed[path]?.version === version);
}

/** @param {string} lockFile @returns {Packages} */
function packagesIn(lockFile) {
  /** @type {{ packages?: Packages } | undefined} */
  const lock = readJson(lockFile);
  return lock?.packages ?? {};
}

/**
 * Installs exactly what package-lock.json says.
 *
 * @param {Surroundings} surroundings
 * @param {{ dev: boolean }} options
 */
export async function installNodePackages(surroundings, { dev }) {
  const { root, progress } = surroundings;
  const total = Object.keys(packagesIn(join(root, "package-lock.json"))).length - 1;
  if (nodePackagesInstalled(root, { dev })) return;
  await progress.step("Install the Node packages", async (note) => {
    // Without the record an interrupted install can't pass for a finished one.
    remove(record(root));
    const outcome = await npmCi(surroundings, dev, counting(note, total));
    if (outcome.code !== 0) throw toolFailure("Cannot install the Node packages", outcome);
  });
}

/** @param {string} root */
function record(root) {
  return join(root, "node_modules", ".package-lock.json");
}

/**
 * @param {Surroundings} surroundings
 * @param {boolean} dev
 * @param {(line: string) => void} onLine
 */
function npmCi({ root, env, platform, node, run }, dev, onLine) {
  const args = [
    "ci",
    dev ? "--include=dev" : "--omit=dev",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--prefer-offline",
    "--loglevel=http",
    // npm would try for more than a minute before it says that there is no network.
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
  ];
  const script = env.npm_execpath;
  const options = { cwd: root, env, onLine };
  if (script && basename(script) === "npm-cli.js") return run(node, [script, ...args], options);
  return run("npm", args, { ...options, shell: platform === "win32" });
}

/**
 * Counts packages by the lines that npm writes when it has fetched one, or found it in its cache.
 *
 * @param {(text: string) => void} note
 * @param {number} total
 * @returns {(line: string) => void}
 */
function counting(note, total) {
  let count = 0;
  return (line) => {
    if (/^npm http .*\.tgz /.test(line)) note(`${++count} of ${total} packages`);
  };
}
