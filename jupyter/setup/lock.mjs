// @ts-check
// One set-up at a time in a folder. Each keeps a file in jupyter/dist/set-up that names its process and lists the
// installers that it started. If it is killed, they go on without it: the next set-up, which can tell that this one is
// dead, ends them before it begins.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readdirSync, rmSync, utimes, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";
import { setTimeout as pause } from "node:timers/promises";
import { canWriteIn, exists, modified, readText } from "./files.mjs";
import { endAll } from "./process.mjs";

/** @typedef {import("./process.mjs").Surroundings} Surroundings */
/** @typedef {import("node:child_process").ChildProcess} ChildProcess */
/** @typedef {{ pid: number, start: string, host: string, file: string }} Holder */

/** A set-up that we cannot look at (on Windows, on another machine) is alive if it touched its file so recently, in ms. */
const fresh = 10_000;
/** How long to wait for programs that were killed, or that we cannot kill, to end, in milliseconds. */
const patience = 30_000;
const onWindows = process.platform === "win32";

/**
 * Does work that changes what is installed, while no other process does.
 *
 * @template T
 * @param {Surroundings} surroundings
 * @param {(surroundings: Surroundings) => Promise<T>} work - is to run programs by what it is handed
 * @returns {Promise<T>}
 */
export async function exclusively(surroundings, work) {
  const folder = join(surroundings.root, "jupyter", "dist", "set-up");
  // Somebody who may not write here cannot install here either, but may use what others have installed.
  if (!canWriteIn(folder)) return work(surroundings);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}-${startOf(process.pid)}-${hostname()}`);
  await enter(folder, file, surroundings.progress);
  const leave = () => {
    rmSync(file, { force: true });
  };
  process.once("exit", leave);
  const touching = setInterval(() => {
    utimes(file, new Date(), new Date(), () => undefined);
  }, 1000).unref();
  const { alone, end } = recording(surroundings, file);
  try {
    return await work(alone);
  } finally {
    // When one installer fails, another may still run beside it.
    await end();
    clearInterval(touching);
    process.off("exit", leave);
    leave();
  }
}

/** Surroundings that write down which programs they start, until an end to it. @param {Surroundings} surroundings @param {string} file */
function recording(surroundings, file) {
  /** @type {Set<ChildProcess>} */
  const children = new Set();
  let isOver = false;
  const onStart = (/** @type {ChildProcess} */ child) => {
    appendFileSync(file, `${child.pid} ${startOf(child.pid)}\n`);
    children.add(child);
    child.once("exit", () => children.delete(child));
  };
  /** @type {Surroundings["run"]} */
  const run = async (program, args, options) => {
    // What goes on beside an installer that failed would otherwise start its next program.
    if (isOver) throw new Error(`The set-up has ended before ${program}`);
    return surroundings.run(program, args, { ...options, onStart });
  };
  const end = () => {
    isOver = true;
    return endAll([...children], 0);
  };
  return { alone: { ...surroundings, run }, end };
}

/**
 * Waits until no other set-up runs, and clears away what dead ones left.
 *
 * @param {string} folder
 * @param {string} own - our file, which says that we are in
 * @param {Surroundings["progress"]} progress
 */
async function enter(folder, own, progress) {
  if (!tryToEnter(folder, own)) {
    const other = living(folder, own)?.pid ?? "that ends just now";
    progress.say(`Another set-up is running in this folder (process ${other}): waiting for it`);
    await progress.step("Wait for the other set-up", async () => {
      // A random pause, so that two that wait don't get into each other's way again and again.
      do await pause(100 + 200 * Math.random());
      while (!tryToEnter(folder, own));
    });
  }
  for (const dead of others(folder, own)) {
    if (dead.host === hostname()) await endOrphans(dead, progress.say);
    rmSync(dead.file, { force: true });
  }
}

/**
 * Of two that come at once at least one sees the other's file, since both look again after they have written theirs.
 *
 * @param {string} folder @param {string} own
 */
function tryToEnter(folder, own) {
  if (living(folder, own)) return false;
  writeFileSync(own, "");
  if (!living(folder, own)) return true;
  rmSync(own);
  return false;
}

/** @param {string} folder @param {string} own */
function living(folder, own) {
  return others(folder, own).find(({ pid, start, host, file }) => {
    const isHidden = start === "" || host !== hostname();
    // A process with the same number but another start got the number later.
    return isHidden ? Date.now() - modified(file) < fresh : startOf(pid) === start;
  });
}

/** @param {string} folder @param {string} own @returns {Holder[]} */
function others(folder, own) {
  return readdirSync(folder).flatMap((name) => {
    const [, pid, start = "", host = ""] = /^(\d+)-(\d*)-(.*)$/.exec(name) ?? [];
    const file = join(folder, name);
    return pid === undefined || file === own ? [] : [{ pid: Number(pid), start, host, file }];
  });
}

/**
 * Ends the programs that a dead holder had started, and all that these started.
 *
 * @param {Holder} holder @param {(line: string) => void} say
 */
async function endOrphans({ file }, say) {
  const started = [...readText(file).matchAll(/^(\d+) (\d*)$/gm)]
    // A group keeps its number as long as anything of it runs. If its head has another start now, the group is gone.
    .filter(([, pid, start]) => ["", start].includes(startOf(Number(pid))))
    .map(([, pid]) => Number(pid));
  const left = remaining(started);
  if (left.length === 0) return;
  say(`An earlier set-up was interrupted: ending what it left running (process ${left.join(", ")})`);
  // On Windows we can't be sure whose numbers these are now, and only wait.
  if (!onWindows) for (const group of started) signal(-group, "SIGKILL");
  const deadline = Date.now() + patience;
  while (remaining(started).length > 0 && Date.now() < deadline) await pause(50);
}

/** What still runs of programs and all that they started. @param {readonly number[]} started */
function remaining(started) {
  if (onWindows) return started.filter((pid) => signal(pid, 0));
  const left = processes().filter(({ group }) => started.includes(group));
  return left.map(({ pid }) => pid);
}

/** @param {number} pid @param {NodeJS.Signals | 0} name @returns {boolean} whether there is such a process */
function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/**
 * What tells a process from others with its number. Empty if there is none, or the system does not say.
 *
 * @param {number | undefined} pid
 */
const startOf = (pid = 0) => processes(pid)[0]?.start ?? "";

/** The processes that live, without those that have ended unnoticed. @param {number} [pid] - all, if left out */
function processes(pid) {
  if (onWindows) return [];
  if (!exists("/proc/self/stat")) return processesByPs(pid === undefined ? ["-A"] : ["-p", String(pid)]);
  const names = pid === undefined ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [String(pid)];
  return names.flatMap((name) => {
    // A program's own name, in brackets, may hold anything. Fields are counted from behind it.
    const stat = readText(`/proc/${name}/stat`).replace(/^.*\) /s, "");
    const fields = stat.split(" ");
    const [state = "", , group] = fields;
    const found = { pid: Number(name), group: Number(group), start: fields[19] ?? "" };
    return /^[ZX]?$/.test(state) ? [] : [found];
  });
}

/** macOS has no /proc. @param {readonly string[]} which */
function processesByPs(which) {
  const env = { ...process.env, LC_ALL: "C" };
  const args = [...which, "-o", "pid=,pgid=,stat=,lstart="];
  const { status, stdout } = spawnSync("ps", args, { env, encoding: "utf8" });
  if (status !== 0) return [];
  return [...stdout.matchAll(/^ *(\d+) +(\d+) +[^Z\s]\S* +(.+)$/gm)].map(([, pid, group, start = ""]) => {
    return { pid: Number(pid), group: Number(group), start: String(Date.parse(start)) };
  });
}
