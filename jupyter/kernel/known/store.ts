/** Where cells are kept that have been checked once. */

export interface KnownCells {
  /** What the check of a text depends on besides other cells: compiler and libraries as they are now; undefined if that cannot be told. */
  environment(source: string): string | undefined;
  /** A short key for a text. Two texts never have the same. */
  keyOf(text: string): string;
  /** What is kept under a key; undefined also if it cannot be read. */
  get(key: string): unknown;
  /** Keeps what can be written as JSON, if it can. */
  set(key: string, value: unknown): void;
}

/** Known cells as one file: all texts that have keys, a text's place being its key, with what is kept under it. */
export type KnownFile = readonly (readonly [text: string, value?: unknown])[];

/**
 * Known cells in memory. A text is its own key, by its number: nothing needs a hash, and nothing can collide.
 */
export class KnownTable implements KnownCells {
  readonly #environment: string;
  readonly #keys = new Map<string, string>();
  readonly #values = new Map<string, unknown>();

  /** @param environment - tells from cells that were made elsewhere, such as by an older build */
  constructor(environment: string, file: KnownFile = []) {
    this.#environment = environment;
    for (const [text, value] of file) {
      const key = this.keyOf(text);
      if (value !== undefined) this.set(key, value);
    }
  }

  environment(): string {
    return this.#environment;
  }

  keyOf(text: string): string {
    let key = this.#keys.get(text);
    if (key === undefined) this.#keys.set(text, (key = String(this.#keys.size)));
    return key;
  }

  get(key: string): unknown {
    return this.#values.get(key);
  }

  set(key: string, value: unknown): void {
    this.#values.set(key, value);
  }

  toJSON(): KnownFile {
    return [...this.#keys].map(([text, key]) =>
      this.#values.has(key) ? [text, this.#values.get(key)] : [text],
    );
  }
}
