import { drawInARow, rowOf } from "./cascade";
import type { Control } from "./controls";
import type { Comm, KernelHost, MimeBundle, WidgetModel, WidgetState } from "./host";
import { identifier } from "./screen";
import { send } from "./output";
import { show } from "./show";
import { StockWidgets, type Shown } from "./stock-widgets";

/** Controls by their names. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a control reads and writes its value: no other type takes all
export type Controls = Readonly<Record<string, Control<any>>>;

const CONTROLS_MIME = "application/vnd.breaking-symmetry.controls+json";
const WIDGET_MIME = "application/vnd.jupyter.widget-view+json";

/** The controls of one call of `interact`: their values, and what pages show of them. */
export class Panel {
  readonly values: Record<string, unknown>;
  /** Called when a value has changed. */
  onChange: () => void = () => undefined;
  readonly #controls: Controls;
  readonly #shown = new Map<string, Shown>();
  #channel: Comm | undefined;
  #stock: StockWidgets | undefined;
  /** The models of controls that have a view of their own. */
  readonly #own = new Map<string, WidgetModel>();
  #inARow = 0;
  #isDrawn = true;

  constructor(controls: Controls) {
    this.#controls = controls;
    this.values = Object.fromEntries(Object.entries(controls).map(([name, { start }]) => [name, start]));
    for (const [name, { start, label = name, state, view }] of Object.entries(controls))
      if (!view) this.#shown.set(name, { label, state: state(start), message: "" });
  }

  show(host: KernelHost | undefined): void {
    const own = Object.entries(this.#controls).filter(([, { view }]) => view);
    if (!host) show(`*${this.#words()}. They can be moved in the kernel that \`npm start\` sets up.*`);
    else if (this.#shown.size > 0) this.#showRows(host);
    for (const [name, control] of own) {
      const model = host && this.#offer(host, name, control);
      const bundle = control.view!(control.start, control.label ?? name, model?.id);
      if (host) host.display({ data: bundle, metadata: {}, transient: {} });
      else send(bundle);
    }
  }

  #showRows(host: KernelHost): void {
    const id = identifier();
    const channel = (this.#channel = host.comms.offer("breaking-symmetry.controls", id));
    channel.onMessage = ({ data }) => {
      this.#receive(data);
    };
    host.atEnd(() => {
      channel.close();
    });
    this.#stock = new StockWidgets(host, this.#shown, {
      change: (name, changed) => {
        this.#change(name, changed);
      },
      press: (name) => {
        this.#press(name);
      },
      reset: () => {
        this.reset();
      },
    });
    host.display({ data: this.#bundle(id, this.#stock.id), metadata: {}, transient: {} });
  }

  /** A model for a control that has a view of its own. */
  #offer(host: KernelHost, name: string, control: Control<unknown>): WidgetModel {
    const model = host.widgets.offer(control.state(control.start));
    this.#own.set(name, model);
    model.onChange = (changed) => {
      this.#change(name, changed, model);
    };
    host.atEnd(() => {
      model.close();
    });
    return model;
  }

  /** A sentence in the place of the drawing, if one of the values cannot be drawn. */
  lack(): string | undefined {
    const found = Object.entries(this.#controls).map(([name, { lack }]) => lack?.(this.values[name]));
    return found.find((sentence) => sentence !== undefined);
  }

  /** Gives controls other values; all of them are checked first. */
  set(changed: Readonly<Record<string, unknown>>): void {
    const known = Object.keys(this.#controls).join(", ");
    const entries = Object.entries(changed).map(([name, value]) => {
      const control = this.#control(name);
      if (!control) throw new RangeError(`Cannot set ${name}: the controls are ${known}`);
      const taken: unknown = control.fit ? control.fit(value) : value;
      return { name, value: taken, state: control.state(taken) };
    });
    const isNew = entries.some(({ name, value }) => !Object.is(value, this.values[name]));
    const row = isNew ? rowOf(Object.keys(changed)) : 0;
    for (const { name, value } of entries) this.values[name] = value;
    if (isNew) this.#changed(row);
    for (const { name, state } of entries) this.#tell(name, { state, message: "" });
  }

  reset(): void {
    this.set(
      Object.fromEntries(Object.entries(this.#controls).map(([name, { start }]) => [name, start as unknown])),
    );
  }

  /** Makes a drawing of the values. */
  during<T>(draw: () => T): T {
    return drawInARow(this.#inARow, draw);
  }

  /** Tells pages whether what they show is drawn of the present values. */
  set isDrawn(isDrawn: boolean) {
    this.#isDrawn = isDrawn;
    this.#channel?.send({ drawn: isDrawn });
  }

  #receive({ name, state, press, reset, by }: WidgetState): void {
    if (reset === true) this.reset();
    else if (typeof press === "string") this.#press(press);
    else if (typeof name === "string") this.#change(name, Object(state) as WidgetState, by);
    else this.#channel?.send({ controls: this.#all(), drawn: this.#isDrawn });
  }

  /** Takes what the reader has entered; what cannot be read changes nothing, and the page says why. */
  #change(name: string, changed: WidgetState, by?: unknown): void {
    const control = this.#control(name);
    if (!control) return;
    let read: { readonly value: unknown } | undefined;
    try {
      read = control.read(changed);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // A view of its own has no place for words: the entry is taken back.
      this.#own.get(name)?.set(control.state(this.values[name]));
      const state = this.#shown.get(name)?.state ?? {};
      // A text stays as it was typed, so that it can be mended.
      const isText = typeof state.value === "string" && typeof changed.value === "string";
      this.#tell(name, { state: isText ? { ...state, ...changed } : state, message }, by);
      return;
    }
    if (!read) return;
    const isNew = !Object.is(read.value, this.values[name]);
    this.values[name] = read.value;
    if (isNew) this.#changed(0);
    this.#tell(name, { state: control.state(read.value), message: "" }, by);
  }

  #press(name: string): void {
    const control = this.#control(name);
    if (!control?.press) return;
    this.values[name] = control.press(this.values[name]) as unknown;
    this.#changed(0);
  }

  /** Names come from pages, too: only the own ones count. */
  #control(name: string): Controls[string] | undefined {
    return Object.hasOwn(this.#controls, name) ? this.#controls[name] : undefined;
  }

  #changed(row: number): void {
    this.#inARow = row;
    this.#isDrawn = false;
    this.onChange();
  }

  #tell(name: string, shown: Omit<Shown, "label">, by?: unknown): void {
    const before = this.#shown.get(name);
    if (!before) {
      const model = this.#own.get(name);
      if (by !== model) model?.set(shown.state);
      return;
    }
    const next = { label: before.label, ...shown };
    this.#shown.set(name, next);
    this.#channel?.send({ name, ...next, by, drawn: this.#isDrawn });
    this.#stock?.show(name, next);
  }

  #all(): readonly WidgetState[] {
    return [...this.#shown].map(([name, shown]) => ({ name, ...shown }));
  }

  #bundle(channel: string, stock: string): MimeBundle {
    return {
      [CONTROLS_MIME]: { channel, controls: this.#all() },
      [WIDGET_MIME]: { version_major: 2, version_minor: 0, model_id: stock },
      "text/plain": this.#words(),
    };
  }

  #words(): string {
    const all = Object.entries(this.#controls).map(
      ([name, { label = name, start, words }]) => `${label} ${words(start)}`,
    );
    return `Controls at their first values: ${all.join(", ")}`;
  }
}
