/** Comms: channels between objects of the kernel and objects of front ends, opened by either side. */
import type { Content, Extras, Publish, Request } from "../common/messages";

export interface CommMessage {
  readonly data: Content;
  readonly buffers: readonly Uint8Array[];
  /** Answers on the same channel, as the consequence of this message. */
  readonly reply: (data: Content, extras?: Extras) => void;
}

/** One end of a channel. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  readonly isOpen: boolean;
  onMessage: (message: CommMessage) => void;
  onClose: () => void;
  send(data: Content, extras?: Extras): void;
  close(): void;
}

/** Called when a front end opens a channel. */
export type CommTarget = (comm: Comm, data: Content) => void;

export class Comms {
  readonly #publish: Publish;
  readonly #open = new Map<string, Comm>();
  /** The channels that pages may join, and whether one has. */
  readonly #offered = new Map<string, boolean>();
  readonly #targets = new Map<string, CommTarget>();
  readonly #newId: () => string;

  /**
   * @param publish - sends on the IOPub channel, on behalf of whatever is running
   * @param newId - makes an identifier that no other channel has
   */
  constructor(publish: Publish, newId: () => string) {
    this.#publish = publish;
    this.#newId = newId;
  }

  addTarget(name: string, target: CommTarget): void {
    this.#targets.set(name, target);
  }

  /** Opens a channel to whoever listens for the target in the front ends. */
  open(target: string, data: Content, extras: Extras = {}): Comm {
    const comm = this.#add(target, this.#newId());
    this.#publish("comm_open", { comm_id: comm.id, target_name: target, data }, extras);
    return comm;
  }

  /**
   * A channel that front ends may join by its id, as many as want to. It is not announced: a front end that does not know
   * the target would answer an announcement by closing the channel for all.
   */
  offer(target: string, id = this.#newId()): Comm {
    this.#offered.set(id, false);
    return this.#add(target, id);
  }

  /** The open channels of a target; of all if there is none. */
  info(target?: string): Record<string, { readonly target_name: string }> {
    const chosen = [...this.#open.values()].filter((comm) => target === undefined || comm.target === target);
    return Object.fromEntries(chosen.map((comm) => [comm.id, { target_name: comm.target }]));
  }

  /** Takes a message of a front end; `publish` answers it. */
  receive({ header, content, buffers }: Request, publish: Publish): void {
    const id = String(content.comm_id);
    const data = (content.data ?? {}) as Content;
    const comm = this.#open.get(id);
    if (this.#offered.has(id)) this.#offered.set(id, true);
    if (header.msg_type === "comm_open") this.#accept(id, String(content.target_name), data, publish);
    else if (header.msg_type === "comm_msg") {
      // A page may show what another kernel, or an earlier run of the cell, has left.
      if (!comm) publish("comm_close", { comm_id: id, data: {} });
      comm?.onMessage({
        data,
        buffers,
        reply: (answer, extras) => {
          publish("comm_msg", { comm_id: id, data: answer }, extras);
        },
      });
    } else if (comm && !this.#offered.has(id)) {
      this.#open.delete(id);
      comm.onClose();
    }
  }

  #accept(id: string, name: string, data: Content, publish: Publish): void {
    // A page joins a channel that is offered by opening it.
    if (this.#offered.has(id)) return;
    const target = this.#targets.get(name);
    if (target) target(this.#add(name, id), data);
    else publish("comm_close", { comm_id: id, data: {} });
  }

  #add(target: string, id: string): Comm {
    const [open, offered, publish] = [this.#open, this.#offered, this.#publish];
    const comm: Comm = {
      id,
      target,
      get isOpen() {
        return open.get(id) === comm;
      },
      onMessage: () => undefined,
      onClose: () => undefined,
      send: (data, extras) => {
        if (comm.isOpen) publish("comm_msg", { comm_id: id, data }, extras);
      },
      close: () => {
        if (!comm.isOpen) return;
        open.delete(id);
        if (offered.get(id) !== false) publish("comm_close", { comm_id: id, data: {} });
        offered.delete(id);
      },
    };
    open.set(id, comm);
    return comm;
  }
}
