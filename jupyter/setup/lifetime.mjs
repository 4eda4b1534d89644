// @ts-check
// The programs that a command starts end with it, however it ends: done, failed, Ctrl-C, terminal closed.
import console from "node:console";
import { setInterval, setTimeout } from "node:timers";
import process from "node:process";
import { spawn } from "node:child_process";
import { explain } from "./problem.mjs";

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const running = new Set();

/** How long a program may take to shut down, in milliseconds: JupyterLab first ends its kernels. */
const patience = 8000;

/**
 * Starts a program that this one answers for. It becomes the head of its own process group, so that it can be ended
 * together with what it started, and so that Ctrl-C reaches it once, through us, and not twice.
 *
 * @param {string} file
 * @param {readonly string[]} args
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
 * Ends every program that still runs: politely, and after a while for good.
 *
 * @param {number} [wait] - how long a program may take, in milliseconds
 */
async function endAll(wait = patience) {
  const all = [...running];
  for (const child of all) end(child, "SIGTERM");
  await Promise.race([Promise.all(all.map(exited)), delay(wait)]);
  // Also those that ended: programs of theirs may have stayed behind.
  for (const child of all) end(child, "SIGKILL");
  await Promise.race([Promise.all(all.map(exited)), delay(1000)]);
}

/**
 * Ends a program and all that it started.
 *
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function end(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform !== "win32") process.kill(-child.pid, signal);
    else spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
  } catch {
    // It ended by itself in the meantime.
  }
}

/** @param {ChildProcess} child @returns {Promise<void>} */
function exited(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", resolve);
  });
}

/** @param {number} milliseconds */
function delay(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

/**
 * Runs a command's work, and leaves nothing running behind it.
 *
 * @param {() => Promise<unknown>} work
 */
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
    await endAll(1000);
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

/**
 * Some shells between npm and us don't pass signals on: when npm is killed, we only see that our parent is gone.
 */
function watchForOrphanhood() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void leave(1);
  }, 1000).unref();
}
