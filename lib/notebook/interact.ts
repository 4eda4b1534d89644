import { bundleOf, type Showable } from "./bundles";
import type { Control } from "./controls";
import { kernelHost, type KernelHost, type MimeBundle, type WidgetModel, type WidgetState } from "./host";
import { send } from "./output";
import { show } from "./show";

/** Controls by their names. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a control reads and writes its value: no other type takes all
export type Controls = Readonly<Record<string, Control<any>>>;

/** The values that controls have, by the names of the controls. */
export type Values<C extends Controls> = {
  readonly [K in keyof C]: C[K] extends Control<infer T> ? T : never;
};

/** Controls and what is drawn of their values, as code sees them. */
export interface Interaction<C extends Controls> {
  readonly values: Values<C>;
  /** Gives some controls other values, as the reader's hand does. */
  set(changed: Partial<Values<C>>): void;
  /** Gives all controls the values that they had at first. */
  reset(): void;
}

const FIGURE_MIME = "application/vnd.plotly.v1+json";
const CONTROLS_MIME = "application/vnd.breaking-symmetry.controls+json";
const WIDGET_MIME = "application/vnd.jupyter.widget-view+json";

/**
 * Shows controls, and below them what a function makes of their values: anew whenever one is moved.
 *
 * The latest values win: what comes while the function runs is drawn when it is done, and nothing in between. If it throws,
 * its error is shown in the place of what it draws, until the next move. On a kernel without controls, the first picture is
 * shown, with a sentence.
 *
 * @param controls - by name; the function gets their values under the same names
 * @param draw - makes a figure, a matrix or a text of the values, at once or later, or several of them
 * @returns the controls' values, and how to change them
 * @throws whatever the function throws for the first values
 * @example
 * const { values } = interact({ step: slider(1, 9, { integer: true, start: 3 }) }, ({ step }) => `step ${step}`);
 * values.step; // 3
 */
export function interact<const C extends Controls>(
  controls: C,
  draw: (values: Values<C>) => Showable | readonly Showable[] | Promise<Showable | readonly Showable[]>,
): Interaction<C> {
  const host = kernelHost();
  const panel = new Panel(controls, host);
  const views: View[] = [];
  const put = (drawn: Showable | readonly Showable[]): void => {
    list(drawn).forEach((value, i) => {
      (views[i] ??= viewOn(host)).show(value);
    });
  };
  const fail = (error: unknown): void => {
    if (views.length === 0) views.push(viewOn(host));
    views[0]!.fail(error);
  };
  const picture = (): ReturnType<typeof draw> => panel.lack() ?? draw(panel.values as Values<C>);
  const redraw = latestOnly(picture, put, fail);
  panel.onChange = host ? host.bind(redraw) : redraw;
  panel.show();
  const first = picture();
  if (isPromise(first)) first.then(put, fail);
  else put(first);
  return panel.interaction as unknown as Interaction<C>;
}

/** Calls a task again and again as long as it is asked for, but never twice at a time. */
function latestOnly<T>(
  task: () => T | Promise<T>,
  done: (result: T) => void,
  fail: (error: unknown) => void,
): () => Promise<void> {
  let isStale = false;
  let isAtWork = false;
  return async () => {
    isStale = true;
    if (isAtWork) return;
    isAtWork = true;
    try {
      while (isStale) {
        isStale = false;
        const result = task();
        done(isPromise(result) ? await result : result);
      }
    } catch (error) {
      fail(error);
    } finally {
      isAtWork = false;
    }
  };
}

function list(drawn: Showable | readonly Showable[]): readonly Showable[] {
  return Array.isArray(drawn) ? (drawn as readonly Showable[]) : [drawn as Showable];
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === "object" && value !== null && "then" in value;
}

/** The controls of one call of `interact`: their values, and their models in the front ends. */
class Panel {
  readonly values: Record<string, unknown>;
  /** Called some time after a value has changed. */
  onChange: () => Promise<void> = () => Promise.resolve();
  readonly #controls: Controls;
  readonly #host: KernelHost | undefined;
  readonly #models = new Map<string, WidgetModel>();
  #isScheduled = false;

  constructor(controls: Controls, host: KernelHost | undefined) {
    this.#controls = controls;
    this.#host = host;
    this.values = Object.fromEntries(Object.entries(controls).map(([name, { start }]) => [name, start]));
  }

