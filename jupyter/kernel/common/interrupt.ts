/** What an interrupted cell ends with, and what holds back the rest of it. */

/** Ends an interrupted cell. The name is the one that front ends know from Python. */
export class KeyboardInterrupt extends Error {
  override readonly name = "KeyboardInterrupt";

  constructor() {
    super("The cell was stopped. The kernel and its variables are still there");
  }
}

/** Something that a front end has asked for and that can be interrupted: a cell, or a callback of a control. */
export interface Interruptible {
  /** Whether it was interrupted: from then on none of its code goes on. */
  readonly isStopped: boolean;
}

const never = new Promise<never>(() => undefined);

/**
 * What the `await`s of cells call (see compile/await-guards.ts): `resume(token, await alive(value))`.
 *
 * What waits when its cell is interrupted throws once it resumes, so that `finally` blocks run. What waits later, in a loop
 * that catches everything, waits for ever.
 */
export class Guards {
  readonly #current: () => Interruptible | undefined;

  /** @param current - on whose behalf the code that asks is running */
  constructor(current: () => Interruptible | undefined) {
    this.#current = current;
  }

  token = (): Interruptible | undefined => this.#current();

  alive = <T>(value: T): T | Promise<never> => (this.#current()?.isStopped ? never : value);

  resume = <T>(token: Interruptible | undefined, value: T): T => {
    if (token?.isStopped) throw new KeyboardInterrupt();
    return value;
  };

  /** Goes through an asynchronous iteration until its cell is interrupted. */
  iterate = async function* <T>(this: Guards, values: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
    const token = this.token();
    if (token?.isStopped) await never;
    for await (const value of values) yield this.resume(token, value);
  };
}
