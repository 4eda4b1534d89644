/** Edits of a text, made all at once, with the way back from a place in the edited text to the original. */
import type { Place } from "./source-map";

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Puts a text in front of the character at an offset. */
export function insert(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A text, and where everything in it was before it was edited. */
export class EditedText {
  readonly text: string;
  readonly #edits: readonly Edit[];

  /** Makes all edits. They must not overlap; several at one offset keep their order. */
  constructor(original: string, edits: readonly Edit[]) {
    this.#edits = inOrder(edits);
    const parts: string[] = [];
    let done = 0;
    for (const edit of this.#edits) {
      parts.push(original.slice(done, edit.start), edit.text);
      done = edit.end;
    }
    this.text = [...parts, original.slice(done)].join("");
  }

  /** The offset in the original of what is at an offset in the edited text. */
  originalOffset(offset: number): number {
    let shift = 0;
    for (const { start, end, text } of this.#edits) {
      const from = start + shift;
      if (offset < from) break;
      if (offset < from + text.length) return start;
      shift += text.length - (end - start);
    }
    return offset - shift;
  }
}

/** The offset of a place. */
export function offsetOf(text: string, { line, column }: Place): number {
  let start = 0;
  for (let i = 0; i < line; i++) start = text.indexOf("\n", start) + 1;
  return start + column;
}

/** The place of an offset. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length - 1, column: offset - before.lastIndexOf("\n") - 1 };
}
