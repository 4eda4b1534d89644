/** Which exercises of a lesson are solved: said on their cards, by the dots of the contents, and in the report at the end. */
import type { Store } from "../store";
import { followReport } from "./report";

/** The name under which it is kept. */
const KEPT = "solved";

export class Exercises {
  readonly #cards: readonly HTMLElement[];
  readonly #store: Store;
  #solved: ReadonlySet<string>;
  readonly #report: () => void;

  constructor(main: HTMLElement, store: Store) {
    this.#store = store;
    const kept = store.read(KEPT);
    this.#solved = new Set(Array.isArray(kept) ? kept.map(String) : []);
    this.#cards = [...main.querySelectorAll<HTMLElement>(".exercise")];
    for (const card of this.#cards) {
      const outputs = card.querySelector(".check .outputs");
      if (!outputs) continue;
      new MutationObserver(() => {
        const isSolved = verdictIn(outputs.textContent);
        if (isSolved !== undefined) this.#mark(card.id, isSolved);
      }).observe(outputs, { childList: true, subtree: true, characterData: true });
    }
    this.#report = followReport(main, (title) => {
      const card = this.#cards.find((one) => titleOf(one) === title);
      return card && this.#solved.has(card.id);
    });
    this.#show();
  }

  /** The ids of those that are solved. */
  get solved(): ReadonlySet<string> {
    return this.#solved;
  }

  keep(solved: ReadonlySet<string>): void {
    this.#solved = solved;
    this.#store.write(KEPT, [...solved]);
    this.#show();
  }

  #mark(id: string, isSolved: boolean): void {
    if (this.#solved.has(id) === isSolved) return;
    const others = [...this.#solved].filter((one) => one !== id);
    this.keep(new Set(isSolved ? [...others, id] : others));
  }

  #show(): void {
    for (const card of this.#cards) {
      const isSolved = this.#solved.has(card.id);
      const word = isSolved ? "solved" : "open";
      card.toggleAttribute("data-solved", isSolved);
      card.querySelector(".state")!.textContent = word;
      for (const dot of document.querySelectorAll(`.dots a[href="#${card.id}"]`)) {
        dot.toggleAttribute("data-solved", isSolved);
        dot.setAttribute("aria-label", `Exercise ${card.id.replace(/\D/g, "")}: ${word}`);
      }
    }
    this.#report();
  }
}

/** What its check calls an exercise, as the build has seen it. */
function titleOf(card: HTMLElement): string | undefined {
  const { verdict } = card.querySelector<HTMLElement>(".check .outputs")?.dataset ?? {};
  return /^\S+ (.*?): (?:not yet|passed)\./.exec(verdict ?? "")?.[1];
}

/** What a check says; undefined while it says nothing. */
function verdictIn(words: string): boolean | undefined {
  if (words.includes(": not yet.")) return false;
  return words.includes(": passed.") ? true : undefined;
}
