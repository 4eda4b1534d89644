/** Lets one question be asked at a time; of those that come meanwhile only the newest is asked after it. */
export class Turnstile {
  #isBusy = false;
  #waiting: ((isNext: boolean) => void) | undefined;

  /** @returns the answer; undefined if a newer question has come before this one was asked */
  async ask<Answer>(question: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#isBusy) {
      this.#waiting?.(false);
      if (!(await new Promise<boolean>((resolve) => (this.#waiting = resolve)))) return undefined;
    }
    this.#isBusy = true;
    try {
      return await question();
    } finally {
      const next = this.#waiting;
      this.#waiting = undefined;
      this.#isBusy = next !== undefined;
      next?.(true);
    }
  }
}
