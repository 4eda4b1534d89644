/** Text as a terminal shows it: `\r` begins a line again, `\b` goes one back, and colours are colours. */

/** What a terminal's codes have set. */
type Look = ReadonlySet<string>;

interface Character {
  readonly text: string;
  readonly look: Look;
}

/** Codes that set something, and the class that shows it; what a code clears begins with the word given. */
const SETS: Readonly<Record<number, string>> = {
  1: "bold",
  2: "faint",
  3: "italic",
  4: "underline",
  7: "inverse",
};
const CLEARS: Readonly<Record<number, readonly string[]>> = {
  22: ["bold", "faint"],
  23: ["italic"],
  24: ["underline"],
  27: ["inverse"],
  39: ["fg-"],
  49: ["bg-"],
};
const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

// eslint-disable-next-line no-control-regex -- escape sequences begin with one
const ESCAPE = /\u001b\[([\d;]*)([A-Za-z])|\u001b(?:\][^\u0007]*\u0007|[^[\]])|[\r\b]|\n|[^\u001b\r\b\n]+/g;
// eslint-disable-next-line no-control-regex -- an escape sequence whose end has not come yet
const UNFINISHED = /\u001b(?:\[[\d;]*)?$/;

export class TerminalText {
  readonly node: HTMLElement;
  /** The last line, which may still change. */
  readonly #last = document.createElement("span");
  #line: Character[] = [];
  #column = 0;
  #look: Look = new Set();
  #rest = "";

  constructor() {
    this.node = document.createElement("pre");
    this.node.append(this.#last);
  }

  write(more: string): void {
    // Lines such as those of console.table must not break.
    if (more.includes("│")) this.node.classList.add("ruled");
    const text = this.#rest + more;
    this.#rest = UNFINISHED.exec(text)?.[0] ?? "";
    const done = document.createDocumentFragment();
    for (const [part, codes, command] of text.slice(0, text.length - this.#rest.length).matchAll(ESCAPE)) {
      if (part === "\n") {
        done.append(...nodesOf(this.#line), "\n");
        this.#line = [];
        this.#column = 0;
      } else if (part === "\r") this.#column = 0;
      else if (part === "\b") this.#column = Math.max(0, this.#column - 1);
      else if (command === "m") this.#look = changed(this.#look, codes ?? "");
      // The line from here on, or all of it, is cleared.
      else if (command === "K") this.#line = this.#line.slice(0, codes === "2" ? 0 : this.#column);
      else if (!part.startsWith("\u001b")) this.#put(part);
    }
    if (done.childNodes.length > 0) this.#last.before(done);
    this.#last.replaceChildren(...nodesOf(this.#line));
  }

  #put(text: string): void {
    for (const character of text) this.#line[this.#column++] = { text: character, look: this.#look };
    // What was cleared before where the text goes on is empty.
    for (let i = 0; this.#line[i] === undefined; i++) this.#line[i] = { text: " ", look: new Set() };
  }
}

/** The text with its colours, whole. */
export function terminalText(text: string): HTMLElement {
  const terminal = new TerminalText();
  terminal.write(text);
  return terminal.node;
}

function changed(look: Look, codes: string): Look {
  const next = new Set(look);
  const clear = (...starts: readonly string[]): void => {
    for (const name of next) if (starts.some((start) => name.startsWith(start))) next.delete(name);
  };
  const numbers = codes.split(";").map(Number);
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i]!;
    // One of 256 colours, or any colour, is not shown.
    if (code === 38 || code === 48) i += numbers[i + 1] === 5 ? 2 : 4;
    else if (code === 0) next.clear();
    else if (SETS[code] !== undefined) next.add(SETS[code]);
    else if (CLEARS[code]) clear(...CLEARS[code]);
    else {
      const place = code % 10;
      const ground = { 3: "fg", 9: "fg", 4: "bg", 10: "bg" }[Math.floor(code / 10)];
      if (ground === undefined || COLOURS[place] === undefined) continue;
      clear(`${ground}-`);
      next.add(`${ground}-${COLOURS[place]}`);
    }
  }
  return next;
}

/** The text of a line, an element for each stretch that looks alike. */
function nodesOf(line: readonly Character[]): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  for (let start = 0; start < line.length;) {
    const { look } = line[start]!;
    let end = start + 1;
    while (end < line.length && line[end]!.look === look) end++;
    const text = line
      .slice(start, end)
      .map((one) => one.text)
      .join("");
    if (look.size === 0) nodes.push(text);
    else {
      const span = document.createElement("span");
      span.className = [...look].map((name) => `ansi-${name}`).join(" ");
      span.textContent = text;
      nodes.push(span);
    }
    start = end;
  }
  return nodes;
}
