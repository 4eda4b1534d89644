import { isObject, type JsonObject } from "../json";
import { ControlRow } from "./row";
import { isSame, kindOf, readControls, readShown, type Shown } from "./state";
import { type ControlValue, isSameValue, readControlValue, takes } from "./value";

/** How long, in milliseconds, a drawing may take before the page says that it is being made. */
const CUE_MS = 150;

/** With more controls than this, there are two columns of them where there is room. */
const MOST_IN_A_COLUMN = 3;

export const ASLEEP = "Run this cell to move the controls.";

interface Entry {
  readonly state: JsonObject;
  readonly entry: number;
}

/** What the kernel is told: a control's new state, that a button was pressed, or that all shall be as at first. */
type Told =
  | ({ readonly name: string; readonly by: object } & Pick<Entry, "state">)
  | { readonly press: string }
  | { readonly reset: true };

/** The controls of a cell in a page: what the reader does goes to the kernel, and what the kernel says is shown. */
export class ControlsPanel {
  readonly node = document.createElement("div");
  readonly #controls = document.createElement("fieldset");
  readonly #note = document.createElement("p");
  readonly #run = button("Run this cell", "Run the cells above, as far as it needs them, and this one");
  readonly #rows = new Map<string, ControlRow>();
  /** By this the kernel's answers tell whose entry they answer. */
  readonly #page = Math.random().toString(36).slice(2);
  readonly #shown: readonly Shown[];
  /** What each control is set to, where it has been moved. */
  readonly #values = new Map<string, ControlValue>();
  /** The last of these that the kernel has taken. */
  readonly #taken = new Map<string, ControlValue>();
  #send: ((data: object) => void) | undefined;
  /** Wakes the kernel, where the first move does. */
  #wake: (() => Promise<void>) | undefined;
  #isWaking = false;
  /** What the reader has done before the kernel could be heard; of a control that was moved, the last counts. */
  readonly #early = new Map<string, object>();
  /** Changes that are told with the next picture of the page. */
  readonly #pending = new Map<string, Entry>();
  #isFrameAwaited = false;
  #cue: number | undefined;

