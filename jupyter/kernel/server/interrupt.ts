/**
 * Interrupts the session's thread, one interrupt at a time.
 *
 * A thread that waits hears a message, which names the last request that is meant: it never stops a later one. A thread that
 * computes is deaf; all code of cells runs where the signal ends it as an exception (node/breakable.ts), and nothing of the
 * kernel's own does. So the signal may come at any moment, and is repeated until the message is heard.
 */
import { Session } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";
import type { Shared } from "./shared";

/** How long, in milliseconds, the thread may take to hear the message before the signal is sent, and sent again. */
const PATIENCE = 100;

/** How often, in milliseconds, to look. */
const INTERVAL = 10;

/** When, in milliseconds, code is ended by force that the signal does not reach: a callback that Node calls itself. */
const LAST_RESORT = 300;

export class Interrupter {
  readonly #shared: Shared;
  readonly #announce: (interrupt: number, last: number) => void;
  #last = 0;

  /** @param announce - tells the session's thread by a message, to which it answers in `shared.heard` */
  constructor(shared: Shared, announce: (interrupt: number, last: number) => void) {
    this.#shared = shared;
    this.#announce = announce;
  }

  /** @param last - the number of the last request that is meant */
  async interrupt(last: number): Promise<void> {
    this.#shared.cancelInput();
    // One that is under way is heard before anything that has been requested since.
    if (this.#isDeaf()) return;
    this.#announce(++this.#last, last);
    for (let waited = INTERVAL; this.#isDeaf(); waited += INTERVAL) {
      await sleep(INTERVAL);
      if (waited % PATIENCE !== 0 || !this.#isDeaf()) continue;
      this.#shared.signal(() => process.kill(process.pid, "SIGINT"));
      if (waited === LAST_RESORT && !this.#shared.isAtKnownWork) terminateRunningCode();
    }
  }

  #isDeaf(): boolean {
    return this.#shared.heard !== this.#last;
  }
}

/** Node's inspector can do that; it comes to pass when the thread next runs JavaScript. */
function terminateRunningCode(): void {
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution", () => {
    session.disconnect();
  });
}
