import { log10 } from "../math/elementary";
import { formatNumber } from "../math/format";
import type { MimeBundle, WidgetState } from "./host";

/** A control of `interact`: what it starts with, how a page shows it, and what its state means. */
export interface Control<T> {
  /** The value that it has at first. */
  readonly start: T;
  /** What stands beside it; its name among the controls if left out. */
  readonly label?: string;
  /** Its state as one of Jupyter's stock controls, for a value. */
  readonly state: (value: T) => WidgetState;
  /** The value that a changed state stands for; undefined if the change is about something else. */
  readonly read: (changed: WidgetState) => { readonly value: T } | undefined;
  /** A value in words. */
  readonly words: (value: T) => string;
  /** What shows it where none of Jupyter's stock controls does: an output of its own, that follows the state on a channel. */
  readonly view?: (value: T, name: string, channel: string | undefined) => MimeBundle;
  /** A sentence for the place of the drawing, if nothing can be drawn of a value. */
  readonly lack?: (value: T) => string | undefined;
}

/** Settings that all controls have. */
interface Settings<T> {
  readonly start?: T;
  readonly label?: string;
}

/** Settings of a slider. */
export interface SliderOptions extends Settings<number> {
  /** Whether equal ways on the slider are equal ratios. */
  readonly log?: boolean;
  /** Whether it stops at whole numbers only. */
  readonly integer?: boolean;
  /** The distance between two stops; for a logarithmic slider in powers of ten. */
  readonly step?: number;
}

/** The state that all of Jupyter's stock controls have. */
function stock(name: string, state: WidgetState): WidgetState {
  const module = "@jupyter-widgets/controls";
  return {
    _model_module: module,
    _model_module_version: "2.0.0",
    _model_name: `${name}Model`,
    _view_module: module,
    _view_module_version: "2.0.0",
    _view_name: `${name}View`,
    ...state,
  };
}

/**
 * A slider for a number.
 *
 * @param min - the least value
 * @param max - the greatest value
 * @param options - `start` (the middle if left out), `log`, `integer`, `step`, `label`
 * @throws RangeError if the range is empty, a logarithmic one does not lie above 0, or the start lies outside
 * @example
 * slider(0.01, 100, { log: true, start: 1 }).start; // 1
 */
export function slider(min: number, max: number, options: SliderOptions = {}): Control<number> {
  const { log = false, integer = false, label } = options;
  if (!(min < max))
    throw new RangeError(`Cannot make a slider from ${min} to ${max}: the first must be smaller`);
  if (log && !(min > 0))
    throw new RangeError(`Cannot make a logarithmic slider from ${min}: it must start above 0`);
  const middle = log ? Math.sqrt(min * max) : (min + max) / 2;
  const { start = integer ? Math.round(middle) : middle } = options;
  if (!(start >= min && start <= max))
    throw new RangeError(`Cannot start a slider at ${start}: it goes from ${min} to ${max}`);
  const { step = integer ? 1 : log ? 0.02 : (max - min) / 200 } = options;
  const name = log ? "FloatLogSlider" : integer ? "IntSlider" : "FloatSlider";
  const range = log ? { base: 10, min: log10(min), max: log10(max), step } : { min, max, step };
  const look = { readout_format: integer ? "d" : ".3~g", continuous_update: true, behavior: "drag-tap" };
  return {
    start,
    ...(label !== undefined && { label }),
    state: (value) => stock(name, { ...range, ...look, value, orientation: "horizontal", readout: true }),
    // The page computes with powers of ten: 0.9999999999999998 is 1.
    read: ({ value }) => (typeof value === "number" ? { value: Number(value.toPrecision(12)) } : undefined),
    words: (value) => formatNumber(value),
  };
}

/** Something that says itself what it is called, such as an activation. */
interface Named {
  readonly name: string;
}

/**
 * A menu of choices.
 *
 * @param options - words, things that have a name, or things by their names
 * @param settings - `start` (the first if left out), `label`
 * @throws RangeError if there are none, two have the same name, or the start is none of them
 * @example
 * choice([tanh, relu]).start.name; // "tanh"
 */
export function choice<const T extends string>(options: readonly T[], settings?: Settings<T>): Control<T>;
export function choice<T extends Named>(options: readonly T[], settings?: Settings<T>): Control<T>;
export function choice<T>(options: Readonly<Record<string, T>>, settings?: Settings<T>): Control<T>;
export function choice(
  options: readonly (string | Named)[] | Readonly<Record<string, unknown>>,
  settings: Settings<unknown> = {},
): Control<unknown> {
  return oneOf("Dropdown", options, settings);
}

/** Choices that are all in sight, as buttons of which one is pressed; otherwise as `choice`. */
export function radio<const T extends string>(options: readonly T[], settings?: Settings<T>): Control<T>;
export function radio<T extends Named>(options: readonly T[], settings?: Settings<T>): Control<T>;
export function radio<T>(options: Readonly<Record<string, T>>, settings?: Settings<T>): Control<T>;
export function radio(
  options: readonly (string | Named)[] | Readonly<Record<string, unknown>>,
  settings: Settings<unknown> = {},
): Control<unknown> {
  return oneOf("RadioButtons", options, settings);
}

