// @ts-check
import { performance } from "node:perf_hooks";
import process from "node:process";
import { setUp } from "../../jupyter/setup/setup.mjs";
import { here } from "../../jupyter/setup/process.mjs";
import { Problem } from "../../jupyter/setup/report.mjs";
import { runStage, stages } from "./stages.mjs";

/** @typedef {Pick<import("./reporter.mjs").Tally, "passed" | "failed" | "skipped">} Counts */

/**
 * Runs the tests; the exit code is 1 if any failed.
 *
 * @param {readonly string[]} args - names of stages; none for all
 */
export async function main(args) {
  // The tests run on the project's own environment, whatever Jupyter a person may start.
  const surroundings = { ...here(), env: { ...process.env, JUPYTER: undefined } };
  const { say } = surroundings.progress;
  if (args.includes("--help")) {
    say(help());
    return;
  }
  const chosen = choose(args);
  await setUp({ dev: true, parts: ["jupyter/web"], surroundings });
  const results = await inLanes(chosen, async (stage) => {
    const prefix = chosen.length > 1 ? `${stage.name.padEnd(9)} │ ` : "";
    const saying = (/** @type {string} */ line) => {
      say(`${prefix}${line}`);
    };
    saying(`── ${stage.title}`);
    const started = performance.now();
    const tally = await runStage(
      { ...surroundings, progress: { ...surroundings.progress, say: saying } },
      stage,
    );
    const line = stageLine(stage.name, (performance.now() - started) / 1000, tally);
    saying(line);
    return { ...tally, line };
  });
  say("\n── Summary");
  for (const { line, failures, unsteady } of results) {
    say(line);
    for (const name of failures) say(`    ✗ ${name}`);
    for (const name of unsteady) say(`    ~ ${name}: passed when it was run once more`);
  }
  say(`\n${closingLine(results)}`);
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

/** So many stages run at once. */
const LANES = 2;

/**
 * Does a task for each of some things, a few at once, in their order.
 *
 * @template T, R
 * @param {readonly T[]} all
 * @param {(one: T) => Promise<R>} task
 * @returns {Promise<R[]>}
 */
export async function inLanes(all, task) {
  /** @type {R[]} */
  const results = [];
  const rest = all.entries();
  const lane = async () => {
    for (const [place, one] of rest) results[place] = await task(one);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

function help() {
  const lines = stages.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`);
  return ["npm test runs all stages, npm test -- NAME … those named:", ...lines].join("\n");
}

/** @param {readonly string[]} names */
function choose(names) {
  const known = stages.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Problem(`There is no stage “${unknown}”.`, `Stages are: ${known.join(", ")}.`);
  }
  return stages.filter(({ name, onRequest }) => (names.length === 0 ? !onRequest : names.includes(name)));
}

/** @param {string} name @param {number} seconds @param {Counts} counts */
function stageLine(name, seconds, counts) {
  const mark = counts.failed > 0 ? "✗" : "✓";
  return `${mark} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s   ${closingLine([counts])}`;
}

/** @param {readonly Counts[]} all @returns {string} e.g. `812 passed, 0 failed` */
export function closingLine(all) {
  const sum = (/** @type {keyof Counts} */ key) => all.reduce((total, counts) => total + counts[key], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
