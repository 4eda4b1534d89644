// @ts-check
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { exists, filesUnder, remove } from "../../jupyter/setup/files.mjs";
import { readFailures, readTap } from "./summary.mjs";

/** @typedef {import("../../jupyter/setup/surroundings.mjs").Surroundings} Surroundings */
/** @typedef {import("./summary.mjs").Tally} Tally */

/** A stage that takes longer than this hangs, in milliseconds. */
const patience = 15 * 60_000;

/**
 * Lists test files: node's runner understands no patterns before version 21.
 *
 * @param {string} root
 * @param {string} folder - to look in, at any depth
 * @param {readonly string[]} [except] - folders to leave out
 * @returns {string[]} paths relative to `root`, with `/`
 */
export function testFiles(root, folder, except = []) {
  return filesUnder(join(root, folder))
    .map((file) => relative(root, file).split(sep).join("/"))
    .filter((file) => /\.test\.(ts|mjs)$/.test(file) && !except.some((left) => file.startsWith(`${left}/`)));
}

/**
 * Runs test files. That no test runs is a failure: a stage must not pass because its tests were not found.
 *
 * @param {Surroundings} surroundings
 * @param {readonly string[]} files
 * @param {number} [concurrency] - how many files run at once
 * @returns {Promise<Tally & { failures: string[] }>}
 */
export async function runTests({ root, env, node, run, progress }, files, concurrency = 2) {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  const report = join(folder, "report.tap");
  const args = [
    ...["--import", "tsx", "--test", `--test-concurrency=${concurrency}`],
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...["--test-reporter=tap", `--test-reporter-destination=${report}`],
  ];
  const none = { code: 1, output: "" };
  const options = { cwd: root, env, onLine: progress.say, timeout: patience };
  const { code } = files.length > 0 ? await run(node, [...args, ...files], options) : none;
  const text = exists(report) ? readFileSync(report, "utf8") : "";
  const tally = readTap(text);
  remove(folder);
  if (code === 124) progress.say(`Ended after ${patience / 60_000} minutes`);
  if (tally.passed + tally.failed === 0) progress.say("No test ran");
  const broken = code !== 0 || tally.passed + tally.failed === 0;
  return { ...tally, failed: Math.max(tally.failed, broken ? 1 : 0), failures: readFailures(text) };
}
