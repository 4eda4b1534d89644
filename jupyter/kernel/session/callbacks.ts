/** What cells have left behind to be called later, such as what a control sets off, and what ends with them. */
import { KeyboardInterrupt } from "../common/interrupt";
import type { Request } from "../common/messages";
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

  /** Calls something on behalf of a cell, which may have ended long ago. It can be interrupted as a cell can. */
  async call<T>(cell: Run, task: () => T): Promise<Awaited<T>> {
    const run = new Run(cell.request, cell.output, cell.count);
    const stopped = new Promise<never>((_, reject) => this.#running.set(run, reject));
    try {
      const result = this.#surroundings.runAs(run, () => this.#surroundings.breakable(task));
      return await Promise.race([result, stopped]);
    } finally {
      this.#running.delete(run);
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