  /** @param run - runs the cell again, when its kernel is gone */
  constructor(controls: unknown, run: () => void) {
    this.node.className = "bs-controls-frame";
    this.#controls.className = "bs-controls";
    this.#run.className = "bs-controls-run";
    this.#run.addEventListener("click", run);
    this.#note.className = "bs-controls-note";
    this.#note.setAttribute("role", "status");
    this.#shown = readControls(controls);
    this.#build(this.#shown);
    // What is within the fieldset can't be pressed when it is disabled.
    this.node.append(this.#controls, this.#run);
    this.end(ASLEEP);
  }

  /** Can be moved before there is a kernel: the first move wakes it, and what has been done by then is told when it can be heard. */
  offer(wake: () => Promise<void>): void {
    this.#wake = wake;
    this.#live(true);
  }

  /** Comes to life: the kernel can be heard, and is asked for the present state. */
  join(send: (data: object) => void): void {
    this.#send = send;
    if (this.#wake) this.#note.textContent = "";
    this.#wake = undefined;
    for (const [name, row] of this.#rows) if (!this.#early.has(name)) row.settle();
    send({ show: true });
    for (const data of this.#early.values()) send(data);
    this.#early.clear();
  }

  /** The values that are not those that the controls began with, by the controls' names. */
  get changed(): ReadonlyMap<string, ControlValue> {
    const first = new Map(this.#shown.map(({ name, state }) => [name, readControlValue(state)]));
    return new Map([...this.#values].filter(([name, value]) => !isSameValue(value, first.get(name))));
  }

  /** What each control is set to, by its name. */
  get values(): ReadonlyMap<string, ControlValue> {
    const all = new Map<string, ControlValue>();
    for (const { name, state } of this.#shown) {
      const value = this.#values.get(name) ?? readControlValue(state);
      if (value) all.set(name, value);
    }
    return all;
  }

  /** Sets controls, as far as they take the values. Wakes no kernel: one that does not run hears of it when it does. */
  fill(values: ReadonlyMap<string, ControlValue>): void {
    for (const { name, state } of this.#shown) {
      const [row, value] = [this.#rows.get(name), values.get(name)];
      if (!row || !value || !takes(state, value)) continue;
      row.set(value);
      this.#values.set(name, value);
      const data = { name, state: value };
      if (this.#send) this.#send(data);
      else this.#early.set(name, data);
    }
    if (this.#send || this.#early.size === 0) return;
    // With its first values it shows already what it would.
    const isAsAtFirst = this.#wake !== undefined && this.changed.size === 0;
    if (isAsAtFirst) this.#early.clear();
    this.#note.textContent = isAsAtFirst ? "" : "Run this cell to see it with these values.";
    this.#run.hidden = isAsAtFirst;
  }

  /** Whether other controls are these, whatever their values. */
  isFor(controls: unknown): boolean {
    const others = readControls(controls);
    return others.length === this.#shown.length && this.#shown.every((one, i) => isSame(one, others[i]!));
  }

  /** Takes a message of the kernel. */
  receive(data: Readonly<Record<string, unknown>>): void {
    this.#live(true);
    if (Array.isArray(data.controls))
      for (const shown of readControls(data.controls)) this.#show(shown, undefined);
    const shown = readShown(data);
    if (shown) this.#show(shown, data.by);
    if (data.drawn === true) this.#rest();
    else if (data.drawn === false) this.#wait();
  }

  /** Says in words why the controls do nothing any more, and offers to run their cell. */
  end(words: string): void {
    this.#send = this.#wake = undefined;
    this.#early.clear();
    this.#live(false);
    this.#rest();
    this.#note.textContent = words;
  }

  /** A sentence about the kernel; none if there is nothing to say. */
  say(words: string | undefined): void {
    if (!this.#controls.disabled) this.#note.textContent = words ?? "";
  }

  #live(isLive: boolean): void {
    if (isLive && this.#controls.disabled) this.#note.textContent = "";
    this.#controls.disabled = !isLive;
    for (const row of this.#rows.values()) row.isLive = isLive;
    this.#run.hidden = isLive;
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
    this.#controls.append(rows);
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
      this.#remember(shown.name, state);
      this.#enter(shown.name, { state, entry });
    });
    this.#rows.set(shown.name, row);
    return row.node;
  }

  #show(shown: Shown, by: unknown): void {
    const { page, entry } = isObject(by) ? by : {};
    const isOwn = page === this.#page;
    this.#rows.get(shown.name)?.show(shown, isOwn ? Number(entry) : undefined);
    if (shown.message === "") {
      this.#remember(shown.name, shown.state);
      this.#remember(shown.name, shown.state, this.#taken);
    } else this.#takeBack(shown.name);
    if (!isOwn) this.#wait();
  }

  #remember(name: string, state: JsonObject, values = this.#values): void {
    const value = readControlValue(state);
    if (value) values.set(name, value);
  }

  /** An entry that does not count has changed nothing. */
  #takeBack(name: string): void {
    const last = this.#taken.get(name);
    if (last) this.#values.set(name, last);
    else this.#values.delete(name);
  }

  /** A first change is told at once; of what is changed after it within one picture of the page, the last counts. */
  #enter(name: string, change: Entry): void {
    this.#pending.set(name, change);
    if (this.#isFrameAwaited) return;
    this.#isFrameAwaited = true;
    requestAnimationFrame(() => {
      this.#isFrameAwaited = false;
      this.#tellEntries();
    });
    this.#tellEntries();
  }

  #tellEntries(): void {
    const entries = [...this.#pending];
    this.#pending.clear();
    for (const [name, { state, entry }] of entries)
      this.#tell({ name, state, by: { page: this.#page, entry } });
  }

  #tell(data: Told): void {
    this.#wait();
    if (!this.#wake) return this.#send?.(data);
    if ("reset" in data) this.#early.clear();
    this.#early.set("name" in data ? data.name : JSON.stringify(data), data);
    if (this.#isWaking) return;
    this.#isWaking = true;
    void this.#wake().finally(() => {
      this.#isWaking = false;
      if (this.#wake) this.#rest();
    });
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
