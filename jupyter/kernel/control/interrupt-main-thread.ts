/**
 * Interrupts the main thread from the control thread.
 *
 * The signal comes first: it stops a cell that has not waited yet, and reaches every listener. Code that runs after an
 * `await` is beyond it, as is everything on Windows; so if the main thread has noticed nothing for a while, the code
 * that it runs is terminated through Node's inspector.
 */
import { Session } from "node:inspector";
import type { SharedState } from "./shared-state";

/** How long, in milliseconds, the main thread may take to notice an interrupt. */
const PATIENCE = 150;

/** Interrupts; `announce` has to tell the main thread where there is no signal. */
export function interruptMainThread(state: SharedState, announce: () => void): void {
  const { runningCell, interrupts } = state;
  if (process.platform === "win32") announce();
  else process.kill(process.pid, "SIGINT");
  if (runningCell === 0) return;
  setTimeout(() => {
    const isStillDeaf = state.runningCell === runningCell && state.interrupts === interrupts;
    if (isStillDeaf) terminateRunningCode();
  }, PATIENCE);
}

function terminateRunningCode(): void {
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution", () => {
    session.disconnect();
  });
}
