// @ts-check
import { performance } from "node:perf_hooks";
import process from "node:process";
import { setUp } from "../../jupyter/setup.mjs";
import { Problem } from "../../jupyter/setup/problem.mjs";
import { here } from "../../jupyter/setup/surroundings.mjs";
import { stages } from "./stages.mjs";
import { closingLine, stageLine } from "./summary.mjs";

/** @typedef {import("./summary.mjs").Result} Result */
/** @typedef {import("./stages.mjs").Stage} Stage */

/**
 * Runs the tests; the exit code is 1 if any failed.
 *
 * @param {readonly string[]} args - names of stages; none for all
 */
export async function main(args) {
  const surroundings = testSurroundings();
  const { say } = surroundings.progress;
  if (args.includes("--help")) {
    say("npm test runs all stages, npm test -- NAME … those named:");
    for (const { name, title } of stages) say(`  ${name.padEnd(10)} ${title}`);
    return;
  }
  const chosen = choose(args);
  await setUp({ dev: true, surroundings });
  const results = await runStages(chosen, surroundings);
  say("\n── Summary");
  for (const result of results) say(stageLine(result));
  say(`\n${closingLine(results)}`);
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

/**
 * @param {readonly Stage[]} chosen
 * @param {import("../../jupyter/setup/surroundings.mjs").Surroundings} surroundings
 */
async function runStages(chosen, surroundings) {
  const { say } = surroundings.progress;
  /** @type {Result[]} */
  const results = [];
  // One after the other: two cores are busy with one of them.
  for (const { name, title, run } of chosen) {
    say(`\n── ${name}: ${title}`);
    const started = performance.now();
    const tally = await run(surroundings);
    const result = { ...tally, name, seconds: (performance.now() - started) / 1000 };
    results.push(result);
    say(stageLine(result));
  }
  return results;
}

/** @param {readonly string[]} names @returns {readonly Stage[]} */
function choose(names) {
  const known = stages.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Problem(`There is no stage “${unknown}”.`, `Stages are: ${known.join(", ")}.`);
  }
  return names.length === 0 ? stages : stages.filter(({ name }) => names.includes(name));
}

/** The tests run on the project's own environment, whatever Jupyter a person may start. */
function testSurroundings() {
  const surroundings = here();
  return { ...surroundings, env: { ...surroundings.env, JUPYTER: undefined } };
}
