// @ts-check
import { performance } from "node:perf_hooks";
import process from "node:process";
import { setUp } from "../../jupyter/setup.mjs";
import { Problem } from "../../jupyter/setup/problem.mjs";
import { here } from "../../jupyter/setup/surroundings.mjs";
import { installPagePackages } from "../../jupyter/web/packages.mjs";
import { stages } from "./stages.mjs";
import { closingLine, stageLine, summaryLines } from "./summary.mjs";

/** @typedef {import("./summary.mjs").Result} Result */
/** @typedef {import("./stages.mjs").Stage} Stage */
/** @typedef {import("../../jupyter/setup/surroundings.mjs").Surroundings} Surroundings */

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
  installPagePackages(surroundings.root);
  const results = await runStages(chosen, surroundings);
  say("\n── Summary");
  for (const result of results) say(summaryLines(result).join("\n"));
  say(`\n${closingLine(results)}`);
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

/**
 * @param {readonly Stage[]} chosen
 * @param {Surroundings} surroundings
 */
async function runStages(chosen, surroundings) {
  // Stages that keep one core busy run side by side, and each of the others has the machine to itself.
  const together = chosen.filter(({ oneCore }) => oneCore);
  const results = await runTogether(together, surroundings);
  for (const stage of chosen) {
    if (!stage.oneCore) results.push(await runStage(stage, surroundings));
  }
  return results;
}

/**
 * @param {readonly Stage[]} together
 * @param {Surroundings} surroundings
 * @returns {Promise<Result[]>}
 */
async function runTogether(together, surroundings) {
  if (together.length === 0) return [];
  const title = `Run ${together.map(({ name }) => name).join(" and ")}`;
  return surroundings.progress.step(title, () =>
    Promise.all(together.map((stage) => runInSilence(stage, surroundings))),
  );
}

/**
 * Runs a stage and prints all it has to say in the end, so that stages side by side don't interrupt each other.
 *
 * @param {Stage} stage
 * @param {Surroundings} surroundings
 */
async function runInSilence(stage, surroundings) {
  /** @type {string[]} */
  const lines = [];
  const say = (/** @type {string} */ line) => void lines.push(line);
  const result = await runStage(stage, { ...surroundings, progress: { ...surroundings.progress, say } });
  surroundings.progress.say(lines.join("\n"));
  return result;
}

/**
 * @param {Stage} stage
 * @param {Surroundings} surroundings
 * @returns {Promise<Result>}
 */
async function runStage({ name, title, run }, surroundings) {
  const { say } = surroundings.progress;
  say(`\n── ${name}: ${title}`);
  const started = performance.now();
  const tally = await run(surroundings);
  const result = { ...tally, name, seconds: (performance.now() - started) / 1000 };
  say(stageLine(result));
  return result;
}

/** @param {readonly string[]} names @returns {readonly Stage[]} */
function choose(names) {
  const known = stages.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Problem(`There is no stage “${unknown}”.`, `Stages are: ${known.join(", ")}.`);
  }
  return names.length === 0
    ? stages.filter(({ onRequest }) => !onRequest)
    : stages.filter(({ name }) => names.includes(name));
}

/** The tests run on the project's own environment, whatever Jupyter a person may start. */
function testSurroundings() {
  const surroundings = here();
  return { ...surroundings, env: { ...surroundings.env, JUPYTER: undefined } };
}
