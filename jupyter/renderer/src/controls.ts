import { type Json, type JsonObject, at, isObject } from "./json";
import type { Plotly, PlotElement } from "./plotly";
import { plainText } from "./sanitize/text";

const KINDS = { sliders: "steps", updatemenus: "buttons" } as const;
type Kind = keyof typeof KINDS;
type Method = "restyle" | "relayout" | "update" | "animate";

/** One choice of a control: what plotly does when it is taken. */
export interface Choice {
  readonly label: string;
  readonly method: string;
  readonly args: readonly Json[];
}

/** A slider or a menu of a figure, as its layout describes it. */
export interface Control {
  readonly kind: Kind;
  /** Its place among the layout's controls of this kind. */
  readonly index: number;
  readonly name: string;
  readonly active: number;
  readonly choices: readonly Choice[];
}

/** The controls in a layout; read from a drawn plot's layout, `active` is where the reader has put them. */
export function controlsIn(layout: JsonObject): Control[] {
  return (Object.keys(KINDS) as Kind[]).flatMap((kind) => {
    const described = layout[kind];
    return Array.isArray(described) ? described.map((item, index) => controlFrom(kind, item, index)) : [];
  });
}

function controlFrom(kind: Kind, item: Json, index: number): Control {
  const choices = at(item, KINDS[kind]);
  const active = at(item, "active");
  const prefix = at(item, "currentvalue", "prefix");
  return {
    kind,
    index,
    name: typeof prefix === "string" ? plainText(prefix).replace(/[:=]$/, "").trim() : "",
    active: typeof active === "number" ? active : 0,
    choices: Array.isArray(choices) ? choices.map(choiceFrom) : [],
  };
}

function choiceFrom(choice: Json): Choice {
  const { label, method, args } = isObject(choice) ? choice : {};
  return {
    label: typeof label === "string" ? plainText(label) : "",
    method: typeof method === "string" ? method : "restyle",
    args: Array.isArray(args) ? args : [],
  };
}

/** Does what a choice says, as if it had been clicked. */
export async function perform(choice: Choice, plotly: Plotly, element: PlotElement): Promise<void> {
  if (choice.method === "skip") return;
  await plotly[choice.method as Method](element, ...structuredClone(choice.args));
}

/** Moves a control and does what its new choice says. */
export async function choose(
  control: Control,
  active: number,
  plotly: Plotly,
  element: PlotElement,
): Promise<void> {
  await plotly.relayout(element, { [`${control.kind}[${control.index}].active`]: active });
  const choice = control.choices[active];
  if (choice !== undefined) await perform(choice, plotly, element);
}

/**
 * The controls that the reader has moved away from where `original` puts them, as they are in the new figure.
 *
 * A live figure is drawn anew many times a second; its slider must not jump back under the reader's hand.
 */
export function moved(original: JsonObject, now: JsonObject, next: JsonObject): Control[] {
  const before = controlsIn(original);
  const current = controlsIn(now);
  return controlsIn(next).flatMap((control) => {
    const same = (other: Control): boolean => other.kind === control.kind && other.index === control.index;
    const position = current.find(same)?.active;
    const isKept =
      position !== undefined && position !== before.find(same)?.active && position in control.choices;
    return isKept ? [{ ...control, active: position }] : [];
  });
}
