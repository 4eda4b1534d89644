/** How long, in milliseconds, work may keep newer work waiting before it is given up. */
const PATIENCE = 3000;

/** What to call again and again, and what to do with how it ends. */
export interface Work<T> {
  /** Begins, now or soon; calls `begins` when it reads what it depends on. */
  readonly start: (begins: () => void) => Promise<T>;
  readonly done: (result: T) => void;
  readonly fail: (error: unknown) => void;
  /** Nothing is under way any more, and nothing waits. */
  readonly rest: () => void;
}

/**
 * Does something as often as it is asked for, but not twice at a time: what is asked for meanwhile is done once, afterwards. Work
 * that does not end is given up as soon as there is newer work, and what comes of it later is dropped.
 */
export class LatestOnly<T> {
  readonly #work: Work<T>;
  /** The number of the work under way; of what older work brings, nothing counts. */
  #turn = 0;
  #isAtWork = false;
  #isStale = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(work: Work<T>) {
    this.#work = work;
  }

  request(): void {
    this.#isStale = true;
    if (!this.#isAtWork) this.#begin();
    else
      this.#patience ??= setTimeout(() => {
        this.#begin();
      }, PATIENCE);
  }

  /** Waits for work that has begun already. */
  take(result: Promise<T>): void {
    const turn = ++this.#turn;
    const ifLatest =
      <A extends unknown[]>(act: (...values: A) => void) =>
      (...values: A): void => {
        if (turn === this.#turn) act(...values);
      };
    this.#isAtWork = true;
    result
      .then(ifLatest(this.#work.done))
      .catch(ifLatest(this.#fail))
      .then(ifLatest(this.#end), () => undefined);
  }

  #begin(): void {
    this.#waitNoMore();
    this.take(
      this.#work.start(() => {
        this.#isStale = false;
      }),
    );
  }

  #waitNoMore(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  readonly #fail = (error: unknown): void => {
    // The stop button stops what waits, too.
    if (error instanceof Error && error.name === "KeyboardInterrupt") {
      this.#isStale = false;
      this.#waitNoMore();
    }
    this.#work.fail(error);
  };

  readonly #end = (): void => {
    this.#isAtWork = false;
    if (this.#isStale) this.#begin();
    else this.#work.rest();
  };
}