  /** What the caller of `interact` gets; it has been shown already when its cell ends. */
  readonly interaction = Object.defineProperty(
    {
      values: {},
      set: (changed: Readonly<Record<string, unknown>>): void => {
        this.#set(changed);
      },
      reset: (): void => {
        this.#set(
          Object.fromEntries(
            Object.entries(this.#controls).map(([name, { start }]) => [name, start as unknown]),
          ),
        );
      },
    },
    Symbol.for("Jupyter.display"),
    { value: () => undefined },
  );

  show(): void {
    this.interaction.values = this.values;
    const host = this.#host;
    const entries = Object.entries(this.#controls);
    const own = entries.filter(([, { view }]) => view);
    const stock = entries.filter(([, { view }]) => !view);
    if (!host) {
      show(`*${this.#words()}. They can be moved in the kernel that \`npm start\` sets up.*`);
      for (const [name, { start, label = name, view }] of own) send(view!(start, label, undefined));
      return;
    }
    if (stock.length > 0) this.#showStock(host, stock);
    for (const [name, control] of own) this.#showOwn(host, name, control);
  }

  /** Shows a control that has a view of its own; what its page must not say is taken back. */
  #showOwn(host: KernelHost, name: string, control: Control<unknown>): void {
    const model = host.widgets.offer(control.state(control.start));
    this.#listen(name, control, model);
    host.atEnd(() => {
      model.close();
    });
    const data = control.view!(control.start, control.label ?? name, model.id);
    host.display({ data, metadata: {}, transient: {} });
  }

  #showStock(host: KernelHost, controls: readonly (readonly [string, Control<unknown>])[]): void {
    const opened: WidgetModel[] = [];
    const open = (state: WidgetState): string => {
      opened.push(host.widgets.open(state));
      return `IPY_MODEL_${opened.at(-1)!.id}`;
    };
    const style = open(BASE.style);
    const wide = open(BASE.layout("28em"));
    const children = controls.flatMap(([name, control]) => {
      const isButton = control.state(control.start)._model_name === "ButtonModel";
      const state: WidgetState = { ...control.state(control.start), description: control.label ?? name };
      const id = open({ ...state, layout: wide, ...(!isButton && { style }) });
      const model = opened.at(-1)!;
      // Only a text can be one that cannot be read.
      if (state._model_name !== "TextModel") {
        this.#listen(name, control, model);
        return [id];
      }
      const message = open({ ...MESSAGE, layout: wide });
      this.#listen(name, control, model, opened.at(-1));
      return [id, message];
    });
    const reset = open({ ...RESET, layout: open(BASE.layout("7em")) });
    opened.at(-1)!.onCustom = () => {
      this.interaction.reset();
    };
    const box = open({ ...BOX, children: [...children, reset], layout: open(BASE.layout("auto")) });
    host.atEnd(() => {
      for (const model of opened) model.close();
    });
    host.display({ data: this.#bundle(box), metadata: {}, transient: {} });
  }

  #bundle(box: string): MimeBundle {
    return {
      [CONTROLS_MIME]: { words: this.#words() },
      [WIDGET_MIME]: { version_major: 2, version_minor: 0, model_id: box.replace("IPY_MODEL_", "") },
      "text/plain": this.#words(),
    };
  }

  #words(): string {
    const all = Object.entries(this.#controls).map(
      ([name, { label = name, start, words }]) => `${label} ${words(start)}`,
    );
    return `Controls at their first values: ${all.join(", ")}`;
  }

  /** A sentence in the place of the drawing, if one of the values cannot be drawn. */
  lack(): string | undefined {
    const found = Object.entries(this.#controls).map(([name, { lack }]) => lack?.(this.values[name]));
    return found.find((sentence) => sentence !== undefined);
  }

  #listen(name: string, control: Control<unknown>, model: WidgetModel, message?: WidgetModel): void {
    this.#models.set(name, model);
    const attempt = (changed: WidgetState): ReturnType<typeof control.read> => {
      try {
        const read = control.read(changed);
        message?.set({ value: "" });
        return read;
      } catch (error) {
        if (message) message.set({ value: asHtml(error instanceof Error ? error.message : String(error)) });
        // Without a place for words it is taken back, in all pages.
        else model.set(control.state(this.values[name]));
        return undefined;
      }
    };
    model.onChange = (changed) => {
      const read = attempt(changed);
      if (!read || Object.is(read.value, this.values[name])) return;
      this.values[name] = read.value;
      this.#schedule();
    };
    model.onCustom = () => {
      this.values[name] = Number(this.values[name]) + 1;
      this.#schedule();
    };
  }

