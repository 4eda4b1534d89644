/** What cells have left behind to be called later, such as what a control sets off, and what ends with them. */
import { KeyboardInterrupt } from "../common/interrupt";
import type { Publish, Request } from "../common/messages";
import { CellOutput } from "./cell-output";
import { isPromise } from "./results";
import { Run } from "./run";
import type { Surroundings } from "./surroundings";

export class Callbacks {
  readonly #surroundings: Surroundings;
  /** Those under way, and how to stop waiting for them. */
  readonly #running = new Map<Run, (reason: KeyboardInterrupt) => void>();
  readonly #endings = new Map<string, (() => void)[]>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * Calls something on behalf of a cell, which may have ended long ago, after what is due by now. It can be interrupted as a cell
   * can, also while it waits for its turn.
   */
  async call<T>(cell: Run, task: () => T): Promise<Awaited<T>> {
    const run = new Run(cell.request, cell.output, cell.count);
    const result = new Promise<T>((resolve, reject) => {
      this.#running.set(run, reject);
      // Not in a promise's reaction: an interrupt may end those as a whole, with what the kernel still has to do.
      this.#surroundings.later(() => {
        if (run.isStopped) return;
        try {
          resolve(this.#surroundings.runAs(run, () => this.#surroundings.breakable(task)));
        } catch (failure) {
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- handed on as it was thrown
          reject(failure);
        }
      });
    });
    try {
      return await result;
    } finally {
      this.#running.delete(run);
    }
  }

  /** Runs a task at once, with another place for what it prints and shows. */
  collect<T>(cell: Run, task: () => T, receive: Publish): T {
    const output = new CellOutput(receive);
    const flush = (): void => {
      output.flush();
    };
    const run = (this.#surroundings.current() ?? cell).withOutput(output);
    try {
      const result = this.#surroundings.runAs(run, task);
      if (isPromise(result)) result.then(flush, flush);
      return result;
    } finally {
      flush();
    }
  }

  /** Interrupts what is under way; false if nothing is. */
  interrupt(): boolean {
    const running = [...this.#running];
    this.#running.clear();
    for (const [run, stop] of running) {
      run.isStopped = true;
      stop(new KeyboardInterrupt());
    }
    return running.length > 0;
  }

  /** Calls something when the cell runs again or is deleted; never, if the front end does not name its cells. */
  atEnd({ cellId }: Run, close: () => void): void {
    if (cellId !== undefined) this.#endings.set(cellId, [...(this.#endings.get(cellId) ?? []), close]);
  }

  /** Ends what a cell has left that runs again, and what deleted cells have. */
  endWith({ metadata: { cellId, deletedCells } }: Request): void {
    const ended = [cellId, ...(Array.isArray(deletedCells) ? (deletedCells as unknown[]) : [])];
    for (const id of ended.map(String)) {
      const endings = this.#endings.get(id) ?? [];
      this.#endings.delete(id);
      for (const end of endings) end();
    }
  }
}
