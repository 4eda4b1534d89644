/** A live output changes every 100 ms or so; only once it rests is what belongs to the saved notebook worth the work, in milliseconds. */
const REST_MS = 600;

const due = new Set<Rest>();

/** Something that is done when nothing newer has come for a while, or at once when the notebook is saved. */
export class Rest {
  #timer: number | undefined;
  #task: (() => void | Promise<void>) | undefined;

  then(task: () => void | Promise<void>): void {
    this.cancel();
    this.#task = task;
    due.add(this);
    this.#timer = window.setTimeout(() => void this.run(), REST_MS);
  }

  cancel(): void {
    window.clearTimeout(this.#timer);
    this.#task = undefined;
    due.delete(this);
  }

  async run(): Promise<void> {
    window.clearTimeout(this.#timer);
    const task = this.#task;
    await task?.();
    if (task === this.#task) this.cancel();
  }
}

/** Does what is due. */
export async function allAtRest(): Promise<void> {
  // What one does may be followed by another.
  for (let round = 0; due.size > 0 && round < 3; round++)
    await Promise.all([...due].map((rest) => rest.run()));
}
