import { isObject, type JsonObject } from "../json";
import { ControlRow } from "./row";
import { kindOf, readControls, readShown, type Shown } from "./state";

/** How long, in milliseconds, a drawing may take before the page says that it is being made. */
const CUE_MS = 150;

/** With more controls than this, there are two columns of them where there is room. */
const MOST_IN_A_COLUMN = 3;

const ASLEEP = "Run this cell to move the controls.";

interface Entry {
  readonly state: JsonObject;
  readonly entry: number;
}

/** The controls of a cell in a page: what the reader does goes to the kernel, and what the kernel says is shown. */
export class ControlsPanel {
  readonly node = document.createElement("fieldset");
  readonly #note = document.createElement("p");
  readonly #rows = new Map<string, ControlRow>();
  /** By this the kernel's answers tell whose entry they answer. */
  readonly #page = Math.random().toString(36).slice(2);
  #send: ((data: object) => void) | undefined;
  #pending = new Map<string, Entry>();
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
      for (const shown of readControls(data.controls)) this.#show(shown, undefined);
    const shown = readShown(data);
    if (shown) this.#show(shown, data.by);
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
    const foot = document.createElement("div");
    foot.className = "bs-controls-foot";
    for (const shown of controls) {
      if (kindOf(shown) === "Button") foot.append(this.#press(shown));
      else rows.append(this.#row(shown));
    }
    const reset = button("Reset", "Give all controls their first values");
    reset.addEventListener("click", () => {
      this.#tell({ reset: true });
    });
    // What appears as a child of the fieldset itself makes Chromium let go of a slider that is being dragged.
    foot.append(reset, this.#note);
    rows.append(foot);
    this.node.append(rows);
  }

  #press({ name, label }: Shown): HTMLElement {
    const press = button(label, label);
    press.addEventListener("click", () => {
      this.#tell({ press: name });
    });
    return press;
  }

  #row(shown: Shown): HTMLElement {
    const row = new ControlRow(shown, (state, entry) => {
      this.#later(shown.name, { state, entry });
    });
    this.#rows.set(shown.name, row);
    return row.node;
  }

  #show(shown: Shown, by: unknown): void {
    const { page, entry } = isObject(by) ? by : {};
    const isOwn = page === this.#page;
    this.#rows.get(shown.name)?.show(shown, isOwn ? Number(entry) : undefined);
    if (!isOwn) this.#wait();
  }

  /** Of what is changed within one picture of the page, the last counts. */
  #later(name: string, change: Entry): void {
    const isScheduled = this.#pending.size > 0;
    this.#pending.set(name, change);
    if (isScheduled) return;
    requestAnimationFrame(() => {
      const changes = this.#pending;
      this.#pending = new Map();
      for (const [changed, { state, entry }] of changes)
        this.#tell({ name: changed, state, by: { page: this.#page, entry } });
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
