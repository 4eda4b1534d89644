/**
 * Repair: the kernel can be interrupted, shut down and found alive while a cell computes.
 *
 * tslab reads all channels in the thread that runs the cells, does not know `interrupt_request`, and relies on SIGINT, which
 * Windows does not have.
 * On stock tslab: run `await null; while (true);`. No interrupt stops it, and a shutdown request gets no answer.
 *
 * So the control channel and the heartbeat belong to a thread of their own (control-worker.ts). It passes on to the main
 * thread what it does not answer itself.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { requireFromTslab } from "../packages";
import type { Replier } from "../protocol/message";
import { SharedState } from "./shared-state";

/** What the main thread sends: a message for the control channel, or the wish to close it. */
export type ToWorker = { readonly frames: readonly (Uint8Array | string)[] } | "close";

/** What the worker sends. */
export type FromWorker =
  | { readonly frames: readonly Uint8Array[] }
  /** An interrupt, unless the main thread has noticed more of them by then. */
  | { readonly unlessInterruptedSince: number }
  /** Why a socket could not be bound; an error would lose its address on the way. */
  | { readonly failure: string; readonly address: string }
  | "bound"
  | "closed";

export interface WorkerSetup {
  readonly connectionFile: string;
  readonly zeromq: string;
  readonly state: SharedArrayBuffer;
}

export class ControlThread implements Replier {
  readonly state = new SharedState();
  /** Called with the frames of each request that the main thread has to answer. */
  onRequest: (frames: Buffer[]) => void = () => undefined;
  readonly bound: Promise<void>;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #closed: () => void = () => undefined;

  constructor(connectionFile: string) {
    const workerData: WorkerSetup = {
      connectionFile,
      zeromq: requireFromTslab.resolve("zeromq"),
      state: this.state.buffer,
    };
    this.#worker = new Worker(join(__dirname, "control-worker.js"), { workerData });
    this.#ended = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        resolve();
      });
    });
    this.bound = new Promise((resolve, reject) => {
      this.#worker.once("error", reject);
      this.#worker.on("message", (message: FromWorker) => {
        if (message === "bound") resolve();
        else if (message !== "closed" && "failure" in message)
          reject(Object.assign(new Error(message.failure), { address: message.address }));
        else this.#receive(message);
      });
    });
  }

  /** Sends a message on the control channel. */
  send(frames: readonly (Buffer | string)[]): void {
    this.#post({ frames });
  }

  /** Closes the channel when everything has been sent, or finds it closed because the thread has ended. */
  close(): Promise<void> {
    this.#post("close");
    const closed = new Promise<void>((resolve) => {
      this.#closed = resolve;
    });
    return Promise.race([closed, this.#ended]);
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: Exclude<FromWorker, "bound" | { readonly failure: string }>): void {
    if (message === "closed") this.#closed();
    else if ("frames" in message) this.onRequest(message.frames.map((frame) => Buffer.from(frame)));
    // Whoever listens for the signal is told as if it had come.
    else if (message.unlessInterruptedSince === this.state.interrupts) process.emit("SIGINT");
  }
}
