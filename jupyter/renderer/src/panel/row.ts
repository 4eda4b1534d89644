import type { JsonObject } from "../json";
import { fieldOf, type Field } from "./fields";
import type { Shown } from "./state";

/** Tells the kernel what the reader has entered, and how many entries that makes. */
export type Enter = (state: JsonObject, entry: number) => void;

let count = 0;

/**
 * The row of a control: its label, what the reader handles, and why the last entry does not count. The reader's hand has priority:
 * what the kernel says moves nothing that is older than the last entry, and nothing that is being held.
 */
export class ControlRow {
  readonly node = document.createElement("div");
  readonly #field: Field;
  readonly #message = document.createElement("p");
  #entries = 0;
  /** The last entry that the kernel has answered. */
  #answered = 0;
  #isHeld = false;
  /** What the kernel has said while the control was held. */
  #withheld: JsonObject | undefined;

  constructor(shown: Shown, enter: Enter) {
    this.#field = fieldOf(shown, (state) => {
      this.#withheld = undefined;
      enter(state, ++this.#entries);
    });
    const title = document.createElement("span");
    title.className = "bs-controls-label";
    title.textContent = title.title = shown.label;
    this.#message.className = "bs-controls-message";
    this.#message.id = `bs-message-${++count}`;
    this.#message.setAttribute("role", "status");
    for (const node of [...this.#field.nodes, ...this.#inFigure])
      node.setAttribute("aria-describedby", this.#message.id);
    this.node.className = "bs-control";
    const unit = this.#field.handle?.unit;
    if (unit !== undefined) this.node.dataset.unit = String(unit);
    this.node.append(title, this.#fields(), this.#message);
  }

  /** Shows what the kernel says; `entry` is the reader's entry that it answers. */
  show({ state, message }: Shown, entry?: number): void {
    this.#answered = entry ?? this.#answered;
    if (this.#answered < this.#entries) return;
    this.#message.textContent = message;
    for (const node of this.#field.nodes) node.setAttribute("aria-invalid", String(message !== ""));
    // An entry that does not count stays, so that it can be mended.
    if (entry !== undefined && message !== "") return;
    if (this.#isHeld) this.#withheld = state;
    else this.#field.write(state);
  }

  /** Shows a value that somebody else has set. */
  set(value: JsonObject): void {
    this.#withheld = undefined;
    this.#field.write(value);
  }

  /** Whether the kernel that made the control can be heard. */
  set isLive(isLive: boolean) {
    if (this.#field.handle) this.#field.handle.isLive = isLive;
  }

  get #inFigure(): readonly HTMLElement[] {
    return this.#field.handle ? [this.#field.handle.grip] : [];
  }

  /** Expects no answer any more. */
  settle(): void {
    this.#answered = this.#entries;
  }

  #fields(): HTMLElement {
    const fields = document.createElement("span");
    fields.className = "bs-fields";
    fields.append(...this.#field.nodes.map((node) => node.closest("label") ?? node));
    for (const held of [fields, ...this.#inFigure])
      held.addEventListener("pointerdown", () => {
        this.#isHeld = true;
        for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, this.#release, true);
      });
    // A text is held while it is being written.
    fields.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "text") this.#isHeld = true;
    });
    for (const end of ["change", "focusout"]) fields.addEventListener(end, this.#release);
    return fields;
  }

  readonly #release = (): void => {
    for (const end of ["pointerup", "pointercancel"]) window.removeEventListener(end, this.#release, true);
    this.#isHeld = false;
    if (this.#withheld) this.#field.write(this.#withheld);
    this.#withheld = undefined;
  };
}
