// @ts-check
import { createInterface } from "node:readline";
import { clearTimeout, setTimeout } from "node:timers";
import { end, start } from "./lifetime.mjs";

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
 * @property {AbortSignal} [signal] - ends the program
 * @property {number} [timeout] - milliseconds after which it is ended, with exit code 124
 */

/** @typedef {(file: string, args: readonly string[], options?: RunOptions) => Promise<Outcome>} Run */

/**
 * Runs a program to its end. It never rejects: a program that cannot be started has exit code 127.
 *
 * @type {Run}
 */
export function run(file, args, { onLine, signal, timeout, ...options } = {}) {
  return new Promise((resolve) => {
    const child = start(file, args, options);
    let timedOut = false;
    const stop = () => {
      timedOut = true;
      end(child, "SIGKILL");
    };
    const timer = timeout === undefined ? undefined : setTimeout(stop, timeout);
    signal?.addEventListener("abort", () => {
      end(child, "SIGKILL");
    });
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
      clearTimeout(timer);
      resolve({ code: timedOut ? 124 : (code ?? 1), output: lines.join("\n") });
    });
  });
}
