/** Edits of a text, made all at once, with the ways between places in the original and in the edited text. */
import { lastAtMost } from "./lines";

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Puts a text in front of the character at an offset. */
export function insert(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

/** A text, and where everything in it was before it was edited. */
export class EditedText {
  readonly text: string;
  readonly #edits: readonly Edit[];
  /** Where each edit begins in the original, and its text in the edited text; before them stands the start of both. */
  readonly #before: number[] = [0];
  readonly #after: number[] = [0];

  /** Makes all edits. They must not overlap; several at one offset keep their order. */
  constructor(original: string, edits: readonly Edit[]) {
    this.#edits = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
    const parts: string[] = [];
    let [done, length] = [0, 0];
    for (const { start, end, text } of this.#edits) {
      parts.push(original.slice(done, start), text);
      length += start - done;
      this.#before.push(start);
      this.#after.push(length);
      length += text.length;
      done = end;
    }
    this.text = [...parts, original.slice(done)].join("");
  }

  /** The offset in the original of what is at an offset in the edited text. */
  originalOffset(offset: number): number {
    const i = lastAtMost(this.#after, offset);
    const edit = this.#edits[i - 1];
    if (!edit) return offset;
    const inside = offset - this.#after[i]! - edit.text.length;
    return inside < 0 ? edit.start : edit.end + inside;
  }

  /** The offset in the edited text of the character that is at an offset in the original. */
  editedOffset(offset: number): number {
    const i = lastAtMost(this.#before, offset);
    const edit = this.#edits[i - 1];
    if (!edit) return offset;
    const start = this.#after[i]!;
    return offset < edit.end ? start : start + edit.text.length + offset - edit.end;
  }
}
