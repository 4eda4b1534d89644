// @ts-check
import { createInterface } from "node:readline";
import { compiler } from "./build-steps.mjs";
import { start } from "./lifetime.mjs";

/** @typedef {import("./surroundings.mjs").Surroundings} Surroundings */

/**
 * Keeps building TypeScript projects whenever a source changes, and tells how it went.
 *
 * @param {Surroundings} surroundings
 * @param {readonly string[]} projects - folders
 * @returns the compiler's process
 */
export function watch({ root, env, node, progress }, projects) {
  const args = [compiler(root), "-b", ...projects, "--watch", "--preserveWatchOutput", "--pretty", "false"];
  const child = start(node, args, { cwd: root, env });
  const read = createReader(projects.join(" and "), progress.say);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", read);
  return child;
}

/**
 * Makes short reports of what the compiler writes while it watches: each error on a line that an editor can follow to
 * its place, and a word when all is well again. The first build is only mentioned if it fails.
 *
 * @param {string} what - what is being built
 * @param {(line: string) => void} say
 * @returns {(line: string) => void} takes the compiler's lines
 */
export function createReader(what, say) {
  /** @type {string[]} */
  let errors = [];
  let builds = 0;

  function report() {
    if (errors.length > 0)
      say(`\n✗ ${what} does not compile:\n${errors.map((error) => `    ${error}\n`).join("")}`);
    else if (builds > 0) say(`✓ ${what} is built: run the cell that imports it again`);
    builds++;
    errors = [];
  }

  return (line) => {
    const error = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line);
    if (error) errors.push(`${error[1]}:${error[2]}:${error[3]}  ${error[5]} (${error[4]})`);
    else if (/^error TS\d+: /.test(line)) errors.push(line);
    else if (/^\s+\S/.test(line) && errors.length > 0) errors.push(line);
    else if (/ Found \d+ errors?\. /.test(line)) report();
  };
}
