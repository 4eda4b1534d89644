/** What stands beside the plane: choices, buttons, and the points as code. */
import type { Label } from "./plane";

/** A choice of what a click does; it stands in its label. */
export function mode(text: string, label: Label | undefined): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "radio";
  input.value = label === undefined ? "" : String(label);
  const around = document.createElement("label");
  const [sign, ...words] = text.split(" ");
  const mark = document.createElement("span");
  mark.className = label === undefined ? "" : `bs-class-${label}`;
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = sign!;
  around.append(input, mark, ` ${words.join(" ")}`);
  return input;
}

export function button(text: string, act: () => string, run: (act: () => string) => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", () => {
    run(act);
  });
  return made;
}

/** A field from which the points can be copied into a cell, folded away at first. */
export function codeBox(field: HTMLTextAreaElement): HTMLElement {
  const box = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "As code";
  field.readOnly = true;
  field.rows = 5;
  field.setAttribute("aria-label", "The points as code");
  field.addEventListener("focus", () => {
    field.select();
  });
  box.append(summary, field);
  return box;
}
