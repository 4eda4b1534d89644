/** What the server's thread and the session's thread share beside their messages, readable while either is busy. */
import { KeyboardInterrupt } from "../common/interrupt";

const HEARD = 0;
const INPUT = 1;
const LENGTH = 2;
const FLUSHED = 3;
const KNOWN = 4;
const WORKS = 5;
const ENDABLE = 6;
const PLACES = 7;

/** States of the place where the reader's input is handed over. */
const WAITING = 0;
const GIVEN = 1;
const CANCELLED = 2;

/** Whether the session's thread runs code that the signal ends, and whether one is being sent, or has been. */
const OUTSIDE = 0;
const INSIDE = 1;
const SIGNALLING = 2;
const SIGNALLED = 3;

/** What a reader may type, in bytes. */
const MAXIMUM_INPUT = 1 << 16;

export class Shared {
  readonly buffer: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  readonly #text: Uint8Array;

  constructor(buffer = new SharedArrayBuffer(PLACES * 4 + MAXIMUM_INPUT)) {
    this.buffer = buffer;
    this.#numbers = new Int32Array(buffer, 0, PLACES);
    this.#text = new Uint8Array(buffer, PLACES * 4);
  }

  /** The number of the last interrupt that the session's thread has heard of. */
  get heard(): number {
    return Atomics.load(this.#numbers, HEARD);
  }

  set heard(interrupt: number) {
    Atomics.store(this.#numbers, HEARD, interrupt);
  }

  /** Sends a signal if the session's thread runs code that it ends: one for each time that the thread does. */
  signal(send: () => void): void {
    if (Atomics.compareExchange(this.#numbers, ENDABLE, INSIDE, SIGNALLING) !== INSIDE) return;
    send();
    this.#wake(ENDABLE, SIGNALLED);
  }

  /** From now on the thread runs code that the signal ends. */
  enterSignalled(): void {
    Atomics.store(this.#numbers, ENDABLE, INSIDE);
  }

  /** From now on it does so no more. @returns whether a signal has been sent meanwhile */
  leaveSignalled(): boolean {
    for (;;) {
      const state = Atomics.load(this.#numbers, ENDABLE);
      if (state === SIGNALLING) Atomics.wait(this.#numbers, ENDABLE, SIGNALLING);
      else if (Atomics.compareExchange(this.#numbers, ENDABLE, state, OUTSIDE) === state)
        return state === SIGNALLED;
    }
  }

  /** Whether the session's thread is at work that the signal ends or that must not be ended: anything but what Node calls itself. */
  get isAtKnownWork(): boolean {
    return Atomics.load(this.#numbers, KNOWN) > 0;
  }

  /** How often it has begun such work. */
  get works(): number {
    return Atomics.load(this.#numbers, WORKS);
  }

  /** Does such work. */
  atKnownWork<T>(work: () => T): T {
    Atomics.add(this.#numbers, WORKS, 1);
    Atomics.add(this.#numbers, KNOWN, 1);
    try {
      return work();
    } finally {
      Atomics.sub(this.#numbers, KNOWN, 1);
    }
  }

  /** Waits, with the whole thread, for what the reader types. `ask` has to make the server ask. */
  awaitInput(ask: () => void): string {
    Atomics.store(this.#numbers, INPUT, WAITING);
    ask();
    Atomics.wait(this.#numbers, INPUT, WAITING);
    if (Atomics.load(this.#numbers, INPUT) === CANCELLED) throw new KeyboardInterrupt();
    return new TextDecoder().decode(this.#text.slice(0, Atomics.load(this.#numbers, LENGTH)));
  }

  giveInput(text: string): void {
    const { written } = new TextEncoder().encodeInto(text, this.#text);
    Atomics.store(this.#numbers, LENGTH, written);
    this.#wake(INPUT, GIVEN);
  }

  cancelInput(): void {
    this.#wake(INPUT, CANCELLED);
  }

  /** Waits, with the whole thread, until the server has sent everything. */
  awaitFlush(milliseconds: number): void {
    Atomics.wait(this.#numbers, FLUSHED, 0, milliseconds);
  }

  noteFlush(): void {
    this.#wake(FLUSHED, 1);
  }

  #wake(place: number, state: number): void {
    Atomics.store(this.#numbers, place, state);
    Atomics.notify(this.#numbers, place);
  }
}
