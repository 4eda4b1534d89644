/** Says something at the foot of the page that stays until the reader has read it. */
import { removeFocused } from "./focus";

/** What a reader may do about it. */
export interface Action {
  readonly label: string;
  readonly act: () => void;
}

/**
 * Shows a notice; one with the same words is there once.
 *
 * @param actions - each ends the notice
 * @returns the notice; undefined if it is there already
 */
export function notify(words: string, ...actions: readonly Action[]): HTMLElement | undefined {
  const all = document.querySelector("#notices") ?? makeList();
  if ([...all.children].some((one) => one.firstChild?.textContent === words)) return undefined;
  const notice = document.createElement("p");
  const from = opener(document.activeElement);
  notice.append(words);
  for (const { label, act } of [...actions, { label: "Close", act: () => undefined }]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", () => {
      removeFocused(notice, from);
      act();
    });
    notice.append(" ", button);
  }
  all.append(notice);
  return notice;
}

/** How long a notice of a success stays, in milliseconds. */
const PASSING = 8000;

/** Tells of a success: goes by itself, unless the reader is at it. */
export function notifyInPassing(words: string): void {
  const notice = notify(words);
  const go = (): void => {
    if (notice?.matches(":hover, :focus-within") === true) setTimeout(go, PASSING);
    else notice?.remove();
  };
  setTimeout(go, PASSING);
}

/** Says that something has failed, and offers to try it again. */
export function notifyFailure(error: unknown, again: () => void): void {
  notify(wordsOf(error), { label: "Try again", act: again });
}

/** Ends the notice with these words, which hold no longer. */
export function retract(words: string): void {
  const notice = [...document.querySelectorAll("#notices > p")].find(
    (one) => one.firstChild?.textContent === words,
  );
  if (notice instanceof HTMLElement) removeFocused(notice);
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the reader came from: of a menu, its button. */
function opener(held: Element | null): Element | null {
  const menu = held?.closest("[popover]");
  return menu ? document.querySelector(`[popovertarget="${menu.id}"]`) : held;
}

function makeList(): HTMLElement {
  const list = Object.assign(document.createElement("div"), { id: "notices" });
  list.setAttribute("role", "status");
  document.body.append(list);
  return list;
}
