// @ts-check
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { clearTimeout, setTimeout } from "node:timers";
import { fileURLToPath } from "node:url";
import { filesUnder, readJson, remove } from "../../jupyter/setup/files.mjs";
import { exclusively } from "../../jupyter/setup/lock.mjs";
import { Problem, explain } from "../../jupyter/setup/report.mjs";
import { installClassTools } from "../class/tools/install.mjs";
import { findChromium } from "./chromium.mjs";
import { patience } from "./patience.mjs";

/** @typedef {import("../../jupyter/setup/process.mjs").Surroundings} Surroundings */
/** @typedef {import("./reporter.mjs").Tally} Tally */

/**
 * What came of a stage; `unsteady` names tests that failed, and passed when they were run once more.
 * @typedef {Tally & { unsteady: string[] }} Outcome
 */

/** @type {Tally} */
const nothing = { passed: 0, failed: 0, skipped: 0, failures: [], failedFiles: [] };

/**
 * What was made for a stage: variables that tell its tests of it, and what takes it away again.
 * @typedef {{ env?: NodeJS.ProcessEnv, undo?: () => void }} Prepared
 */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} title
 * @property {(root: string) => string[]} files - its test files
 * @property {number} concurrency - how many of them run at once
 * @property {boolean} [onRequest] - it runs only if it is named: others have its tests too, or it takes long
 * @property {boolean} [browser] - it needs Chromium
 * @property {(surroundings: Surroundings) => Promise<Prepared>} [prepare] - makes what only it needs
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
/** Of the library's tests all but the two longest. */
const quick =
  /^test\/lib\/(?!theory\/(?:examine|symbolic-proof)\.)|kernel\/errors\.|kernel\/variables\.|notebooks\/types\.|notebooks\/readme\.|notebooks\/normal-form\./;

/** @param {string} path */
const under = (path) => (/** @type {string} */ root) => testFiles(root, path);

/**
 * The stages, in the order in which they begin, two at once: each starts as soon as one of those before it has ended. The long ones
 * stand first, so that both lanes end together.
 *
 * @type {readonly Stage[]}
 */
