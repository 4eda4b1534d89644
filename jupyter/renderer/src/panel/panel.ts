import type { JsonObject } from "../json";
import { fieldOf, type Field } from "./fields";
import { kindOf, readControls, readShown, type Shown } from "./state";

/** How long, in milliseconds, a drawing may take before the page says that it is being made. */
const CUE_MS = 150;

/** With more controls than this, there are two columns of them where there is room. */
const MOST_IN_A_COLUMN = 3;

const ASLEEP = "Run this cell to move the controls.";

interface Row {
  readonly field: Field | undefined;
  readonly message: HTMLElement;
}

let count = 0;

/** The controls of a cell in a page: what the reader does goes to the kernel, and what the kernel says is shown. */
export class ControlsPanel {
  readonly node = document.createElement("fieldset");
  readonly #note = document.createElement("p");
  readonly #rows = new Map<string, Row>();
  /** By this the kernel's answers tell whose entry they answer. */
  readonly #page = Math.random().toString(36).slice(2);
  #send: ((data: object) => void) | undefined;
  #pending = new Map<string, JsonObject>();
  #cue: number | undefined;

  constructor(controls: unknown) {
    this.node.className = "bs-controls";
    this.#note.className = "bs-controls-note";
    this.#note.setAttribute("role", "status");
    this.#build(readControls(controls));
    this.end(ASLEEP);
  }

  /** Comes to life: the kernel can be heard, and is asked for the present state. */
  join(send: (data: object) => void): void {
    this.#send = send;
    send({ show: true });
  }

  /** Takes a message of the kernel. */
  receive(data: Readonly<Record<string, unknown>>): void {
    this.node.disabled = false;
    if (this.#note.textContent === ASLEEP) this.say(undefined);
    if (Array.isArray(data.controls))
      for (const shown of readControls(data.controls)) this.#show(shown, false);
    const shown = readShown(data);
    if (shown) this.#show(shown, data.by === this.#page);
    if (data.drawn === true) this.#rest();
  }

  /** Says in words why the controls do nothing any more. */
  end(words: string): void {
    this.node.disabled = true;
    this.#rest();
    this.say(words);
  }

  /** A sentence about the kernel; none if there is nothing to say. */
  say(words: string | undefined): void {
    this.#note.textContent = words ?? "";
  }

  #build(controls: readonly Shown[]): void {
    const rows = document.createElement("div");
    rows.className = "bs-controls-rows";
    rows.classList.toggle("bs-many", controls.length > MOST_IN_A_COLUMN);
    for (const shown of controls) rows.append(this.#row(shown));
    const reset = button("Reset", "Give all controls their first values");
    reset.addEventListener("click", () => {
      this.#tell({ reset: true });
    });
    rows.append(reset);
    this.node.append(rows, this.#note);
  }

  #row(shown: Shown): HTMLElement {
    const { name, label } = shown;
    if (kindOf(shown) === "Button") {
      const press = button(label, label);
      press.addEventListener("click", () => {
        this.#tell({ press: name });
      });
      this.#rows.set(name, { field: undefined, message: document.createElement("p") });
      return press;
    }
    const row = document.createElement("div");
    const title = document.createElement("span");
    title.className = "bs-controls-label";
    title.textContent = title.title = label;
    const field = fieldOf(shown, (state) => {
      this.#later(name, state);
    });
    const message = document.createElement("p");
    message.className = "bs-controls-message";
    message.id = `bs-message-${++count}`;
    message.setAttribute("role", "status");
    for (const node of field.nodes) node.setAttribute("aria-describedby", message.id);
    const fields = document.createElement("span");
    fields.className = "bs-fields";
    fields.append(...field.nodes);
    row.append(title, fields, message);
    row.className = "bs-control";
    this.#rows.set(name, { field, message });
    return row;
  }

  /** What the reader has entered stays: the kernel's answer may be older than what is in the field by now. */
  #show({ name, state, message }: Shown, isOwn: boolean): void {
    const row = this.#rows.get(name);
    if (!row) return;
    row.message.textContent = message;
    for (const node of row.field?.nodes ?? []) node.toggleAttribute("aria-invalid", message !== "");
    if (isOwn || this.#pending.has(name)) return;
    row.field?.write(state);
    this.#wait();
  }

  /** Of what is changed within one picture of the page, the last counts. */
  #later(name: string, state: JsonObject): void {
    const isScheduled = this.#pending.size > 0;
    this.#pending.set(name, state);
    if (isScheduled) return;
    requestAnimationFrame(() => {
      const changes = this.#pending;
      this.#pending = new Map();
      for (const [changed, next] of changes) this.#tell({ name: changed, state: next, by: this.#page });
    });
  }

  #tell(data: object): void {
    this.#send?.(data);
    this.#wait();
  }

  /** Gives a cue if the drawing takes long. */
  #wait(): void {
    this.#cue ??= window.setTimeout(() => {
      this.#mark(true);
    }, CUE_MS);
  }

  #rest(): void {
    window.clearTimeout(this.#cue);
    this.#cue = undefined;
    this.#mark(false);
  }

  #mark(isBusy: boolean): void {
    const outputs = this.node.closest(".jp-OutputArea, .outputs");
    outputs?.classList.toggle("bs-busy", isBusy);
    outputs?.setAttribute("aria-busy", String(isBusy));
  }
}

function button(text: string, title: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  [made.textContent, made.title] = [text, title];
  return made;
}
