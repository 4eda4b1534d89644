/**
 * Repair: code that listens for the interrupt signal hears it.
 *
 * While Node runs a script that the signal can break, it takes all listeners away, and afterwards sets the signal's action
 * to the default, which is to end the process. A listener that the script has added meanwhile stands in the way of setting
 * it right again.
 * On stock tslab: `process.once("SIGINT", () => undefined); await new Promise(() => setInterval(() => 0, 10));` in a cell,
 * then interrupt: the kernel dies.
 */

/** Takes all listeners away and adds them again, whereupon Node asks for the signal anew. */
export function rearmSignalListeners(): void {
  const listeners = process.rawListeners("SIGINT") as NodeJS.SignalsListener[];
  process.removeAllListeners("SIGINT");
  for (const listener of listeners) process.on("SIGINT", listener);
}
