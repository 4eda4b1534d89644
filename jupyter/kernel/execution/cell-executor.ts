/**
 * tslab's executor as something that throws what a cell throws, that can be interrupted, and that keeps what a failed cell
 * has declared.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { SharedState } from "../control/shared-state";
import type { CellConverter } from "../conversion/cell-converter";
import type { FreshModules } from "../modules/fresh-modules";
import {
  createExecutor,
  getCodeMetadata,
  type CellGlobals,
  type Converted,
  type Converter,
  type Executor,
} from "../tslab";
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
  readonly #state: SharedState;
  readonly #variables = new Variables();
  readonly #globals: KernelGlobals;
  #before: Snapshot = new Map();
  #converted: Converted = { diagnostics: [] };
  #failure: unknown;

  constructor(rootDirectory: string, converter: CellConverter, modules: FreshModules, state: SharedState) {
    this.#converter = converter;
    this.#state = state;
    converter.onConverted = ({ names, imports }) => {
      if (imports) modules.refresh();
      this.#before = this.#variables.snapshot(names);
    };
    const close = (): void => {
      converter.close();
    };
    const ready: Converter = {
      convert: () => this.#converted,
      inspect: converter.inspect,
      complete: converter.complete,
      addModule: (...module) => state.protect(() => converter.addModule(...module)),
      close,
    };
    const converters = { node: ready, browser: ready, close };
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
      this.#convert(source);
      await interruptsAreNoticed();
      if (this.interruption.count !== before) throw new KeyboardInterrupt();
      await Promise.race([this.#run(source), this.interruption.next()]);
      this.#commit(new Set());
    } catch (failure) {
      this.#commit(this.#variables.unchangedSince(this.#before));
      throw this.interruption.count !== before || isStoppedScript(failure)
        ? new KeyboardInterrupt()
        : failure;
    }
    const { result } = this.#globals;
    if (result !== undefined && result !== null) console.log(result);
  }

  /**
   * Converts a cell before tslab asks for it, which runs the script in the same breath: an interrupt that comes meanwhile
   * could not stop it.
   */
  #convert(source: string): void {
    const { module, mode } = getCodeMetadata(source);
    // tslab does not convert these.
    if (module !== undefined || mode === "browser") return;
    this.#converted = this.#state.protect(() => this.#converter.convert("", source));
  }

  #commit(unreached: ReadonlySet<string>): void {
    this.#state.protect(() => {
      this.#converter.commit(unreached);
    });
  }

  async #run(source: string): Promise<void> {
    const ending = this.tslab.execute(source);
    rearmSignalListeners();
    if (!(await ending)) throw this.#failure;
  }
}

/** Lets the event loop look for signals and messages that have come: the first turn may have looked already. */
async function interruptsAreNoticed(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

/** Whether tslab's way of running a script was ended by the signal. */
function isStoppedScript(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && failure.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}
