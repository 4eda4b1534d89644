/**
 * What a page keeps in the reader's browser. Where the browser keeps nothing (a frame without an origin, storage that is
 * blocked or full), it is kept as long as the page is open, and the reader can be told.
 */

/** Why something is not kept once the page is closed. */
export type Trouble = "blocked" | "full";

export class Store {
  /** Called when something could not be kept. */
  onTrouble: (trouble: Trouble) => void = () => undefined;
  readonly #prefix: string;
  readonly #area: () => Storage;
  /** What the browser does not keep; null has been forgotten. */
  readonly #unkept = new Map<string, string | null>();

  /**
   * @param prefix - sets what this page keeps apart from what others do
   * @param area - the part of the browser's storage
   */
  constructor(prefix: string, area = () => globalThis.localStorage) {
    this.#prefix = `${prefix}:`;
    this.#area = area;
  }

  /** The browser's storage, if the page may use it. */
  get #storage(): Storage | undefined {
    try {
      return this.#area();
    } catch {
      return undefined;
    }
  }

  /** @param changed - called with the name of what another window of this page has changed */
  watch(changed: (name: string) => void): void {
    globalThis.addEventListener("storage", ({ key }) => {
      if (key?.startsWith(this.#prefix)) changed(key.slice(this.#prefix.length));
    });
  }

  /** What is kept under a name; undefined if there is nothing, or nothing that can be read. */
  read(name: string): unknown {
    try {
      const text = this.#unkept.has(name)
        ? this.#unkept.get(name)
        : this.#storage?.getItem(this.#prefix + name);
      return text == null ? undefined : (JSON.parse(text) as unknown);
    } catch {
      return undefined;
    }
  }

  write(name: string, value: unknown): void {
    const text = JSON.stringify(value);
    const kept = this.#storage;
    try {
      kept?.setItem(this.#prefix + name, text);
      if (kept) this.#unkept.delete(name);
    } catch {
      this.#unkept.set(name, text);
      this.onTrouble("full");
      return;
    }
    if (kept) return;
    this.#unkept.set(name, text);
    this.onTrouble("blocked");
  }

  forget(name: string): void {
    const kept = this.#storage;
    if (kept) {
      kept.removeItem(this.#prefix + name);
      this.#unkept.delete(name);
    } else this.#unkept.set(name, null);
  }

  /** The names under which something is kept. */
  names(): string[] {
    const kept = Object.keys(this.#storage ?? {})
      .filter((key) => key.startsWith(this.#prefix))
      .map((key) => key.slice(this.#prefix.length));
    return [...new Set([...kept, ...this.#unkept.keys()])].filter((name) => this.#unkept.get(name) !== null);
  }
}