export const stages = [
  {
    name: "site",
    title: "The course as a site, in a real browser",
    browser: true,
    // Kernel and browser fill two cores: one test file at a time.
    files: (root) => testFiles(root, "test/browser").filter(needsSite(root)),
    concurrency: 1,
    prepare: buildSiteOnce,
  },
  {
    name: "sources",
    title: "TypeScript, ESLint and Prettier have no complaint about any source",
    // Each keeps one core busy.
    files: under("test/sources"),
    concurrency: 2,
  },
  {
    name: "notebooks",
    title: "Every notebook, from the first cell to the last",
    files: under("test/notebooks"),
    concurrency: 2,
  },
  {
    name: "browser",
    title: "JupyterLab, Notebook 7 and figures in a real browser",
    browser: true,
    files: (root) => testFiles(root, "test/browser").filter((file) => !needsSite(root)(file)),
    concurrency: 1,
  },
  {
    name: "kernel",
    title: "The kernel in real sessions",
    files: under("test/jupyter/kernel"),
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
    title:
      "What takes minutes: every lesson with other seeds, edits and kernels, and what a new tslab may change",
    onRequest: true,
    browser: true,
    files: (root) => [...testFiles(root, "test/long"), ...ofStockKernel(root)],
    concurrency: 2,
    prepare: async (surroundings) => {
      const { env, ...rest } = await buildSiteOnce(surroundings);
      return { env: { ...env, LONG_TESTS: "1" }, ...rest };
    },
  },
  {
    name: "class",
    title: "A class with JupyterHub, nbgrader and papermill",
    onRequest: true,
    files: under("test/class"),
    concurrency: 2,
    prepare: async (surroundings) => {
      await exclusively(surroundings, installClassTools);
      return {};
    },
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

/** Tests of the kernel that also say what tslab as it is installed does, if LONG_TESTS is 1. @param {string} root */
function ofStockKernel(root) {
  return testFiles(root, "test/jupyter/kernel").filter(imports(root, "./repair"));
}

/** Of the browser's tests: those that open the built site. @param {string} root */
function needsSite(root) {
  return imports(root, "./helpers/site");
}

/** @param {string} root @param {string} module @returns {(file: string) => boolean} whether a test file imports a module */
function imports(root, module) {
  return (file) => readFileSync(join(root, file), "utf8").includes(`from "${module}"`);
}

/** The site is built once for all files. @param {Surroundings} surroundings @returns {Promise<Prepared>} */
async function buildSiteOnce(surroundings) {
  const folder = mkdtempSync(join(tmpdir(), "tested-site-"));
  // What it is built with has only now been installed.
  const { buildTestedSite } = await import("./site.mjs");
  await buildTestedSite(folder, surroundings);
  const undo = () => {
    remove(folder);
  };
  return { env: { BREAKING_SYMMETRY_SITE: folder }, undo };
}

/** @param {Surroundings} surroundings @param {Stage} stage @returns {Promise<Outcome>} */
export async function runStage(surroundings, { files, concurrency, browser = false, prepare }) {
  const { root, env, progress } = surroundings;
  const CHROMIUM = browser ? findChromium(env) : env.CHROMIUM;
  /** @type {Prepared} */
  let prepared = {};
  try {
    if (browser && CHROMIUM === undefined) {
      const install = "Install it (Debian: sudo apt install chromium), or set CHROMIUM to its path.";
      throw new Problem("Chromium was not found.", install);
    }
    prepared = (await prepare?.(surroundings)) ?? {};
    const all = { ...surroundings, env: { ...env, CHROMIUM, ...prepared.env } };
    return await withSecondTry(await runTests(all, files(root), concurrency), (failed) => {
      progress.say(`Once more, one at a time: ${failed.map((file) => relative(root, file)).join(", ")}`);
      return runTests(all, failed, 1);
    });
  } catch (error) {
    progress.say(explain(error));
    return { ...nothing, failed: 1, unsteady: [] };
  } finally {
    prepared.undo?.();
  }
}

/** If more files than this fail, it is not for want of time. */
const FEW = 4;

/**
 * Runs test files that failed once more: on a machine that is busy with other things a browser or a kernel may have
 * answered too late. What fails twice has failed; what passes now is told apart, for it deserves a look.
 *
 * @param {Tally} first
 * @param {(files: readonly string[]) => Promise<Tally>} again
 * @returns {Promise<Outcome>}
 */
export async function withSecondTry(first, again) {
  if (first.failedFiles.length === 0 || first.failedFiles.length > FEW) return { ...first, unsteady: [] };
  const second = await again(first.failedFiles);
  return {
    passed: first.passed + Math.max(0, first.failed - second.failed),
    failed: second.failed,
    skipped: first.skipped,
    failures: second.failures,
    failedFiles: second.failedFiles,
    unsteady: first.failures.filter((name) => !second.failures.includes(name)),
  };
}

/**
 * Runs test files. That no test runs is a failure: a stage must not pass because its tests were not found.
 *
 * @param {Surroundings} surroundings
 * @param {readonly string[]} files
 * @param {number} [concurrency] - how many files run at once
 * @param {number} [silence] - how long they may say nothing on a machine that does nothing else, in milliseconds
 * @returns {Promise<Tally>}
 */
export async function runTests(
  { root, env, node, run, progress },
  files,
  concurrency = 2,
  silence = 600_000,
) {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  const report = join(folder, "report.json");
  const reporter = fileURLToPath(new URL("reporter.mjs", import.meta.url));
  const args = [
    ...["--import", "tsx", "--test", `--test-concurrency=${concurrency}`],
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...[`--test-reporter=${reporter}`, `--test-reporter-destination=${report}`],
  ];
  const ended = new AbortController();
  const hang = () => {
    progress.say("Ended: nothing was heard of the tests any more");
    ended.abort();
  };
  let timer = setTimeout(hang, patience(silence));
  const onLine = (/** @type {string} */ line) => {
    clearTimeout(timer);
    timer = setTimeout(hang, patience(silence));
    progress.say(line);
  };
  const options = { cwd: root, env, onLine, signal: ended.signal };
  const { code } = files.length > 0 ? await run(node, [...args, ...files], options) : { code: 1 };
  clearTimeout(timer);
  const tally = /** @type {Tally} */ (readJson(report) ?? nothing);
  remove(folder);
  const none = tally.passed + tally.failed === 0;
  if (none) progress.say("No test ran");
  return { ...tally, failed: Math.max(tally.failed, code !== 0 || none ? 1 : 0) };
}