  #set(changed: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(changed)) {
      const control = this.#controls[name];
      if (!control)
        throw new RangeError(
          `Cannot set ${name}: the controls are ${Object.keys(this.#controls).join(", ")}`,
        );
      const { value: shown, index, points } = control.state(value);
      this.values[name] = value;
      this.#models.get(name)?.set(points ? { points } : index === undefined ? { value: shown } : { index });
    }
    this.#schedule();
  }

  /** What has come by then is drawn together: the front end hears first that its change has arrived. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    soon(() => {
      this.#isScheduled = false;
      void this.onChange().catch(() => undefined);
    });
  }
}

/** Runs a task after what has arrived by now; where there is no better way than a timer, that takes a few milliseconds more. */
function soon(task: () => void): void {
  if (typeof setImmediate === "function") setImmediate(task);
  else setTimeout(task);
}

/** A place in a cell's output where one thing after another is shown. */
interface View {
  show(value: Showable): void;
  fail(error: unknown): void;
}

function viewOn(host: KernelHost | undefined): View {
  if (!host)
    return {
      show,
      fail: (error) => {
        throw error;
      },
    };
  const id = identifier();
  const comm = host.comms.offer("breaking-symmetry.figure", id);
  const following = { [FIGURE_MIME]: { live: id } };
  let latest: WidgetState = {};
  let isShown = false;
  let isFollowed = false;
  comm.onMessage = () => {
    isFollowed = true;
    comm.send(latest);
  };
  host.atEnd(() => {
    comm.close();
  });
  const display = (data: MimeBundle): void => {
    // Only a figure follows its own channel; what else is shown is replaced as any output is.
    const metadata = FIGURE_MIME in data ? following : {};
    host.display({ data, metadata, transient: { display_id: id } }, isShown);
    isShown = true;
    // A page that shows something else has left the channel, and joins it again with the next figure.
    if (!(FIGURE_MIME in data)) isFollowed = false;
  };
  return {
    show: (value) => {
      const data = bundleOf(value);
      const isFigure = FIGURE_MIME in data;
      latest = { figure: data[FIGURE_MIME], words: data["text/plain"] };
      // A page that knows no such channel is told in the way that it knows.
      if (isFigure && isFollowed) comm.send(latest);
      else display(data);
    },
    fail: (error) => {
      const words = error instanceof Error ? (error.stack ?? String(error)) : String(error);
      latest = { error: words };
      if (isFollowed) comm.send(latest);
      else display({ "text/plain": words });
    },
  };
}

let count = 0;

/** An identifier that no other view has, also after the kernel was restarted. */
function identifier(): string {
  return `${Date.now().toString(36)}-${(count++).toString(36)}`;
}

const base = { _model_module: "@jupyter-widgets/base", _model_module_version: "2.0.0" };
const baseView = { _view_module: "@jupyter-widgets/base", _view_module_version: "2.0.0" };
const controls = { _model_module: "@jupyter-widgets/controls", _model_module_version: "2.0.0" };
const controlsView = { _view_module: "@jupyter-widgets/controls", _view_module_version: "2.0.0" };

const BASE = {
  layout: (width: string): WidgetState => ({
    ...base,
    ...baseView,
    _model_name: "LayoutModel",
    _view_name: "LayoutView",
    width,
  }),
  style: {
    ...controls,
    ...baseView,
    _model_name: "DescriptionStyleModel",
    _view_name: "StyleView",
    description_width: "8em",
  },
};

const BOX = { ...controls, ...controlsView, _model_name: "VBoxModel", _view_name: "VBoxView", box_style: "" };

const MESSAGE = { ...controls, ...controlsView, _model_name: "HTMLModel", _view_name: "HTMLView", value: "" };

/** Words for a model that shows HTML, announced to those who do not see them. */
function asHtml(words: string): string {
  const text = words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<span role="status" style="white-space: normal">${text}</span>`;
}

const RESET = {
  ...controls,
  ...controlsView,
  _model_name: "ButtonModel",
  _view_name: "ButtonView",
  description: "Reset",
  tooltip: "Give all controls their first values",
  icon: "",
  button_style: "",
};
