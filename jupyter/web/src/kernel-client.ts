/** The page's end of its kernel: starts the worker when it is first needed, asks, listens, stops, starts anew. */
import type { Content } from "../../kernel/common/messages";
import { type FromKernel, interrupt, post, startWorker } from "./kernel-worker";

/** What a page hears of the kernel that is not the answer to one of its cells. */
export interface Listener {
  /** A message that belongs to a cell (`parent`) or to a control. */
  message(parent: string, type: string, content: Content): void;
  /** The state in which the kernel is now, for the reader. */
  state(state: KernelState): void;
}

export type KernelState = "asleep" | "starting" | "idle" | "busy" | "restarted";

export class KernelClient {
  readonly #place: (file: string) => Promise<string>;
  readonly #listener: Listener;
  #worker: Promise<Worker> | undefined;
  #running: Worker | undefined;
  readonly #waiting = new Map<string, (reply: Content) => void>();
  #newest = 0;
  #restarts = 0;

  /** @param place - the address of one of the kernel's files, by its name */
  constructor(place: (file: string) => Promise<string>, listener: Listener) {
    this.#place = place;
    this.#listener = listener;
  }

  /** Starts the kernel, if it does not run. */
  wake(): Promise<Worker> {
    return (this.#worker ??= this.#start());
  }

  /** Runs a cell; its output comes to the listener under the cell's id. The reply says how it ended. */
  execute(cell: string, code: string): Promise<Content> {
    const content = { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: false };
    return this.#ask("execute_request", content, { cellId: cell }, cell);
  }

  complete(code: string, cursor: number): Promise<Content> {
    return this.#ask("complete_request", { code, cursor_pos: cursor });
  }

  inspect(code: string, cursor: number): Promise<Content> {
    return this.#ask("inspect_request", { code, cursor_pos: cursor, detail_level: 0 });
  }

  /** Tells a control's model what the reader has changed. */
  tell(comm: string, data: Content): void {
    void this.wake().then((worker) => {
      post(worker, {
        type: "request",
        id: `tell-${++this.#newest}`,
        msgType: "comm_msg",
        content: { comm_id: comm, data },
        metadata: {},
      });
    });
  }

  /** Stops what is running: at once where it waits, else by ending the worker, with all variables. */
  async interrupt(): Promise<void> {
    const worker = this.#running;
    if (!worker || this.#waiting.size === 0) return;
    const goesOn = await interrupt(worker, this.#waiting);
    if (goesOn && worker === this.#running) this.restart();
  }

  /** Ends the kernel and all its variables; the next cell starts a new one. */
  restart(): void {
    this.#restarts++;
    this.#running?.terminate();
    this.#running = this.#worker = undefined;
    for (const end of this.#waiting.values()) end({ status: "aborted" });
    this.#waiting.clear();
    this.#listener.state("restarted");
  }

  async #start(): Promise<Worker> {
    this.#listener.state("starting");
    const restarts = this.#restarts;
    const worker = await startWorker(this.#place, (message) => {
      this.#receive(message);
    });
    // The reader may have given up on it meanwhile.
    if (restarts !== this.#restarts) {
      worker.terminate();
      return this.wake();
    }
    this.#running = worker;
    this.#listener.state("idle");
    return worker;
  }

  async #ask(msgType: string, content: Content, metadata: Content = {}, name = "ask"): Promise<Content> {
    const worker = await this.wake();
    // A cell may be run again before its last run has ended.
    const id = `${name}#${++this.#newest}`;
    const reply = new Promise<Content>((resolve) => this.#waiting.set(id, resolve));
    post(worker, { type: "request", id, msgType, content, metadata });
    return reply;
  }

  #receive({ channel, parent, msgType, content }: FromKernel): void {
    const cell = parent.replace(/#\d+$/, "");
    if (channel === "shell") {
      // Help comes with the reply; as in JupyterLab, it is shown below its cell.
      const [page] = (content.payload ?? []) as readonly Content[];
      if (page) this.#listener.message(cell, "display_data", { data: page.data, metadata: {} });
      this.#waiting.get(parent)?.(content);
      this.#waiting.delete(parent);
    } else if (msgType === "status")
      this.#listener.state(content.execution_state === "busy" ? "busy" : "idle");
    else this.#listener.message(cell, msgType, content);
  }
}
