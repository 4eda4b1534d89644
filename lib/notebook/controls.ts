import type { MimeBundle, WidgetState } from "./host";
import { stock } from "./stock-widgets";

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
  /** What it has when code gives it a value; the value itself if left out. Throws if it cannot have it. */
  readonly fit?: (value: T) => T;
  /** The value after it was pressed, if it is something to press. */
  readonly press?: (value: T) => T;
  /** A value in words. */
  readonly words: (value: T) => string;
  /** What shows it where none of Jupyter's stock controls does: an output of its own, that follows the state on a channel. */
  readonly view?: (value: T, name: string, channel: string | undefined) => MimeBundle;
  /** A sentence for the place of the drawing, if nothing can be drawn of a value. */
  readonly lack?: (value: T) => string | undefined;
}

/** Settings that all controls have. */
export interface Settings<T> {
  readonly start?: T;
  readonly label?: string;
}

/** A box to tick. */
export function checkbox({ start = false, label }: Settings<boolean> = {}): Control<boolean> {
  return typed("Checkbox", start, label, { indent: true }, (value) => (value ? "yes" : "no"));
}

/** A field for a line of text; it counts when Enter is pressed or the field is left. */
export function text({ start = "", label }: Settings<string> = {}): Control<string> {
  return typed("Text", start, label, { continuous_update: false, placeholder: "" }, (value) => `“${value}”`);
}

/** Something that says itself what it is called, such as an activation. */
export interface Named {
  readonly name: string;
}

export function isNamed(value: unknown): value is Named {
  return typeof value === "object" && value !== null && typeof (value as Partial<Named>).name === "string";
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

/** A button; its value is how often it has been pressed. */
export function button({ label }: Pick<Settings<number>, "label"> = {}): Control<number> {
  return {
    start: 0,
    ...(label !== undefined && { label }),
    state: () => stock("Button", { icon: "", button_style: "" }),
    read: () => undefined,
    press: (presses) => presses + 1,
    words: (presses) => `${presses} times`,
  };
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
