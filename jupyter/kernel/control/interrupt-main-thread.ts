/**
 * Interrupts the main thread from the control thread, by three ways of growing force.
 *
 * A message reaches a thread that waits. One that computes does not see it: there the signal stops a cell that has not
 * waited yet. What computes after an `await`, and everything on Windows, is terminated through Node's inspector, which
 * would do harm to a thread that merely waits.
 *
 * A thread that is at work for the kernel itself, such as the conversion of a cell, is left to finish it: then it sees the
 * message.
 */
import { Session } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";
import type { SharedState } from "./shared-state";

/** How long, in milliseconds, the main thread may take to notice an interrupt before the next way is tried. */
const PATIENCE = 100;

/** How often, in milliseconds, to look what it does meanwhile. */
const INTERVAL = 20;

/** Interrupts; `announce` has to tell the main thread by a message. */
export async function interruptMainThread(state: SharedState, announce: () => void): Promise<void> {
  const { runningCell, interrupts } = state;
  const isDeaf = (): boolean =>
    runningCell !== 0 && state.runningCell === runningCell && state.interrupts === interrupts;
  announce();
  await waitWhile(isDeaf, state);
  if (process.platform !== "win32" && isDeaf()) {
    process.kill(process.pid, "SIGINT");
    await waitWhile(isDeaf, state);
  }
  if (isDeaf()) terminateRunningCode();
}

/** Waits as long as patience lasts, not counting the time of the kernel's own work. */
async function waitWhile(isDeaf: () => boolean, state: SharedState): Promise<void> {
  for (let left = PATIENCE; left > 0 && isDeaf(); left -= INTERVAL) {
    await sleep(INTERVAL);
    // Only after it can the main thread turn to the message.
    if (state.isAtOwnWork) left = PATIENCE;
  }
}

function terminateRunningCode(): void {
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution", () => {
    session.disconnect();
  });
}
