/**
 * tslab's executor as something that throws what a cell throws, that can be interrupted, and that keeps what a failed cell
 * has declared.
 */
import type { CellConverter } from "../conversion/cell-converter";
import type { FreshModules } from "../modules/fresh-modules";
import { createExecutor, type CellGlobals, type Executor } from "../tslab";
import { Interruption, KeyboardInterrupt } from "./interruption";
import { rearmSignalListeners } from "./signal-listeners";
import { Variables, type Snapshot } from "./variables";

/** What the code that the kernel adds to cells finds as `__tslab__`. */
interface KernelGlobals extends CellGlobals {
  result: unknown;
  readonly interruption: Interruption;
  readonly box: Variables["box"];
}

export class CellExecutor {
  readonly tslab: Executor;
  readonly interruption = new Interruption();
  readonly #converter: CellConverter;
  readonly #variables = new Variables();
  readonly #globals: KernelGlobals;
  #before: Snapshot = new Map();
  #failure: unknown;

  constructor(rootDirectory: string, converter: CellConverter, modules: FreshModules) {
    this.#converter = converter;
    converter.onConverted = ({ names, imports }) => {
      if (imports) modules.refresh();
      this.#before = this.#variables.snapshot(names);
    };
    const converters = {
      node: converter,
      browser: converter,
      close: () => {
        converter.close();
      },
    };
    this.tslab = createExecutor(rootDirectory, converters, {
      log: console.log,
      error: (failure: unknown) => {
        this.#failure = failure;
      },
    });
    const globals = (globalThis as unknown as { __tslab__: CellGlobals }).__tslab__;
    this.#globals = Object.assign(globals, {
      exports: this.#variables.exports,
      box: (name: string) => this.#variables.box(name),
      interruption: this.interruption,
      result: undefined,
    });
  }

  /** Runs a cell and prints the value of its last expression. Rejects with what the cell throws. */
  async execute(source: string, cell: CellConverter["cell"]): Promise<void> {
    const before = this.interruption.count;
    this.#converter.cell = cell;
    this.#globals.result = undefined;
    this.#before = new Map();
    try {
      await Promise.race([this.#run(source), this.interruption.next()]);
      this.#converter.commit(new Set());
    } catch (failure) {
      this.#converter.commit(this.#variables.unchangedSince(this.#before));
      throw this.interruption.count !== before || isStoppedScript(failure)
        ? new KeyboardInterrupt()
        : failure;
    }
    const { result } = this.#globals;
    if (result !== undefined && result !== null) console.log(result);
  }

  async #run(source: string): Promise<void> {
    const ending = this.tslab.execute(source);
    rearmSignalListeners();
    if (!(await ending)) throw this.#failure;
  }
}

/** Whether tslab's way of running a script was ended by the signal. */
function isStoppedScript(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && failure.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}
