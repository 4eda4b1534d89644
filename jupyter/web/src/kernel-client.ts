/** The page's end of its kernel: starts the worker when it is first needed, asks, listens, stops, starts anew. */
import type { Content } from "../../kernel/common/messages";
import { end, ended, type FromKernel, interrupt, post, startWorker, stopped, watch } from "./kernel-worker";

/** What a page hears of the kernel that is not the answer to one of its cells. */
export interface Listener {
  /** A message that belongs to a cell (`parent`) or to a control. */
  message(parent: string, type: string, content: Content): void;
  /** The state in which the kernel is now, for the reader. */
  state(state: KernelState): void;
}

export type KernelState = "asleep" | "starting" | "failed" | "idle" | "busy" | "restarted";

export class KernelClient {
  readonly #place: (file: string) => Promise<string>;
  readonly #cells: string;
  readonly #listener: Listener;
  #worker: Promise<Worker> | undefined;
  #running: Worker | undefined;
  readonly #waiting = new Map<string, (reply: Content) => void>();
  /** The last run of each cell. */
  readonly #runs = new Map<string, string>();
  #newest = 0;
  #restarts = 0;
  #endWatch: (() => void) | undefined;

  /**
   * @param place - the address of one of the kernel's files, by its name
   * @param cells - the file of known cells
   */
  constructor(place: (file: string) => Promise<string>, cells: string, listener: Listener) {
    this.#place = place;
    this.#cells = cells;
    this.#listener = listener;
  }

  /** Starts the kernel, if it does not run. Rejects if it cannot be loaded; the next call tries again. */
  wake(): Promise<Worker> {
    this.#worker ??= this.#start().catch((error: unknown) => {
      this.#worker = undefined;
      this.#listener.state("failed");
      throw error;
    });
    return this.#worker;
  }

  /**
   * Runs a cell; its output comes to the listener under the cell's id, as long as the cell is not run again. The reply says how it
   * ended.
   *
   * @param options - films: whether they play
   */
  execute(cell: string, code: string, { films = true } = {}): Promise<Content> {
    const content = { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: false };
    return this.#ask("execute_request", content, { cellId: cell, films }, cell);
  }

  /** How a cell that stands below these can go on. */
  complete(code: string, cursor: number, above: readonly string[]): Promise<Content> {
    return this.#question("complete_request", { code, cursor_pos: cursor, above });
  }

  /** Tells about a name in a cell that stands below these. */
  inspect(code: string, cursor: number, above: readonly string[]): Promise<Content> {
    return this.#question("inspect_request", { code, cursor_pos: cursor, detail_level: 0, above });
  }

  /** Says what is wrong in a cell that stands below these. */
  diagnose(code: string, above: readonly string[]): Promise<Content> {
    return this.#question("diagnose_request", { code, above });
  }

  format(code: string): Promise<Content> {
    return this.#question("format_request", { code });
  }

  /** Tells a control's model what the reader has changed. */
  tell(comm: string, data: Content): void {
    // A control that is joined has a kernel.
    if (!this.#running) return;
    this.#endWatch ??= watch(this.#running, (isSilent) => {
      if (!this.#cellThatRuns()) this.#listener.state(isSilent ? "busy" : "idle");
    });
    post(this.#running, {
      type: "request",
      id: `tell-${++this.#newest}`,
      msgType: "comm_msg",
      content: { comm_id: comm, data },
      metadata: {},
    });
  }

  /** Stops what is running: at once where it waits, else by ending the worker, with all variables. */
  async interrupt(): Promise<void> {
    const worker = this.#running;
    if (worker && (await interrupt(worker)) && worker === this.#running) this.restart();
  }

  /** Ends the kernel and all its variables; the next cell starts a new one. */
  restart(reason = stopped): void {
    this.#restarts++;
    this.#endWatch?.();
    this.#endWatch = undefined;
    end(this.#running);
    this.#running = this.#worker = undefined;
    const running = this.#cellThatRuns();
    if (running !== undefined) this.#listener.message(cellOf(running), "error", reason);
    for (const answer of this.#waiting.values()) answer({ status: "aborted" });
    this.#waiting.clear();
    this.#listener.state("restarted");
  }

  /** The request of the cell that runs: the first that waits. */
  #cellThatRuns(): string | undefined {
    return [...this.#waiting.keys()].find((request) => cellOf(request) !== "ask");
  }

  async #start(): Promise<Worker> {
    this.#listener.state("starting");
    const restarts = this.#restarts;
    const worker = await startWorker(
      this.#place,
      this.#cells,
      (message) => {
        this.#receive(message);
      },
      (words) => {
        if (this.#running && restarts === this.#restarts) this.restart(ended(words));
      },
    );
    // The reader may have given up on it meanwhile.
    if (restarts !== this.#restarts) {
      end(worker);
      return this.wake();
    }
    this.#running = worker;
    this.#listener.state("idle");
    return worker;
  }

  /** Asks about code; that there is no kernel is an answer, too. */
  #question(msgType: string, content: Content): Promise<Content> {
    return this.#ask(msgType, content).catch((error: unknown) => ({
      status: "error",
      evalue: error instanceof Error ? error.message : String(error),
    }));
  }

  async #ask(msgType: string, content: Content, metadata: Content = {}, name = "ask"): Promise<Content> {
    const worker = await this.wake();
    // A cell may be run again before its last run has ended.
    const id = `${name}#${++this.#newest}`;
    this.#runs.set(name, id);
    const reply = new Promise<Content>((resolve) => this.#waiting.set(id, resolve));
    post(worker, { type: "request", id, msgType, content, metadata });
    return reply;
  }

  #receive({ channel, parent, msgType, content }: FromKernel): void {
    const cell = cellOf(parent);
    if (channel === "shell") {
      // Help comes with the reply; as in JupyterLab, it is shown below its cell.
      const [page] = (content.payload ?? []) as readonly Content[];
      if (page) this.#listener.message(cell, "display_data", { data: page.data, metadata: {} });
      this.#waiting.get(parent)?.(content);
      this.#waiting.delete(parent);
    } else if (msgType === "status") {
      // A question about code, such as comes while the reader types, is none of their business.
      if (cell !== "ask") this.#listener.state(content.execution_state === "busy" ? "busy" : "idle");
    }
    // What an earlier run of the cell still says is no concern of this one.
    else if (msgType.startsWith("comm_") || parent === this.#runs.get(cell))
      this.#listener.message(cell, msgType, content);
  }
}

/** A request is named after its cell. */
function cellOf(request: string): string {
  return request.replace(/#\d+$/, "");
}