function oneOf(
  widget: string,
  options: readonly (string | Named)[] | Readonly<Record<string, unknown>>,
  { start, label }: Settings<unknown>,
): Control<unknown> {
  const entries = isList(options)
    ? options.map((option) => [typeof option === "string" ? option : option.name, option] as const)
    : Object.entries(options);
  const names = entries.map(([name]) => name);
  if (names.length === 0) throw new RangeError("Cannot offer a choice of nothing: give at least one option");
  if (new Set(names).size < names.length)
    throw new RangeError(`Cannot offer a choice of ${names.join(", ")}: each needs a name of its own`);
  const indexOf = (value: unknown): number => entries.findIndex(([, option]) => option === value);
  if (start !== undefined && indexOf(start) < 0)
    throw new RangeError(`Cannot start a choice of ${names.join(", ")} with something else`);
  return {
    start: start ?? entries[0]![1],
    ...(label !== undefined && { label }),
    state: (value) => stock(widget, { _options_labels: names, index: indexOf(value) }),
    read: ({ index }) =>
      typeof index === "number" && index >= 0 ? { value: entries[index]?.[1] } : undefined,
    words: (value) => names[indexOf(value)] ?? "",
  };
}

function isList(options: object): options is readonly (string | Named)[] {
  return Array.isArray(options);
}

/** A box to tick. */
export function checkbox({ start = false, label }: Settings<boolean> = {}): Control<boolean> {
  return typed("Checkbox", start, label, { indent: true }, (value) => (value ? "yes" : "no"));
}

/** A field for a line of text; it counts when Enter is pressed or the field is left. */
export function text({ start = "", label }: Settings<string> = {}): Control<string> {
  return typed("Text", start, label, { continuous_update: false, placeholder: "" }, (value) => `“${value}”`);
}

/** Settings of a box of text. */
export interface TextboxOptions<T> {
  readonly label?: string;
  /** Turns the text into the control's value; if it throws, its message is shown at the box, and the last good value stays. */
  readonly read: (text: string) => T;
}

/**
 * A box of text that is read as it is typed, such as a formula. What cannot be read yet changes nothing: the reason stands at the
 * box, and the last good value stays.
 *
 * @param start - the text at first
 * @param options - `read` (the text itself if left out), `label`
 * @throws whatever `read` throws for the text at first
 * @example
 * textbox("0.5", { read: Number }).start; // 0.5
 * textbox("tanh").start; // "tanh"
 */
export function textbox(start: string, options?: Pick<TextboxOptions<string>, "label">): Control<string>;
export function textbox<T>(start: string, options: TextboxOptions<T>): Control<T>;
export function textbox<T>(
  start: string,
  { label, read = (text) => text as T }: Partial<TextboxOptions<T>> = {},
): Control<T> {
  const first = read(start);
  let latest = { text: start, value: first };
  const textOf = (value: T): string =>
    [latest, { text: start, value: first }].find((known) => Object.is(known.value, value))?.text ??
    (isNamed(value) ? value.name : String(value));
  return {
    start: first,
    ...(label !== undefined && { label }),
    state: (value) => stock("Text", { value: textOf(value), continuous_update: true, placeholder: "" }),
    read: ({ value: text }) => {
      if (typeof text !== "string") return undefined;
      latest = { text, value: read(text) };
      return { value: latest.value };
    },
    words: (value) => `“${textOf(value)}”`,
  };
}

function isNamed(value: unknown): value is Named {
  return typeof value === "object" && value !== null && typeof (value as Partial<Named>).name === "string";
}

/** A field for a number. */
export function number({ start = 0, label }: Settings<number> = {}): Control<number> {
  return typed("FloatText", start, label, { continuous_update: false, step: null }, (value) =>
    formatNumber(value),
  );
}

/** A button; its value is how often it has been pressed. */
export function button({ label }: Pick<Settings<number>, "label"> = {}): Control<number> {
  return {
    start: 0,
    ...(label !== undefined && { label }),
    state: () => stock("Button", { icon: "", button_style: "" }),
    read: () => undefined,
    words: (presses) => `${presses} times`,
  };
}

/**
 * A film: whole numbers that follow one another, with buttons to play, pause and stop.
 *
 * @param min - the first
 * @param max - the last
 * @param options - `interval` between two, in milliseconds (100), `start`, `label`
 */
export function play(
  min: number,
  max: number,
  { interval = 100, start = min, label }: Settings<number> & { readonly interval?: number } = {},
): Control<number> {
  return typed("Play", start, label, { min, max, interval, step: 1, show_repeat: true }, (value) =>
    String(value),
  );
}

function typed<T extends string | number | boolean>(
  widget: string,
  start: T,
  label: string | undefined,
  state: WidgetState,
  words: (value: T) => string,
): Control<T> {
  return {
    start,
    ...(label !== undefined && { label }),
    state: (value) => stock(widget, { ...state, value }),
    read: ({ value }) => (typeof value === typeof start ? { value: value as T } : undefined),
    words,
  };
}
