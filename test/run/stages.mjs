// @ts-check
import { join } from "node:path";
import { compiler } from "../../jupyter/setup/build-steps.mjs";
import { explain } from "../../jupyter/setup/problem.mjs";
import { installClassTools } from "../class/tools/install.mjs";
import { findChromium } from "./chromium.mjs";
import { runTests, testFiles } from "./node-tests.mjs";

/** @typedef {import("../../jupyter/setup/surroundings.mjs").Surroundings} Surroundings */
/** @typedef {import("./summary.mjs").Tally} Tally */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} title
 * @property {boolean} [oneCore] - it uses no more than one core
 * @property {boolean} [onRequest] - it runs only if it is named: others have its tests too
 * @property {(surroundings: Surroundings) => Promise<Tally>} run
 */

/** Folders of tests that have a stage of their own; all others belong to the unit tests. */
const slowFolders = ["test/jupyter/kernel", "test/notebooks", "test/class", "test/browser"];

/** @type {readonly Stage[]} */
export const stages = [
  { name: "types", title: "TypeScript checks every source", oneCore: true, run: checkTypes },
  { name: "lint", title: "ESLint and Prettier have no complaint", oneCore: true, run: lint },
  {
    name: "unit",
    title: "Unit and property tests",
    // Many of them wait, for a page or for Jupyter: three at once keep two cores busy.
    run: (surroundings) => runFolder(surroundings, "test", { except: slowFolders, concurrency: 3 }),
  },
  {
    name: "kernel",
    title: "The kernel in real sessions",
    run: (surroundings) => runFolder(surroundings, "test/jupyter/kernel"),
  },
  {
    name: "notebooks",
    title: "Every notebook, from the first cell to the last",
    run: (surroundings) => runFolder(surroundings, "test/notebooks"),
  },
  { name: "class", title: "A class with JupyterHub, nbgrader and papermill", run: runClass },
  { name: "browser", title: "JupyterLab in a real browser", run: runBrowser },
  {
    name: "quick",
    title: "What most changes would break: library, lessons' types, cells and errors in the kernel",
    onRequest: true,
    run: (surroundings) => runTests(surroundings, quickTests(surroundings.root), 3),
  },
];

/** @param {string} root */
function quickTests(root) {
  const files = [
    "kernel/errors",
    "kernel/variables",
    "notebooks/types",
    "notebooks/readme",
    "notebooks/normal-form",
  ];
  const isQuick = (/** @type {string} */ file) => files.some((name) => file.endsWith(`${name}.test.ts`));
  return [...testFiles(root, "test/lib"), ...testFiles(root, "test").filter(isQuick)];
}

/** @param {Surroundings} surroundings */
function checkTypes(surroundings) {
  const tsc = compiler(surroundings.root);
  return runChecks(surroundings, [
    [tsc, "-b"],
    ...["jupyter", "jupyter/renderer", "jupyter/web", "test", "bench"].map((project) => [
      tsc,
      "-p",
      project,
      "--noEmit",
    ]),
  ]);
}

/** @param {Surroundings} surroundings */
function lint(surroundings) {
  const modules = join(surroundings.root, "node_modules");
  return runChecks(surroundings, [
    [join(modules, "eslint", "bin", "eslint.js"), "."],
    [join(modules, "prettier", "bin", "prettier.cjs"), "--check", "."],
  ]);
}

/**
 * Runs programs of which each counts as one test.
 *
 * @param {Surroundings} surroundings
 * @param {readonly string[][]} programs
 * @returns {Promise<Tally>}
 */
async function runChecks({ root, env, node, run, progress }, programs) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const args of programs) {
    const { code } = await run(node, args, { cwd: root, env, onLine: progress.say });
    if (code === 0) tally.passed++;
    else tally.failed++;
  }
  return tally;
}

/**
 * @param {Surroundings} surroundings
 * @param {string} folder
 * @param {{ except?: readonly string[], concurrency?: number }} [options]
 */
function runFolder(surroundings, folder, { except, concurrency } = {}) {
  return runTests(surroundings, testFiles(surroundings.root, folder, except), concurrency);
}

/** @param {Surroundings} surroundings */
async function runClass(surroundings) {
  try {
    await installClassTools(surroundings);
  } catch (error) {
    surroundings.progress.say(explain(error));
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return runFolder(surroundings, "test/class");
}

/** @param {Surroundings} surroundings */
async function runBrowser(surroundings) {
  const { root, env, progress } = surroundings;
  const chromium = findChromium(env);
  if (chromium === undefined) {
    progress.say(
      "Chromium was not found: install it (Debian: sudo apt install chromium), or set CHROMIUM to its path",
    );
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // JupyterLab, kernel and browser fill two cores: one test file at a time.
  return runTests(
    { ...surroundings, env: { ...env, CHROMIUM: chromium } },
    testFiles(root, "test/browser"),
    1,
  );
}
