/** What stands beside the label of a control: a slider with its number, a menu, choices, a box to tick, a line of text, a button, a handle. */
import { handleField } from "../handle/field";
import type { FigureHandle } from "../handle/handle";
import { readHandle } from "../handle/state";
import type { JsonObject } from "../json";
import { playing } from "./play";
import { numberText, pointed, Stops } from "./range";
import { kindOf, type Shown } from "./state";

export interface Field {
  /** What the reader handles, in the order of the keyboard. */
  readonly nodes: readonly HTMLElement[];
  /** What the reader handles in the figure. */
  readonly handle?: FigureHandle;
  /** Shows the state that the kernel tells. */
  write(state: JsonObject): void;
}

/** Tells the kernel what the reader has changed. */
export type Change = (state: JsonObject) => void;

let count = 0;

export function fieldOf(shown: Shown, change: Change): Field {
  const kind = kindOf(shown);
  const handle = readHandle(shown.state);
  if (handle) return handleField(shown, handle, numberBox, change);
  if (kind === "Dropdown") return menu(shown, change);
  if (kind === "RadioButtons") return choices(shown, change);
  if (kind === "Checkbox") return tick(shown, change);
  if (kind === "Text") return line(shown, change);
  if (kind === "FloatText") return typedNumber(shown, change);
  return slider(shown, change);
}

function input(type: string, label: string): HTMLInputElement {
  const made = document.createElement("input");
  made.type = type;
  made.setAttribute("aria-label", label);
  return made;
}

/** A line of text. Enter ends an entry here: JupyterLab keeps that key from the browser, which would say so by itself. */
function textInput(label: string): HTMLInputElement {
  const box = input("text", label);
  // A phone's keyboard would write Sin(z), and mend it to "Sun".
  for (const name of ["autocapitalize", "autocorrect", "autocomplete"]) box.setAttribute(name, "off");
  box.spellcheck = false;
  box.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return box;
}

function slider(shown: Shown, change: Change): Field {
  const { label, state } = shown;
  const stops = new Stops(state);
  const range = input("range", label);
  [range.min, range.max, range.step] = ["0", String(stops.count), "1"];
  const typed = typedNumber(shown, change);
  let shownNow = Number.NaN;
  const show = (value: number): void => {
    shownNow = value;
    typed.write({ value });
    range.setAttribute("aria-valuetext", numberText(value));
  };
  range.addEventListener("input", () => {
    const value = stops.valueAt(range.valueAsNumber);
    show(value);
    change({ value });
  });
  const write = ({ value }: JsonObject): void => {
    range.value = String(stops.nearest(Number(value)));
    show(Number(value));
  };
  write(state);
  // A swipe that begins here, and that the browser takes to scroll the page, changes nothing.
  let before = shownNow;
  range.addEventListener("pointerdown", () => (before = shownNow));
  range.addEventListener("pointercancel", () => {
    if (shownNow === before) return;
    write({ value: before });
    change({ value: before });
  });
  const film = kindOf(shown) === "Play" ? [playing(range, Number(state.interval ?? 100), label)] : [];
  return { nodes: [...film, range, ...typed.nodes], write };
}

/** A box for a number, which counts when Enter is pressed or the box is left. */
function numberBox(label: string): HTMLInputElement {
  const box = textInput(label);
  box.inputMode = "decimal";
  box.className = "bs-number";
  box.addEventListener("change", () => {
    box.value = pointed(box.value);
  });
  return box;
}

function typedNumber({ label, state }: Shown, change: Change): Field {
  const box = numberBox(`${label}, number`);
  let written = "";
  const write = ({ value }: JsonObject): void => {
    written = numberText(value);
    box.value = written;
    box.size = Math.max(5, written.length);
  };
  box.addEventListener("change", () => {
    if (box.value === written) return;
    written = box.value;
    change({ value: written });
  });
  write(state);
  return { nodes: [box], write };
}

function menu({ label, state }: Shown, change: Change): Field {
  const select = document.createElement("select");
  select.setAttribute("aria-label", label);
  for (const option of optionsOf(state)) select.append(new Option(option));
  select.addEventListener("input", () => {
    change({ index: select.selectedIndex });
  });
  const write = ({ index }: JsonObject): void => {
    select.selectedIndex = Number(index);
  };
  write(state);
  return { nodes: [select], write };
}

function choices({ label, state }: Shown, change: Change): Field {
  const group = document.createElement("span");
  group.className = "bs-choices";
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-label", label);
  const name = `bs-choice-${++count}`;
  const buttons = optionsOf(state).map((option, index) => {
    const button = input("radio", option);
    button.name = name;
    button.addEventListener("input", () => {
      change({ index });
    });
    const row = document.createElement("label");
    row.append(button, option);
    group.append(row);
    return button;
  });
  const write = ({ index }: JsonObject): void => {
    buttons.forEach((button, i) => (button.checked = i === index));
  };
  write(state);
  return { nodes: [group], write };
}

function optionsOf({ _options_labels: labels }: JsonObject): string[] {
  return Array.isArray(labels) ? labels.map(String) : [];
}

function tick({ label, state }: Shown, change: Change): Field {
  const box = input("checkbox", label);
  box.addEventListener("input", () => {
    change({ value: box.checked });
  });
  const write = ({ value }: JsonObject): void => {
    box.checked = value === true;
  };
  write(state);
  return { nodes: [box], write };
}

/** A line of text: read as it is typed, or when Enter is pressed. */
function line({ label, state }: Shown, change: Change): Field {
  const box = textInput(label);
  box.className = "bs-line";
  box.addEventListener(state.continuous_update === false ? "change" : "input", () => {
    change({ value: box.value });
  });
  const write = ({ value }: JsonObject): void => {
    // The caret stays where it is.
    if (box.value !== value) box.value = typeof value === "string" ? value : "";
  };
  write(state);
  return { nodes: [box], write };
}
