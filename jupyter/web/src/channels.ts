/** Channels between what cells show and the kernel that shows it, by their ids. */
import type { Content } from "../../kernel/common/messages";

/** One end of a channel. */
interface Listener {
  receive(data: Content): void;
  /** The kernel is gone. */
  end(words: string): void;
}

export class Channels {
  readonly #listeners = new Map<string, Listener>();
  readonly #tell: (id: string, data: object) => void;

  /** @param tell - sends to the kernel */
  constructor(tell: (id: string, data: object) => void) {
    this.#tell = tell;
  }

  /** Joins a channel. @returns what sends on it */
  join(id: string, listener: Listener): (data: object) => void {
    this.#listeners.set(id, listener);
    return (data) => {
      this.#tell(id, data);
    };
  }

  /** Takes a message of the kernel. */
  receive(type: string, { comm_id, data }: Content): void {
    const id = String(comm_id);
    // The cell was run again: what its last run has shown is gone.
    if (type === "comm_close") this.#listeners.delete(id);
    else this.#listeners.get(id)?.receive((data ?? {}) as Content);
  }

  end(words: string): void {
    for (const listener of this.#listeners.values()) listener.end(words);
    this.#listeners.clear();
  }
}
