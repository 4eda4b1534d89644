/** The few numbers that the kernel's two threads share, readable even while a cell keeps the main thread busy. */

const RUNNING_CELL = 0;
const INTERRUPTS = 1;

export class SharedState {
  readonly buffer: SharedArrayBuffer;
  readonly #numbers: Int32Array;

  constructor(buffer = new SharedArrayBuffer(8)) {
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
}
