import { type Point, readPoints } from "./plane";

/** How long, in milliseconds, the kernel may take to hear of a change before it is told of the next nonetheless. */
const PATIENCE = 3000;

let count = 0;

/**
 * Keeps the points of a page and of the kernel in step. One change is under way at a time, and of those that come meanwhile the
 * latest is sent; what the kernel says before it has heard of the own change is out of date.
 */
export class Sync {
  readonly #send: (data: object) => void;
  readonly #page = Math.random().toString(36).slice(2);
  #pending: string | undefined;
  #since = 0;
  #next: readonly Point[] | undefined;

  constructor(send: (data: object) => void) {
    this.#send = send;
  }

  /** Asks for the points as the kernel has them. */
  ask(): void {
    this.#send({ method: "request_state" });
  }

  tell(points: readonly Point[]): void {
    this.#next = points;
    if (this.#pending !== undefined && Date.now() - this.#since < PATIENCE) return;
    this.#next = undefined;
    this.#since = Date.now();
    this.#pending = `${this.#page}-${++count}`;
    this.#send({ method: "update", state: { points, edit: this.#pending }, buffer_paths: [] });
  }

  /** Takes a message of the kernel. @returns the points that hold now, if it says so */
  receive({ state }: Readonly<Record<string, unknown>>): readonly Point[] | undefined {
    const { points, edit } = (state ?? {}) as { readonly points?: unknown; readonly edit?: unknown };
    if (this.#pending !== undefined && edit !== this.#pending) return undefined;
    this.#pending = undefined;
    if (!this.#next) return readPoints(points);
    this.tell(this.#next);
    return undefined;
  }
}
