/**
 * Repair: cells run one after another, and when one fails, those already waiting are aborted.
 *
 * tslab reports every waiting cell as busy when it arrives, answers the aborted ones with a status that Jupyter does not
 * know ("abort"), and after an error aborts whatever arrives in the next 200 ms.
 * On stock tslab: run a cell that throws, and the next one as soon as its error has appeared: it is not executed.
 */
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";

/** A waiting cell; `aborted` tells it to answer without running. */
type Task = (aborted: boolean) => Promise<void>;

/** Time, in milliseconds, in which requests that were sent together with the failed one come out of the sockets. */
const ARRIVAL_TIME = 5;

export class ExecutionQueue {
  readonly #waiting: { readonly task: Task; aborted: boolean }[] = [];
  readonly #report: (failure: unknown) => void;
  #running = false;

  /** `report` is told why a task failed, which none should. */
  constructor(report: (failure: unknown) => void) {
    this.#report = report;
  }

  /** Adds a cell; it runs when those before it are done. */
  add(task: Task): void {
    this.#waiting.push({ task, aborted: false });
    if (!this.#running) void this.#run();
  }

  /** Marks every cell that was sent before now as aborted. To be awaited before the failed cell is answered. */
  async abortWaiting(): Promise<void> {
    await nextTurn();
    await sleep(ARRIVAL_TIME);
    for (const entry of this.#waiting) entry.aborted = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let entry = this.#waiting.shift(); entry; entry = this.#waiting.shift()) {
      // The cells behind one that fails unexpectedly are not to blame: they run.
      await entry.task(entry.aborted).catch(this.#report);
      // Let other requests in, and make each cell start with no other work pending.
      await nextTurn();
    }
    this.#running = false;
  }
}
