/** Runs one execute request from its first message to its reply. */
import type { SharedState } from "../control/shared-state";
import { describeError, type ErrorDescription } from "../errors/describe";
import type { CellScripts } from "../errors/cell-scripts";
import type { ExecuteContent, JupyterContent, Publish } from "../protocol/message";
import type { CellExecutor } from "./cell-executor";
import { CellOutput } from "./cell-output";
import { KeyboardInterrupt } from "./interruption";
import { directOutputTo } from "./output-target";

export class CellRunner {
  readonly #executor: CellExecutor;
  readonly #scripts: CellScripts;
  readonly #state: SharedState;
  #output = new CellOutput(() => undefined);
  /** The number that a notebook shows beside a cell: it counts cells that are kept in the history. */
  #executionCount = 0;
  /** How many requests have been run, whether counted or not. */
  #runs = 0;
  #backgroundError: ErrorDescription | undefined;

  constructor(executor: CellExecutor, scripts: CellScripts, state: SharedState) {
    this.#executor = executor;
    this.#scripts = scripts;
    this.#state = state;
  }

  get executionCount(): number {
    return this.#executionCount;
  }

  /** Runs a cell and returns the content of the reply. */
  async run(request: ExecuteContent, publish: Publish): Promise<JupyterContent> {
    const { code, silent = false, store_history: storeHistory = !silent } = request;
    if (storeHistory && !silent) this.#executionCount++;
    const count = this.#executionCount;
    if (!silent) publish("execute_input", { code, execution_count: count });
    this.#output = new CellOutput(silent ? () => undefined : publish);
    this.#backgroundError = undefined;
    directOutputTo(this.#output);
    const failure = await this.#execute(code, `Cell [${count}]`);
    this.#output.flush();
    if (failure) return { status: "error", execution_count: count, ...failure };
    return { status: "ok", execution_count: count, payload: [], user_expressions: {} };
  }

  /**
   * Repair: an error that no one waits for, from a timer or a rejected promise, is an error of the cell that runs, or of
   * the last one.
   * On stock tslab: `Promise.reject(new Error("oops"))` prints a line on stderr, and the cell counts as successful.
   */
  reportBackgroundError(thrown: unknown): void {
    // What an interrupt ends in the background needs no report.
    if (thrown instanceof KeyboardInterrupt) return;
    const description = this.#describe(thrown);
    this.#backgroundError ??= description;
    this.#output.send("error", { ...description });
  }

  async #execute(code: string, title: string): Promise<ErrorDescription | undefined> {
    const scriptName = `cell-${++this.#runs}`;
    this.#state.runningCell = this.#runs;
    try {
      await this.#executor.execute(code, { title, scriptName });
      // An unhandled rejection is known only when the event loop turns.
      await new Promise(setImmediate);
      return this.#backgroundError;
    } catch (thrown) {
      const description = this.#describe(thrown);
      this.#output.send("error", { ...description });
      return description;
    } finally {
      this.#state.runningCell = 0;
    }
  }

  #describe(thrown: unknown): ErrorDescription {
    return this.#state.protect(() => describeError(thrown, this.#scripts));
  }
}
