// @ts-check

import { performance } from "node:perf_hooks";
import { clearInterval, setInterval } from "node:timers";
/**
 * Tells what the set-up does and how long each step took.
 * @typedef {object} Progress
 * @property {(line: string) => void} say - prints a line
 * @property {<T>(title: string, work: (note: (text: string) => void) => Promise<T>) => Promise<T>} step - prints a
 *   line when the work is done; while it lasts, shows the seconds and the latest note. Steps may overlap.
 */

/** On a terminal the running steps share one line that is drawn anew this often, in milliseconds. */
const redrawEvery = 200;
/** Elsewhere (a log file, CI) a long step gives a sign of life this often. */
const reportEvery = 15_000;

/**
 * @typedef {object} Output
 * @property {boolean} [isTTY]
 * @property {number} [columns]
 * @property {(text: string) => unknown} write
 */

/**
 * @param {Output} out
 * @returns {Progress}
 */
export function createProgress(out) {
  const live = out.isTTY === true;
  /** @type {Map<string, { started: number, note: string }>} */
  const active = new Map();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  const erase = live ? "\r\x1b[2K" : "";
  /** @param {string} line */
  const say = (line) => void out.write(`${erase}${line}\n`);

  function draw() {
    const lines = [...active].map(
      ([title, { started, note }]) => `${title}: ${since(started)}${note && `, ${note}`}`,
    );
    if (!live) for (const line of lines) say(`  ${line}`);
    else out.write(erase + lines.join("  |  ").slice(0, (out.columns ?? 80) - 1));
  }

  /** @type {Progress["step"]} */
  async function step(title, work) {
    const state = { started: performance.now(), note: "" };
    active.set(title, state);
    timer ??= setInterval(draw, live ? redrawEvery : reportEvery);
    let mark = "✗";
    try {
      const result = await work((text) => (state.note = text));
      mark = "✓";
      return result;
    } finally {
      active.delete(title);
      if (active.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
      say(`${mark} ${title} (${since(state.started)})`);
    }
  }

  return { say, step };
}

/** @param {number} started */
function since(started) {
  const seconds = (performance.now() - started) / 1000;
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}
