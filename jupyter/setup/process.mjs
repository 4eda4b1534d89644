// @ts-check
// The machine that we run on, and the programs that a command starts there. They end with the command, however it
// ends: done, failed, Ctrl-C, terminal closed.
import { spawn } from "node:child_process";
import console from "node:console";
import { once } from "node:events";
import { dirname } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { setInterval } from "node:timers";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createProgress, explain } from "./report.mjs";

/**
 * All that the set-up touches outside of itself. It is handed from function to function, so that a test can put
 * another machine in its place.
 * @typedef {object} Surroundings
 * @property {string} root - the project's folder
 * @property {NodeJS.ProcessEnv} env - environment variables
 * @property {NodeJS.Platform} platform
 * @property {string} node - the Node to run, now and later as the kernel
 * @property {Run} run - runs a program
 * @property {import("./report.mjs").Progress} progress
 */

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

/**
 * What became of a program.
 * @typedef {object} Outcome
 * @property {number} code - its exit code; 127 if there is no such program, 124 if it took too long
 * @property {string} output - what it wrote to standard output and standard error
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [shell]
 * @property {(child: ChildProcess) => void} [onStart] - called as soon as the program runs
 * @property {(line: string) => void} [onLine] - called with each line as it comes
 * @property {AbortSignal} [signal] - ends the program
 * @property {number} [timeout] - milliseconds after which it is ended
 */

/** @typedef {(file: string, args: readonly string[], options?: RunOptions) => Promise<Outcome>} Run */

/** @returns {Surroundings} the machine we run on */
export function here() {
  return {
    root: dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
    env: process.env,
    platform: process.platform,
    node: process.execPath,
    run,
    progress: createProgress(process.stdout),
  };
}

/** @type {Set<ChildProcess>} */
const running = new Set();

/** How long a program may take to shut down, in milliseconds: JupyterLab first ends its kernels. */
const patience = 8000;

/**
 * Starts a program that this one answers for. It becomes the head of its own process group, so that it can be ended
 * together with what it started, and so that Ctrl-C reaches it once, through us, and not twice.
 *
 * @param {string} file @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 */
export function start(file, args, options = {}) {
  const child = spawn(file, args, {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    // On Windows a detached program gets a console window of its own.
    detached: process.platform !== "win32",
  });
  running.add(child);
  const gone = () => running.delete(child);
  child.once("exit", gone).once("error", gone);
  return child;
}

/**
 * @param {ReturnType<typeof start>} child
 * @param {(line: string) => void} onLine - called with each line that it writes, wherever
 */
export function readLines(child, onLine) {
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);
}

/**
 * Runs a program to its end. It never rejects: a program that cannot be started has exit code 127.
 *
 * @type {Run}
 */
export async function run(file, args, { onStart, onLine, signal, timeout, ...options } = {}) {
  const child = start(file, args, options);
  if (child.pid !== undefined) onStart?.(child);
  /** @type {string[]} */
  const lines = [];
  readLines(child, (line) => {
    lines.push(line);
    onLine?.(line);
  });
  const tooLong = timeout === undefined ? undefined : globalThis.AbortSignal.timeout(timeout);
  for (const reason of [signal, tooLong]) {
    reason?.addEventListener("abort", () => {
      end(child, "SIGKILL");
    });
  }
  try {
    /** @type {unknown[]} */
    const closed = await once(child, "close");
    return { code: tooLong?.aborted ? 124 : Number(closed[0] ?? 1), output: lines.join("\n") };
  } catch (error) {
    return { code: 127, output: /** @type {Error} */ (error).message };
  }
}

/**
 * Ends programs: politely, and after a while for good.
 *
 * @param {readonly ChildProcess[]} [children] - every one that still runs, if left out
 * @param {number} [wait] - how long they may take, in milliseconds
 */
export async function endAll(children = [...running], wait = patience) {
  const all = Promise.all(children.map(exited));
  for (const child of children) end(child, "SIGTERM");
  await Promise.race([all, pause(wait, undefined, { ref: false })]);
  // Also those that ended: programs of theirs may have stayed behind.
  for (const child of children) end(child, "SIGKILL");
  await Promise.race([all, pause(1000, undefined, { ref: false })]);
}

/** Ends a program and all that it started. @param {ChildProcess} child @param {NodeJS.Signals} signal */
function end(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform !== "win32") process.kill(-child.pid, signal);
    else spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
  } catch {
    // It ended by itself in the meantime.
  }
}

/** @param {ChildProcess} child */
async function exited(child) {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** Runs a command's work, and leaves nothing running behind it. @param {() => Promise<unknown>} work */
export async function guard(work) {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => void leave(signal === "SIGINT" ? interruptedCode : 1));
  }
  watchForOrphanhood();
  // A terminal that was closed takes no more lines, which must not keep us from ending what we started.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  try {
    await work();
  } catch (error) {
    if (leaving) return;
    // First, so that what went wrong is the last thing said. The installers need no time for farewells.
    await endAll([...running], 1000);
    console.error(`\n${explain(error)}\n`);
    process.exitCode = 1;
  } finally {
    await endAll();
  }
}

let leaving = false;

/** What programs say while they are being ended is of no interest. */
export const isLeaving = () => leaving;

let interruptedCode = 130;

/** From now on Ctrl-C is the ordinary way to stop, and no failure. */
export function expectInterrupt() {
  interruptedCode = 0;
}

/** @param {number} code */
async function leave(code) {
  if (leaving) return;
  leaving = true;
  console.log("\nStopping …");
  await endAll();
  process.exit(code);
}

/** Some shells between npm and us don't pass signals on: when npm is killed, we only see that our parent is gone. */
function watchForOrphanhood() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void leave(1);
  }, 1000).unref();
}
