/** When a lesson has changed since the reader edited it, both are offered: the lesson's text, and the reader's own. */
import type { Edits } from "../edits";
import { removeFocused } from "./focus";

/**
 * Tells the reader that a cell's own text has changed since they edited it.
 *
 * @param take - puts the lesson's text in the editor's place
 * @param keep - stays with the reader's
 */
export function outdatedNote(original: string, take: () => void, keep: () => void): HTMLElement {
  const note = document.createElement("div");
  note.className = "old-edit";
  const words = "This is your edit. The lesson's own text of this cell has changed since you made it.";
  note.append(
    words,
    folded("The lesson's text now", codeOf(original)),
    ending(note, "Take the lesson's", take),
    ending(note, "Keep mine", keep),
  );
  return note;
}

/**
 * Offers what the reader wrote in a cell before something else took its place.
 *
 * @param take - puts it back into the editor
 * @param forget - lets go of it
 */
export function asideNote(text: string, take: () => void, forget: () => void): HTMLElement {
  const note = document.createElement("div");
  note.className = "old-edit aside";
  note.append(
    "You had written something else here before.",
    folded("What you wrote", codeOf(text)),
    ending(note, "Take it back", take),
    ending(note, "Forget it", forget),
  );
  return note;
}

/** The reader's edits of cells that the lesson no longer has; undefined if there are none. */
export function editsWithoutCells(edits: Edits, ids: readonly string[]): HTMLElement | undefined {
  const gone = edits.without(ids);
  if (gone.size === 0) return undefined;
  const note = document.createElement("div");
  note.className = "old-edit";
  const [cells, them] = gone.size === 1 ? ["a cell", "it"] : [`${gone.size} cells`, "them"];
  const texts = [...gone.values()].join("\n\n");
  note.append(
    `You edited ${cells} that this lesson no longer has.`,
    folded("What you wrote", codeOf(texts)),
    ending(note, `Forget ${them}`, () => {
      for (const id of gone.keys()) edits.forget(id);
    }),
  );
  return note;
}

/** What can be unfolded. */
export function folded(title: string, ...parts: readonly (Node | string)[]): HTMLElement {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = title;
  details.append(summary, ...parts);
  return details;
}

export function codeOf(text: string): HTMLElement {
  return Object.assign(document.createElement("pre"), { textContent: text });
}

/** A button that ends the note. */
export function ending(note: HTMLElement, label: string, act: () => void): HTMLElement {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  button.addEventListener("click", () => {
    removeFocused(note);
    act();
  });
  return button;
}
