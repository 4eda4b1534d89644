/** The code of a cell: text with its colours, and from the first focus on an editor in its place. */
import type { EditorView } from "@codemirror/view";
import type { Content } from "../../../kernel/common/messages";
import type * as editing from "../editor";
import { indentOf } from "../indent";
import { loadScript } from "../scripts";
import { notifyFailure } from "./notice";

/** What the code of a cell needs of its page. */
export interface CodeHost extends editing.EditorHost {
  readonly reformat: (code: string) => Promise<Content>;
  readonly say: (words: string) => void;
}

declare global {
  interface Window {
    /** What editor.js brings. */
    editing?: typeof editing;
  }
}

export class Code {
  readonly #node: HTMLElement;
  readonly #label: string;
  readonly #host: CodeHost;
  /** The text, as long as there is no editor. */
  #text: string;
  #editor: EditorView | undefined;

  /** @param node - holds the text, as it was shipped */
  constructor(node: HTMLElement, label: string, host: CodeHost) {
    this.#node = node;
    this.#label = label;
    this.#host = host;
    this.#text = node.textContent;
    node.tabIndex = 0;
    node.setAttribute("role", "textbox");
    node.setAttribute("aria-multiline", "true");
    node.setAttribute("aria-label", label);
    let isPressed = false;
    node.addEventListener("pointerdown", () => {
      isPressed = true;
    });
    node.addEventListener("focus", () => {
      if (!isPressed) void this.#enter();
    });
    node.addEventListener("click", ({ clientX: x, clientY: y }) => {
      isPressed = false;
      void this.#enter({ x, y });
    });
    node.addEventListener("pointerenter", () => void loadScript("editor.js").catch(() => undefined), {
      once: true,
    });
  }

  get text(): string {
    return this.#editor?.state.doc.toString() ?? this.#text;
  }

  set text(text: string) {
    if (this.#editor)
      // Undo takes it back by itself, whatever was typed just before.
      this.#editor.dispatch({
        changes: { from: 0, to: this.#editor.state.doc.length, insert: text },
        userEvent: "set",
      });
    else {
      this.restore(text);
      this.#host.changed(text);
    }
  }

  /** Shows a text that the reader wrote earlier. */
  restore(text: string): void {
    this.#text = text;
    this.#node.replaceChildren(
      ...text
        .split("\n")
        .flatMap((line) => ["\n", lineOf(line)])
        .slice(1),
    );
  }

  /** Puts the editor in place, if it is not. Rejects if it cannot be loaded. */
  async open(): Promise<EditorView> {
    await loadScript("editor.js");
    if (this.#editor) return this.#editor;
    const selected = selectionIn(this.#node);
    const isFocused = document.activeElement === this.#node;
    const editor = window.editing!.makeEditor(this.#text, this.#label, this.#host);
    this.#editor = editor;
    this.#node.replaceWith(editor.dom);
    if (selected) editor.dispatch({ selection: selected });
    if (isFocused) editor.focus();
    return editor;
  }

  async format(): Promise<void> {
    try {
      const editor = await this.open();
      const { reformat, say } = this.#host;
      await window.editing!.formatIn(editor, reformat, say);
    } catch (error) {
      notifyFailure(error, () => void this.format());
    }
  }

  /** The reader wants to write, at a place in the window or wherever they come by the keyboard. */
  async #enter(place?: { readonly x: number; readonly y: number }): Promise<void> {
    const isChosen = selectionIn(this.#node) !== undefined;
    const editor = await this.open().catch((error: unknown) => {
      notifyFailure(error, () => void this.#enter(place));
    });
    const head = place && !isChosen ? editor?.posAtCoords(place) : undefined;
    if (head != null) editor?.dispatch({ selection: { anchor: head } });
  }
}

/** A line as the build puts it there, without colours. */
function lineOf(text: string): Node | string {
  if (text === "") return "";
  const node = Object.assign(document.createElement("span"), { className: "line", textContent: text });
  node.setAttribute("style", indentOf(text));
  return node;
}

/** What is selected of a node's text, if it is not a mere place. */
function selectionIn(node: HTMLElement): { readonly anchor: number; readonly head: number } | undefined {
  const selection = getSelection();
  const { anchorNode, focusNode } = selection ?? {};
  if (!selection || selection.isCollapsed || !node.contains(anchorNode ?? null)) return undefined;
  if (!node.contains(focusNode ?? null)) return undefined;
  const offset = (end: Node, at: number): number => {
    const range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(end, at);
    return range.toString().length;
  };
  return {
    anchor: offset(anchorNode!, selection.anchorOffset),
    head: offset(focusNode!, selection.focusOffset),
  };
}
