/**
 * What a cell shows beyond what a page can hold. A loop without end would fill the memory of the kernel and of the page, and a
 * page that draws all day hears no click on “stop”. So the first of it is shown, then how much was left out, and the last of it,
 * in one place that changes as the cell goes on.
 */
import type { Content } from "../common/messages";

/**
 * How much of a cell's output is shown: lines, characters of them, outputs (figures, tables, errors, the text between two of them)
 * and characters of those.
 */
export interface Limits {
  readonly lines: number;
  readonly text: number;
  readonly outputs: number;
  readonly data: number;
}

/** JupyterLab folds away what follows the fiftieth output. */
export const USUAL: Limits = { lines: 2000, text: 200_000, outputs: 40, data: 20_000_000 };
const MORE: Limits = { lines: 100_000, text: 10_000_000, outputs: 1000, data: 100_000_000 };

/** Of the last text, this share of the limits is shown. */
const LAST = 0.1;

const WORDS = "// show more output";

/** A line with these words in a cell raises its limits. */
export function limitsOf(code: string): Limits {
  return /^\s*\/\/ *show more output\s*$/im.test(code) ? MORE : USUAL;
}

/** What still fits. */
export class Room {
  #lines: number;
  #text: number;
  #outputs: number;
  #data: number;

  constructor({ lines, text, outputs, data }: Limits) {
    [this.#lines, this.#text, this.#outputs, this.#data] = [lines, text, outputs, data];
  }

  /**
   * Takes room for text, and for one more output if it is not the end of the last one.
   *
   * @returns its beginning, as far as there was room
   */
  takeText(text: string, isApart: boolean): string {
    if (isApart && !this.takeOutput(0)) this.#text = 0;
    let end = Math.min(text.length, this.#text);
    const [lines, last] = lineEnds(text, this.#lines, end);
    this.#lines -= lines;
    if (this.#lines === 0) end = Math.min(end, last);
    // Once something has been left out, nothing that comes later fits.
    this.#text = end < text.length ? 0 : this.#text - end;
    return text.slice(0, end);
  }

  /** Takes room for an output, if there is any. */
  takeOutput(size: number): boolean {
    if (this.#outputs === 0 || size > this.#data) return false;
    this.#outputs--;
    this.#data -= size;
    return true;
  }
}

/** How many lines end before an offset, no more than some, and where the last of those does. */
function lineEnds(text: string, most: number, before: number): [lines: number, last: number] {
  let [lines, last] = [0, 0];
  while (lines < most) {
    const end = text.indexOf("\n", last) + 1;
    if (end === 0 || end > before) break;
    [lines, last] = [lines + 1, end];
  }
  return [lines, last];
}

let count = 0;

export class Excess {
  readonly #limits: Limits;
  readonly #text: Place;
  readonly #display: Place;
  #lines = 0;
  #characters = 0;
  #displays = 0;
  /** The last text, and how long it is. */
  #parts: string[] = [];
  #length = 0;
  #lastId: unknown;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#text = new Place();
    this.#display = new Place();
  }

  print(text: string): void {
    this.#lines += lineEnds(text, Infinity, text.length)[0];
    this.#characters += text.length;
    this.#parts.push(text);
    this.#length += text.length;
    this.#text.isNew = true;
    if (this.#length > this.#limits.text) this.#parts = [this.#shorten(this.#limits.text)];
  }

  /** Takes a display, which takes the place of the last one; an error comes as text. */
  show(type: string, content: Content): void {
    if (type === "error") {
      this.print(`${(content.traceback as string[]).join("\n")}\n`);
      return;
    }
    this.#displays++;
    this.#lastId = (content.transient as Content | undefined)?.display_id;
    this.#display.put(content);
    this.#text.isNew = true;
  }

  /** Updates the display that was shown last. @returns whether that is the one with the id */
  update(id: unknown, content: Content): boolean {
    if (id === undefined || id !== this.#lastId) return false;
    this.#display.put(content);
    return true;
  }

  /** The messages that show what is new. */
  *changes(): Generator<{ readonly type: string; readonly content: Content }> {
    if (this.#text.isNew) {
      this.#text.put({ data: { "text/plain": this.#words() }, metadata: {} });
      yield this.#text.message();
    }
    if (this.#display.isNew) yield this.#display.message();
  }

  #words(): string {
    const last = this.#shorten(this.#limits.text * LAST);
    const lines = last.split("\n").slice(-this.#limits.lines * LAST - 1);
    const shown = lines.join("\n");
    const leftOut = this.#leftOut(lines.length - 1, shown.length).join(" and ");
    if (leftOut === "") return shown;
    return `… ${leftOut} left out here. The line ${WORDS} in the cell raises the limit …\n${shown}`;
  }

  #leftOut(shownLines: number, shownCharacters: number): string[] {
    const lines = this.#lines - shownLines;
    const characters = this.#characters - shownCharacters;
    // The last display is shown.
    const displays = this.#displays - 1;
    return [
      ...(lines > 0 ? [amount(lines, "line")] : []),
      ...(lines <= 0 && characters > 0 ? [amount(characters, "character")] : []),
      ...(displays > 0 ? [amount(displays, "output")] : []),
    ];
  }

  /** Forgets all text but the last of it. */
  #shorten(length: number): string {
    const text = this.#parts.join("").slice(-length);
    this.#parts = [text];
    this.#length = text.length;
    return text;
  }
}

function amount(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}

/** A display that is shown once and then updated. */
class Place {
  readonly #transient = { display_id: `left-out-${Date.now().toString(36)}-${count++}` };
  #content: Content = {};
  #isShown = false;
  isNew = false;

  put(content: Content): void {
    this.#content = { ...content, transient: this.#transient };
    this.isNew = true;
  }

  message(): { readonly type: string; readonly content: Content } {
    const type = this.#isShown ? "update_display_data" : "display_data";
    this.#isShown = true;
    this.isNew = false;
    return { type, content: this.#content };
  }
}
