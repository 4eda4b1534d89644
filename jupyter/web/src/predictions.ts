/** The predictions of a lesson's page: a choice shows at once what came, and opens the answer. */
import { sameWords } from "../../renderer/src/predictions/parse";
import { optionsIn, show, showTally, tallyOf } from "../../renderer/src/predictions/show";
import { gatherAnswers } from "./print";
import type { Store } from "./store";

/** A prediction as it stands in the page: a question with its options, cells, an answer. */
export interface Asked {
  /** The id of the first cell that answers it. */
  readonly id: string;
  readonly list: HTMLElement;
  readonly cells: readonly HTMLElement[];
  readonly answer: HTMLDetailsElement;
  readonly right: number;
}

/** The name under which choices are kept. */
const KEPT = "predictions";

export class Predictions {
  readonly #all: readonly Asked[];
  readonly #heading: Element | undefined;
  /** The options that the reader has chosen; kept in this browser. */
  #chosen: Readonly<Record<string, number>>;
  readonly #store: Store;

  constructor(main: HTMLElement, store: Store) {
    this.#store = store;
    const chosen = Object.entries(Object(store.read(KEPT)) as object).filter(([, option]) =>
      Number.isInteger(option),
    );
    this.#chosen = Object.fromEntries(chosen);
    this.#all = [...main.querySelectorAll<HTMLElement>(":scope > .question > ul")].flatMap(predictionBelow);
    this.#heading = [...main.querySelectorAll("h2")].find(({ textContent }) => textContent === "Takeaways");
    for (const asked of this.#all) {
      asked.answer.classList.add("answer");
      asked.answer.addEventListener("toggle", () => {
        if (asked.answer.open) reveal(asked, true);
      });
    }
    this.#show();
    gatherAnswers(main, this.#all);
  }

  /** The options that the reader has chosen, by the ids of the predictions. */
  get chosen(): Readonly<Record<string, number>> {
    return this.#chosen;
  }

  /** Forgets all choices, and hides what came. */
  reset(): void {
    this.keep({});
    for (const asked of this.#all) {
      asked.answer.open = false;
      reveal(asked, false);
    }
  }

  keep(chosen: Readonly<Record<string, number>>): void {
    this.#chosen = chosen;
    this.#store.write(KEPT, chosen);
    this.#show();
  }

  #show(): void {
    const states = this.#all.map((asked) => {
      const chosen = this.#chosen[asked.id];
      const choose = (option: number): void => {
        this.keep({ ...this.#chosen, [asked.id]: option });
      };
      return { ...asked, chosen, isSettled: chosen !== undefined, choose };
    });
    for (const state of states) {
      show(state);
      if (state.isSettled) reveal(state, true);
    }
    if (this.#heading) showTally(this.#heading, tallyOf(states));
  }
}

function reveal({ cells }: Asked, isSeen: boolean): void {
  for (const cell of cells) cell.classList.toggle("revealed", isSeen);
}

/** The prediction whose options a list holds, if it holds any. */
function predictionBelow(list: HTMLElement): Asked[] {
  if (optionsIn([list]) === undefined) return [];
  const cells: HTMLElement[] = [];
  let next = list.parentElement!.nextElementSibling;
  for (; next?.matches(".cell, .folded"); next = next.nextElementSibling)
    cells.push(next.matches(".cell") ? (next as HTMLElement) : next.querySelector<HTMLElement>(".cell")!);
  const id = cells[0]?.dataset.id;
  if (id === undefined || !(next instanceof HTMLDetailsElement)) return [];
  const lead = next.querySelector("strong")?.textContent ?? "";
  const right = [...list.children].findIndex(({ textContent }) => sameWords(textContent, lead));
  return [{ id, list, cells, answer: next, right }];
}
