/** The page's kernel in JupyterLite: its worker speaks Jupyter's protocol, and here its messages get their envelopes. */
import type { Content, Header } from "../../kernel/common/messages";
import { offerModules, sharedModule } from "../../renderer/src/lab/federated";
import { followLessons, type Tracker } from "./lite-lessons";
import type { Application } from "./newer-lesson";
import { end, type FromKernel, interrupt, lost, post, startWorker } from "./kernel-worker";

const NAME = "breaking-symmetry-kernel";

/** A message as JupyterLite has it. */
interface Message {
  readonly channel: string;
  readonly header: Header;
  readonly parent_header: Header | object;
  readonly metadata: Content;
  readonly content: Content;
  readonly buffers: readonly unknown[];
}

/** What JupyterLite gives to a kernel that it starts. */
interface Options {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly sendMessage: (message: Message) => void;
}

interface Signal {
  emit(value: undefined): void;
}

// Only while the script runs does the page say where it came from; the kernel lies beside it.
const here = (document.currentScript as HTMLScriptElement).src;
const beside = (file: string): string => new URL(file, here).href;

/** An id that no other message has; over plain http the browser offers no `crypto.randomUUID`. */
const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

class LiteKernel {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly disposed: Signal;
  isDisposed = false;
  ready: Promise<void>;
  readonly #send: Options["sendMessage"];
  #worker: Worker | undefined;
  /** Requests that have not been answered. */
  readonly #waiting = new Map<string, Header>();
  /** All requests: what comes late belongs to a cell that has ended. */
  readonly #requests = new Map<string, Header>();

  constructor({ id, name, location, sendMessage }: Options, disposed: (kernel: LiteKernel) => Signal) {
    [this.id, this.name, this.location, this.#send] = [id, name, location, sendMessage];
    this.disposed = disposed(this);
    this.ready = this.#start();
  }

  /** Passes a message on; the session queues cells by itself. */
  async handleMessage({ header, content, metadata }: Message): Promise<void> {
    this.#waiting.set(header.msg_id, header);
    this.#requests.set(header.msg_id, header);
    await this.ready;
    if (this.#worker)
      post(this.#worker, { type: "request", id: header.msg_id, msgType: header.msg_type, content, metadata });
  }

  /** Stops what is running: at once where it waits, else by ending the worker, with all variables. */
  async interrupt(): Promise<void> {
    const worker = this.#worker;
    if (!worker || !(await interrupt(worker)) || this.isDisposed) return;
    end(worker);
    for (const header of this.#waiting.values()) {
      if (header.msg_type !== "execute_request") continue;
      this.#answer(header, "iopub", "error", lost);
      this.#answer(header, "shell", "execute_reply", { status: "error", ...lost });
      this.#answer(header, "iopub", "status", { execution_state: "idle" });
    }
    this.#waiting.clear();
    this.ready = this.#start();
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    end(this.#worker);
    this.disposed.emit(undefined);
  }

  async #start(): Promise<void> {
    this.#worker = await startWorker(beside, "cells.json", (message) => {
      this.#receive(message);
    });
    if (this.isDisposed) end(this.#worker);
  }

  #receive({ channel, parent, msgType, content, metadata }: FromKernel): void {
    const header = this.#requests.get(parent);
    if (!header) return;
    if (channel === "shell") this.#waiting.delete(parent);
    this.#answer(header, channel, msgType, content, metadata);
  }

  #answer(parent: Header, channel: string, type: string, content: Content, metadata: Content = {}): void {
    this.#send({
      channel,
      header: { ...parent, msg_id: newId(), msg_type: type, date: new Date().toISOString() },
      parent_header: parent,
      // The session has aborted the cells that wait after an error; JupyterLite would forget to answer them.
      metadata: channel === "shell" ? { ...metadata, cause: "interrupt" } : metadata,
      content,
      buffers: [],
    });
  }
}

interface KernelSpecs {
  register(kernel: { spec: object; create: (options: Options) => Promise<LiteKernel> }): void;
}

interface KernelClient {
  interrupt(id: string): Promise<void>;
}

async function extension(): Promise<unknown> {
  const { IKernelSpecs, IKernelClient } = (await sharedModule("@jupyterlite/services")) as Record<
    string,
    unknown
  >;
  const { INotebookTracker } = (await sharedModule("@jupyterlab/notebook")) as { INotebookTracker: unknown };
  const signaling = await sharedModule("@lumino/signaling");
  const { Signal: SignalOf } = signaling as { Signal: new (sender: object) => Signal };
  const kernels = new Map<string, LiteKernel>();
  return {
    id: `${NAME}:kernel`,
    description: "TypeScript cells, without a server.",
    autoStart: true,
    requires: [IKernelSpecs, IKernelClient, INotebookTracker],
    activate: (app: Application, specs: KernelSpecs, client: KernelClient, tracker: Tracker) => {
      void followLessons(app, tracker);
      specs.register({
        spec: {
          name: "breaking-symmetry",
          display_name: "TypeScript (Breaking Symmetry)",
          language: "typescript",
          argv: [],
          resources: {},
        },
        create: (options) => {
          const kernel = new LiteKernel(options, (sender) => new SignalOf(sender));
          kernels.set(kernel.id, kernel);
          return Promise.resolve(kernel);
        },
      });
      // JupyterLite itself only cancels the cells that wait.
      const cancel = client.interrupt.bind(client);
      client.interrupt = async (id) => {
        await Promise.all([kernels.get(id)?.interrupt(), cancel(id)]);
      };
    },
  };
}

offerModules(NAME, { "./extension": extension });
