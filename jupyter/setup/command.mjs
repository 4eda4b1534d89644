// @ts-check
// Every command of the kit enters here. This file keeps to syntax that Node 12 reads, and loads the rest only after
// it has looked at the version: an old Node then says in one sentence what is wrong, instead of failing to parse.
import console from "node:console";
import process from "node:process";

const oldestNode = 20;

/**
 * Says what is wrong with a version of Node.
 *
 * @param {string} version - as in `process.versions.node`
 * @returns {string | undefined} a sentence and a way out; undefined if the version will do
 */
export function nodeProblem(version) {
  if (Number(version.split(".")[0]) >= oldestNode) return undefined;
  return (
    `Node.js ${version} is too old: this project needs version ${oldestNode} or newer.\n` +
    "  Install a newer one (your system's package manager, nvm, or nodejs.org) and run the command again."
  );
}

/**
 * Runs a command to its end. Whatever goes wrong is told in a sentence, and the exit code is 1.
 *
 * @param {() => Promise<unknown>} work - loads the command's modules and runs it
 */
export function command(work) {
  const problem = nodeProblem(process.versions.node);
  if (problem === undefined) return void import("./process.mjs").then(({ guard }) => guard(work));
  console.error("\n" + problem + "\n");
  process.exitCode = 1;
}
