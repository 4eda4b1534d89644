/** A kernel's comms, callbacks and host in this process, and the cells that run in it; cells are functions, compiled already. */
import { AsyncLocalStorage } from "node:async_hooks";
import { Comms } from "../../../../jupyter/kernel/comms/comms";
import { Widgets } from "../../../../jupyter/kernel/comms/widgets";
import type { Content, Publish, Request } from "../../../../jupyter/kernel/common/messages";
import { Callbacks } from "../../../../jupyter/kernel/session/callbacks";
import { CellOutput } from "../../../../jupyter/kernel/session/cell-output";
import { hostOf } from "../../../../jupyter/kernel/session/host-object";
import { Run } from "../../../../jupyter/kernel/session/run";
import type { Surroundings } from "../../../../jupyter/kernel/session/surroundings";

/** A message that pages get; `run` is the execution of a cell that it belongs to. */
export interface Message {
  readonly run: string;
  readonly type: string;
  readonly content: Content;
}

export interface Window {
  hear(message: Message): void;
}

const HOST = Symbol.for("breaking-symmetry.kernel");
const CELL = "cell";

let count = 0;

export class House {
  /** How many messages houses have published. */
  static published = 0;
  readonly windows = new Set<Window>();
  readonly #contexts = new AsyncLocalStorage<Run>();
  readonly #comms: Comms;
  readonly #callbacks: Callbacks;
  #last: Run | undefined;
  #isOn = true;

  constructor() {
    const surroundings = {
      breakable: <T>(task: () => T): T => task(),
      runAs: <T>(run: Run, task: () => T): T => this.#contexts.run(run, task),
      current: () => this.#contexts.getStore(),
      later: (task: () => void) =>
        setImmediate(() => {
          if (this.#isOn) task();
        }),
    };
    this.#callbacks = new Callbacks(surroundings as unknown as Surroundings);
    this.#comms = new Comms(
      (type, content) => {
        this.#publish((this.#current ?? this.#last)!.request.header.msg_id, type, content);
      },
      () => `comm-${++count}`,
    );
    const parts = {
      comms: this.#comms,
      widgets: new Widgets(this.#comms),
      load: () => undefined,
      input: () => "",
      onInterrupt: () => () => undefined,
      call: <T>(run: Run, task: () => T) => this.#callbacks.call(run, task),
      collect: <T>(run: Run, task: () => T, receive: Publish) => this.#callbacks.collect(run, task, receive),
      atEnd: (run: Run, close: () => void) => {
        this.#callbacks.atEnd(run, close);
      },
    };
    Object.defineProperty(globalThis, HOST, {
      configurable: true,
      get: () => {
        const run = this.#current ?? this.#last;
        return run && hostOf(run, parts);
      },
    });
  }

  /** Where what is running prints. */
  print(text: string): void {
    this.#current?.output.write("stdout", text);
  }

  /** Runs the cell anew. @returns the name of the run */
  run(cell: () => void, announce: (name: string) => void): void {
    const name = `run-${++count}`;
    announce(name);
    const request = this.#request(name, "execute_request", {});
    const publish: Publish = (type, content) => {
      this.#publish(name, type, content);
    };
    this.#callbacks.endWith(request);
    this.#last = new Run(request, new CellOutput(publish), 1);
    this.#contexts.run(this.#last, cell);
  }

  /** Takes what a page says on a channel. */
  tell(type: string, id: string, data: Content): void {
    if (!this.#isOn) return;
    const name = `tell-${++count}`;
    this.#comms.receive(
      this.#request(name, type, { comm_id: id, target_name: "breaking-symmetry.live", data }),
      (answer, content) => {
        this.#publish(name, answer, content);
      },
    );
  }

  /** The stop button. @returns whether something was stopped */
  interrupt(): boolean {
    return this.#callbacks.interrupt();
  }

  /** The end of the kernel, without a word. */
  end(): void {
    this.#isOn = false;
    this.windows.clear();
    this.#contexts.disable();
    Reflect.deleteProperty(globalThis, HOST);
  }

  get #current(): Run | undefined {
    return this.#contexts.getStore();
  }

  #request(id: string, type: string, content: Content): Request {
    const header = { msg_id: id, msg_type: type, session: "model", username: "reader" };
    return { header, identities: [], channel: "shell", metadata: { cellId: CELL }, content, buffers: [] };
  }

  #publish(run: string, type: string, content: Content): void {
    if (!this.#isOn) return;
    House.published++;
    const message = JSON.parse(JSON.stringify({ run, type, content })) as Message;
    for (const window of this.windows) window.hear(message);
  }
}
