/**
 * The cells that the reader has changed. Each is kept by itself, with a mark of the lesson's own text that it was made from, so
 * that two windows keep each other's edits, and a lesson that was corrected meanwhile does not stay hidden behind an old edit.
 */
import { fingerprint } from "./fingerprint";
import type { Store } from "./store";

/** A cell as the reader has left it. */
export interface Edit {
  readonly text: string;
  /** Whether the lesson's own text is another one by now. */
  readonly isOutdated: boolean;
}

interface Kept {
  readonly text: string;
  /** The fingerprint of the text that it was made from. */
  readonly from: string;
}

const NAME = "cell:";
/** What the reader wrote before something else took its place. */
const ASIDE = "aside:";

export class Edits {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What the reader has made of a cell, if anything. */
  of(id: string, original: string): Edit | undefined {
    const kept = this.#read(id);
    if (!kept || kept.text === original) return undefined;
    return { text: kept.text, isOutdated: kept.from !== fingerprint(original) };
  }

  /** Keeps what a cell says now. An edit stays one of the lesson's text that it was made from. */
  keep(id: string, text: string, original: string): void {
    if (text === original) this.forget(id);
    else this.#store.write(NAME + id, { text, from: this.#read(id)?.from ?? fingerprint(original) });
  }

  /** The reader has seen the lesson's new text, and stays with the edit. */
  confirm(id: string, original: string): void {
    const kept = this.#read(id);
    if (kept) this.#store.write(NAME + id, { ...kept, from: fingerprint(original) });
  }

  forget(id: string): void {
    this.#store.forget(NAME + id);
  }

  /** The reader's edit makes room for another text, and can still be had. */
  setAside(id: string, original: string): void {
    const edit = this.of(id, original);
    if (edit)
      this.#store.write(ASIDE + id, [...this.aside(id).filter((one) => one !== edit.text), edit.text]);
  }

  /** What the reader wrote in a cell before something else took its place, the oldest first. */
  aside(id: string): readonly string[] {
    const texts = this.#store.read(ASIDE + id);
    return Array.isArray(texts) ? texts.filter((one) => typeof one === "string") : [];
  }

  forgetAside(id: string, text: string): void {
    const others = this.aside(id).filter((one) => one !== text);
    if (others.length > 0) this.#store.write(ASIDE + id, others);
    else this.#store.forget(ASIDE + id);
  }

  /** Edits of cells that the lesson no longer has, by their ids. */
  without(ids: Iterable<string>): ReadonlyMap<string, string> {
    const present = new Set(ids);
    const gone = new Map<string, string>();
    for (const name of this.#store.names()) {
      const id = name.startsWith(NAME) ? name.slice(NAME.length) : undefined;
      const text = id === undefined || present.has(id) ? undefined : this.#read(id)?.text;
      if (id !== undefined && text !== undefined) gone.set(id, text);
    }
    return gone;
  }

  /** @param changed - called with the id of a cell that was edited in another window */
  watch(changed: (id: string) => void): void {
    this.#store.watch((name) => {
      if (name.startsWith(NAME)) changed(name.slice(NAME.length));
    });
  }

  #read(id: string): Kept | undefined {
    const { text, from } = (this.#store.read(NAME + id) ?? {}) as Partial<Kept>;
    return typeof text === "string" && typeof from === "string" ? { text, from } : undefined;
  }
}
