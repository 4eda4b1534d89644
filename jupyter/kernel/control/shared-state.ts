/** The few numbers that the kernel's two threads share, readable even while a cell keeps the main thread busy. */

const RUNNING_CELL = 0;
const INTERRUPTS = 1;
const OWN_WORK = 2;

export class SharedState {
  readonly buffer: SharedArrayBuffer;
  readonly #numbers: Int32Array;

  constructor(buffer = new SharedArrayBuffer(12)) {
    this.buffer = buffer;
    this.#numbers = new Int32Array(buffer);
  }

  /** The number of the run that is under way; 0 if none is. */
  get runningCell(): number {
    return Atomics.load(this.#numbers, RUNNING_CELL);
  }

  set runningCell(run: number) {
    Atomics.store(this.#numbers, RUNNING_CELL, run);
  }

  /** How many interrupts the main thread has noticed. */
  get interrupts(): number {
    return Atomics.load(this.#numbers, INTERRUPTS);
  }

  noteInterrupt(): void {
    Atomics.add(this.#numbers, INTERRUPTS, 1);
  }

  /** Whether the main thread does work of the kernel itself, not of a cell. */
  get isAtOwnWork(): boolean {
    return Atomics.load(this.#numbers, OWN_WORK) > 0;
  }

  /** Does work of the kernel itself: if it were terminated like a cell, the kernel would wait for its end for ever. */
  protect<T>(work: () => T): T {
    Atomics.add(this.#numbers, OWN_WORK, 1);
    try {
      return work();
    } finally {
      Atomics.sub(this.#numbers, OWN_WORK, 1);
    }
  }
}
