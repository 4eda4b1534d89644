/** Links that carry what a reader has made of a lesson: how one is made, and how it is offered to who opens it. */
import { fragmentOf, LinkError, type Shared, sharedIn } from "../share";
import type { Cell } from "./cell";
import { copy } from "./clipboard";
import { visits } from "./kept";
import { notify, notifyFailure } from "./notice";
import { codeOf, ending, folded } from "./old-edits";

/** Copies a link to the lesson as the reader sees it; where a page may not, shows it. */
export async function copyLink(lesson: string, cells: readonly Cell[]): Promise<void> {
  await withLink(lesson, cells, copy);
}

/** Opens the lesson as the reader sees it, by itself; where a frame may not, gives the link to it. */
export async function openWithEdits(lesson: string, cells: readonly Cell[]): Promise<void> {
  await withLink(lesson, cells, async (address, carries, label) => {
    if (!open(address)) await copy(address, carries, label);
  });
}

async function withLink(lesson: string, cells: readonly Cell[], use: typeof copy): Promise<void> {
  const edits = cells.flatMap(({ sharedEdit }) => sharedEdit ?? []);
  const values = cells.flatMap(({ id, outputs }) => outputs.changedValues.map((value) => ({ id, ...value })));
  const shared = { lesson, edits, values };
  const isPlain = edits.length + values.length === 0;
  const carries = isPlain ? "A link to this lesson" : `A link with your version of ${wordsFor(shared)}`;
  try {
    const address = new URL(isPlain ? "#" : await fragmentOf(shared), location.href.replace(/[?#].*/, ""));
    await use(address.href.replace(/#$/, ""), carries, "The link");
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    notify(error.message);
  }
}

/** What of a link this tab shows, so that a reload shows it again. */
interface Visit {
  readonly fragment: string;
  /** The cells that the reader has made their own since. */
  readonly own: readonly string[];
}

const VISIT = "link";

/** Offers what the address carries, now and when it changes. Nothing of it is shown before the reader wants it, and nothing is run. */
export function offerWhatLinkCarries(main: HTMLElement, lesson: string, cells: readonly Cell[]): void {
  let isShown: (() => void) | undefined;
  const look = async (last?: Visit): Promise<void> => {
    try {
      // The address may lead to a heading by now.
      const fragment = location.hash.startsWith("#try=") ? location.hash : (last?.fragment ?? "");
      const shared = await sharedIn(fragment, lesson);
      if (!shared) return;
      isShown?.();
      isShown = offer(main, shared, fragment, cells, last?.fragment === fragment ? last : undefined);
    } catch (error) {
      notify((error as Error).message);
    }
  };
  addEventListener("hashchange", () => void look());
  void look(visits.read(VISIT) as Visit | undefined);
}

/**
 * @param last - what the tab has shown of it before a reload: it is shown again
 * @returns ends the offer, and what is shown of it
 */
function offer(
  main: HTMLElement,
  shared: Shared,
  fragment: string,
  cells: readonly Cell[],
  last: Visit | undefined,
): (() => void) | undefined {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  if (![...shared.edits, ...shared.values].some(({ id }) => byId.has(id))) {
    notify("The link is about cells that this lesson no longer has: nothing of it is shown.");
    return undefined;
  }
  const edits = shared.edits.filter(
    ({ id, text }) => byId.has(id) && byId.get(id)!.code !== text && last?.own.includes(id) !== true,
  );
  const values = shared.values.filter(({ id }) => byId.has(id));
  const them = wordsFor({ edits, values });
  if (them === "") return undefined;
  const touched = cells.filter(({ id }) => [...edits, ...values].some((one) => one.id === id));
  const isOld = edits.some(({ id, from }) => byId.get(id)!.mark !== from);
  const before = touched.map((cell) => [cell, cell.outputs.values] as const);
  const hasOwn = touched.some((cell) => cell.hasOwnEdit || cell.outputs.changedValues.length > 0);

  const note = document.createElement("section");
  note.className = "old-edit";
  note.setAttribute("aria-label", "What the link carries");
  const leave = (): void => {
    note.remove();
    document.documentElement.style.scrollPaddingTop = "";
    visits.forget(VISIT);
  };
  const end = (): void => {
    leave();
    history.replaceState(history.state, "", location.href.replace(/#try=.*/, ""));
  };
  const back = (): void => {
    for (const { id } of edits) byId.get(id)!.giveBack();
    for (const [cell, own] of before) cell.outputs.values = own;
  };
  /** Says what of it is shown: not the cells that the reader has made their own. */
  const tell = (): void => {
    const borrowed = edits.filter(({ id }) => byId.get(id)!.isBorrowed);
    if (borrowed.length + values.length === 0) {
      end();
      return;
    }
    const own = edits.filter((edit) => !borrowed.includes(edit)).map(({ id }) => id);
    visits.write(VISIT, { fragment, own: [...(last?.own ?? []), ...own] });
    note.replaceChildren(`You see ${changed({ edits: borrowed, values })}. `);
    if (borrowed.length > 0) note.append(notRunYet({ edits: borrowed, values }));
    if (hasOwn) note.append("What you had made is kept. ");
    if (borrowed.length > 0 && values.length > 0)
      note.append("Keeping it keeps the code, not the controls. ");
    const isReplaced = borrowed.some(({ id }) => byId.get(id)!.hasOwnEdit);
    const keep = (): void => {
      for (const { id } of borrowed) byId.get(id)!.adopt();
      end();
    };
    if (borrowed.length > 0)
      note.append(ending(note, isReplaced ? "Keep it in place of mine" : "Keep it", keep));
    const giveBack = (): void => {
      back();
      end();
    };
    note.append(ending(note, hasOwn ? "Back to mine" : "Back to the original", giveBack));
    // What the page scrolls to is not behind it.
    document.documentElement.style.scrollPaddingTop = `${parseFloat(getComputedStyle(note).top) + note.offsetHeight + 12}px`;
  };
  const show = async (): Promise<void> => {
    for (const { id, text } of edits) await byId.get(id)!.borrow(text, tell);
    for (const cell of touched)
      if (values.some(({ id }) => id === cell.id))
        cell.outputs.values = values.filter(({ id }) => id === cell.id);
    note.classList.add("borrowing");
    tell();
  };
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Show it" });
  const press = (): void => {
    show().then(
      () => {
        touched[0]!.scrollTo();
      },
      (error: unknown) => {
        notifyFailure(error, press);
      },
    );
  };
  button.addEventListener("click", press);
  note.append(
    `This link carries someone's version of ${them}, ${placeOf(touched)}.`,
    ...(isOld ? [" The lesson has changed since it was made."] : []),
    ...(edits.length > 0
      ? [folded("What they wrote", ...edits.flatMap(({ id, text }) => [byId.get(id)!.name, codeOf(text)]))]
      : []),
    button,
    ending(note, hasOwn ? "Keep mine" : "Stay with the original", end),
  );
  main.querySelector("h1")!.after(note);
  // Where the editor cannot be loaded, the offer stands there.
  if (last) void show().catch(() => undefined);
  return () => {
    leave();
    back();
  };
}

type Carried = Pick<Shared, "edits" | "values">;

/** What is carried, such as "2 cells and 1 control"; nothing if nothing is. */
function wordsFor(
  { edits, values }: Carried,
  write = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`,
): string {
  const parts = [[edits.length, "cell"] as const, [values.length, "control"] as const];
  return parts.flatMap(([count, noun]) => (count === 0 ? [] : [write(count, noun)])).join(" and ");
}

/** Such as "the changed cell and 2 changed controls". */
const changed = (carried: Carried): string =>
  wordsFor(carried, (count, noun) => (count === 1 ? `the changed ${noun}` : `${count} changed ${noun}s`));

/** Goes by itself when something of it is run. */
function notRunYet({ edits, values }: Carried): HTMLElement {
  const words = document.createElement("span");
  words.className = "unrun";
  const cells = edits.length === 1 ? "It has not" : "They have not";
  words.textContent = `${values.length > 0 ? "Nothing of it has" : cells} been run yet. `;
  return words;
}

/** Such as "in “One layer” and “Ten layers”". */
function placeOf(cells: readonly Cell[]): string {
  const headings = [...new Set(cells.map(({ heading }) => `“${heading}”`))];
  return headings.length > 3 ? `in ${headings.length} sections` : `in ${headings.join(" and ")}`;
}
