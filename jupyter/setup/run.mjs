// @ts-check
import { createInterface } from "node:readline";
import { start } from "./lifetime.mjs";

/**
 * What became of a program.
 * @typedef {object} Outcome
 * @property {number} code - its exit code; 127 if there is no such program
 * @property {string} output - what it wrote to standard output and standard error
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [shell]
 * @property {(line: string) => void} [onLine] - called with each line as it comes
 */

/** @typedef {(file: string, args: readonly string[], options?: RunOptions) => Promise<Outcome>} Run */

/**
 * Runs a program to its end. It never rejects: a program that cannot be started has exit code 127.
 *
 * @type {Run}
 */
export function run(file, args, { onLine, ...options } = {}) {
  return new Promise((resolve) => {
    const child = start(file, args, options);
    /** @type {string[]} */
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        onLine?.(line);
      });
    }
    child.on("error", (error) => {
      resolve({ code: 127, output: error.message });
    });
    child.on("close", (code) => {
      resolve({ code: code ?? 1, output: lines.join("\n") });
    });
  });
}
