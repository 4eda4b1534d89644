/** What a session needs of the machine that it runs on, be it Node or a browser's worker. */
import type { CompiledCell } from "../compile/cell-compiler";
import type { Run } from "./run";

export interface Surroundings {
  /** Runs the script of a cell: what it ends with is its completion, a promise if the cell waits. */
  evaluate(cell: CompiledCell): unknown;
  /** Runs code that may be the reader's. Throws a KeyboardInterrupt if it is interrupted. */
  breakable<T>(task: () => T): T;
  /** Runs a task on behalf of a run, with all that it sets off, however late. */
  runAs<T>(run: Run, task: () => T): T;
  /** On whose behalf code is running. */
  current(): Run | undefined;
  /** Calls a task when everything else that is due has been done, or after a time in milliseconds. */
  later(task: () => void, milliseconds?: number): void;
  /** A value as text. */
  inspect(value: unknown): string;
  /** Forgets modules whose files have changed. */
  refreshModules(): void;
  /** Tells the listeners of cells that the reader has interrupted the kernel. */
  tellInterrupt(): void;
}
