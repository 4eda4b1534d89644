/**
 * Interrupts the session's thread, one interrupt at a time.
 *
 * A thread that waits hears a message, which names the last request that is meant: it never stops a later one. A thread that
 * computes is deaf; all code of cells runs where the signal ends it as an exception (node/breakable.ts), and nothing of the
 * kernel's own does. So the signal may come at any moment, and is repeated until the message is heard.
 *
 * A callback that Node calls itself hears neither. It is ended by force, which would bring the process down if it met the kernel's
 * own work.
 */
import { Session } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";
import type { Shared } from "./shared";

/** How often, in milliseconds, to look whether the thread has heard. */
const INTERVAL = 10;

/** How long, in milliseconds, it may take before the signal is sent, and sent again. */
const PATIENCE = 100;

/** How often, in milliseconds, to look what else it does, and how often it has to be seen at that. */
const LOOKS = 50;
const SIGHTINGS = 5;

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
    const force = new Force(this.#shared);
    for (let waited = INTERVAL; this.#isDeaf(); waited += INTERVAL) {
      await sleep(INTERVAL);
      if (!this.#isDeaf()) break;
      if (waited % PATIENCE === 0) this.#shared.signal(signalGroup);
      if (waited % LOOKS === 0) force.look();
    }
    force.close();
  }

  #isDeaf(): boolean {
    return this.#shared.heard !== this.#last;
  }
}

/**
 * Sends the signal to the children of cells as well, as a terminal does: a cell that waits for one would not hear it before the
 * child ends. Jupyter starts each kernel as the leader of a group; another starter's group may hold more than the kernel.
 */
function signalGroup(): void {
  try {
    process.kill(-process.pid, "SIGINT");
  } catch {
    process.kill(process.pid, "SIGINT");
  }
}

/** Ends what the signal does not reach, by Node's inspector. */
class Force {
  readonly #shared: Shared;
  #session: Session | undefined;
  #isLooking = false;
  #works = NaN;
  #sightings = 0;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  /**
   * To be called again and again. A thread that has run JavaScript every time, and never begun the kernel's work in between, is
   * stuck in something else; one that only waits for the processor may be about to do the kernel's.
   */
  look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    if (!this.#session) (this.#session = new Session()).connectToMainThread();
    // The answer comes when the thread runs JavaScript, or waits.
    this.#session.post("Runtime.getIsolateId", (error) => {
      // Whoever closes a session answers what is still open, with an error.
      if (error) return;
      this.#isLooking = false;
      this.#note();
    });
  }

  close(): void {
    this.#session?.disconnect();
  }

  #note(): void {
    const { works, isAtKnownWork } = this.#shared;
    this.#sightings = works === this.#works && !isAtKnownWork ? this.#sightings + 1 : 0;
    this.#works = works;
    if (this.#sightings < SIGHTINGS) return;
    this.#sightings = 0;
    this.#session!.post("Runtime.terminateExecution");
  }
}
