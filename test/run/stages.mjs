// @ts-check
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { filesUnder, readJson, remove } from "../../jupyter/setup/files.mjs";
import { exclusively } from "../../jupyter/setup/lock.mjs";
import { Problem, explain } from "../../jupyter/setup/report.mjs";
import { installClassTools } from "../class/tools/install.mjs";
import { findChromium } from "./chromium.mjs";

/** @typedef {import("../../jupyter/setup/process.mjs").Surroundings} Surroundings */
/** @typedef {import("./reporter.mjs").Tally} Tally */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} title
 * @property {(root: string) => string[]} files - its test files
 * @property {number} concurrency - how many of them run at once
 * @property {boolean} [onRequest] - it runs only if it is named: others have its tests too, or it takes long
 * @property {boolean} [browser] - it needs Chromium
 * @property {(surroundings: Surroundings) => Promise<unknown>} [prepare] - installs what only it needs
 */

/** What has a stage of its own; all other tests are unit tests. */
const own = [
  "test/sources",
  "test/jupyter/kernel",
  "test/notebooks",
  "test/class",
  "test/browser",
  "test/long",
];
const quick =
  /^test\/lib\/|kernel\/errors\.|kernel\/variables\.|notebooks\/types\.|notebooks\/readme\.|notebooks\/normal-form\./;

/** @param {string} path */
const under = (path) => (/** @type {string} */ root) => testFiles(root, path);

/** @type {readonly Stage[]} */
export const stages = [
  {
    name: "sources",
    title: "TypeScript, ESLint and Prettier have no complaint about any source",
    // Each keeps one core busy.
    files: under("test/sources"),
    concurrency: 2,
  },
  {
    name: "unit",
    title: "Unit and property tests",
    // Many of them wait, for a page or for Jupyter: three at once keep two cores busy.
    files: (root) => testFiles(root, "test", own),
    concurrency: 3,
  },
  {
    name: "kernel",
    title: "The kernel in real sessions",
    files: under("test/jupyter/kernel"),
    concurrency: 2,
  },
  {
    name: "notebooks",
    title: "Every notebook, from the first cell to the last",
    files: under("test/notebooks"),
    concurrency: 2,
  },
  {
    name: "class",
    title: "A class with JupyterHub, nbgrader and papermill",
    files: under("test/class"),
    concurrency: 2,
    prepare: (surroundings) => exclusively(surroundings, installClassTools),
  },
  {
    name: "browser",
    title: "JupyterLab in a real browser",
    browser: true,
    // JupyterLab, kernel and browser fill two cores: one test file at a time.
    files: under("test/browser"),
    concurrency: 1,
  },
  {
    name: "types",
    title: "Of the sources: TypeScript",
    onRequest: true,
    files: under("test/sources/types.test.ts"),
    concurrency: 1,
  },
  {
    name: "lint",
    title: "Of the sources: ESLint and Prettier",
    onRequest: true,
    files: under("test/sources/lint.test.ts"),
    concurrency: 1,
  },
  {
    name: "long",
    title: "What takes minutes: every lesson with other seeds, and runs too long for a lesson",
    onRequest: true,
    files: under("test/long"),
    concurrency: 2,
  },
  {
    name: "quick",
    onRequest: true,
    title: "What most changes would break: library, lessons' types, cells and errors in the kernel",
    files: (root) => testFiles(root, "test").filter((file) => quick.test(file)),
    concurrency: 3,
  },
];

/**
 * Lists test files: node's runner understands no patterns before version 21.
 *
 * @param {string} root
 * @param {string} path - a file, or a folder to look in, at any depth
 * @param {readonly string[]} [except] - folders to leave out
 * @returns {string[]} paths relative to `root`, with `/`
 */
export function testFiles(root, path, except = []) {
  return filesUnder(join(root, path))
    .map((file) => relative(root, file).split(sep).join("/"))
    .filter((file) => /\.test\.(ts|mjs)$/.test(file) && !except.some((left) => file.startsWith(`${left}/`)));
}

/** @param {Surroundings} surroundings @param {Stage} stage @returns {Promise<Tally>} */
export async function runStage(surroundings, { files, concurrency, browser = false, prepare }) {
  const { root, env, progress } = surroundings;
  const CHROMIUM = browser ? findChromium(env) : env.CHROMIUM;
  try {
    await prepare?.(surroundings);
    if (browser && CHROMIUM === undefined) {
      const install = "Install it (Debian: sudo apt install chromium), or set CHROMIUM to its path.";
      throw new Problem("Chromium was not found.", install);
    }
  } catch (error) {
    progress.say(explain(error));
    return { passed: 0, failed: 1, skipped: 0, failures: [] };
  }
  return runTests({ ...surroundings, env: { ...env, CHROMIUM } }, files(root), concurrency);
}

/** Tests that take longer than this hang, in milliseconds. */
const patience = 15 * 60_000;

/**
 * Runs test files. That no test runs is a failure: a stage must not pass because its tests were not found.
 *
 * @param {Surroundings} surroundings
 * @param {readonly string[]} files
 * @param {number} [concurrency] - how many files run at once
 * @returns {Promise<Tally>}
 */
export async function runTests({ root, env, node, run, progress }, files, concurrency = 2) {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  const report = join(folder, "report.json");
  const reporter = fileURLToPath(new URL("reporter.mjs", import.meta.url));
  const args = [
    ...["--import", "tsx", "--test", `--test-concurrency=${concurrency}`],
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...[`--test-reporter=${reporter}`, `--test-reporter-destination=${report}`],
  ];
  const options = { cwd: root, env, onLine: progress.say, timeout: patience };
  const { code } = files.length > 0 ? await run(node, [...args, ...files], options) : { code: 1 };
  const tally = /** @type {Tally} */ (readJson(report) ?? { passed: 0, failed: 0, skipped: 0, failures: [] });
  remove(folder);
  if (code === 124) progress.say(`Ended after ${patience / 60_000} minutes`);
  const none = tally.passed + tally.failed === 0;
  if (none) progress.say("No test ran");
  return { ...tally, failed: Math.max(tally.failed, code !== 0 || none ? 1 : 0) };
}
