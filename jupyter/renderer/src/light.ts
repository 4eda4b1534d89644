/**
 * The quick way to draw a figure of which only numbers have changed: its marks are moved, and nothing is measured or made anew.
 * It takes a third of the time, which is what lets a figure keep up with the reader's hand.
 */
import type { Figure } from "./figure";
import { type Json, type JsonObject, isObject } from "./json";
import { titleText } from "./names";
import type { Plotly, PlotElement } from "./plotly";

/** What has changed of a figure: values of some traces, and the title. */
export interface LightChange {
  readonly data: readonly JsonObject[];
  readonly traces: readonly number[];
  readonly title: string | undefined;
}

/** Marks that can be moved alone. */
const MOVABLE = new Set(["bar", "scatter"]);

/** At once, and without a drawing of all else. */
const AT_ONCE = { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: false } };

/** What has changed, if it is nothing but the values of bars and lines between axes that stand still, and the title. */
export function lightChange(before: Figure, after: Figure): LightChange | undefined {
  const rest = ({ data, layout, ...others }: Figure): unknown => [
    { ...others, layout: { ...layout, title: null, meta: null } },
    data.map((trace) => ({ ...trace, y: null })),
  ];
  const hasControls = after.frames.length > 0 || "sliders" in after.layout || "updatemenus" in after.layout;
  if (hasControls || !isSame(rest(before), rest(after))) return undefined;
  const traces = [...after.data.keys()].filter((i) => !isSame(before.data[i]!.y, after.data[i]!.y));
  if (!traces.every((i) => isMovable(after.data[i]!, after.layout))) return undefined;
  const [old, title] = [before, after].map(({ layout }) => titleText(layout.title));
  // A title with a line break or a formula has to be set anew.
  const isPlain = [before, after].every(({ layout }) => !/[<&$\\]/.test(JSON.stringify(layout.title ?? "")));
  if (old !== title && !isPlain) return undefined;
  return {
    data: traces.map((i) => ({ y: after.data[i]!.y as Json })),
    traces,
    title: old === title ? undefined : title,
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Axes that fit themselves to their values would have to be drawn anew. */
function isMovable(trace: JsonObject, layout: JsonObject): boolean {
  const isFixed = (letter: "x" | "y"): boolean => {
    const name = trace[`${letter}axis`];
    const axis = layout[`${letter}axis${typeof name === "string" ? name.slice(1) : ""}`];
    return isObject(axis) && Array.isArray(axis.range);
  };
  return MOVABLE.has(typeof trace.type === "string" ? trace.type : "scatter") && isFixed("x") && isFixed("y");
}

/** Moves the marks of a drawn figure. */
export async function drawLightly(
  plot: PlotElement,
  { data, traces, title }: LightChange,
  figure: Figure,
  plotly: Plotly,
): Promise<void> {
  // The marks are moved when the call returns; its promise waits for two more pictures of the page.
  if (traces.length > 0) plotly.animate(plot, { data, traces }, AT_ONCE).catch(() => undefined);
  if (plot.layout && figure.layout.meta !== undefined) plot.layout.meta = figure.layout.meta;
  if (title === undefined) return;
  const drawn = plot.querySelector(".gtitle");
  if (!drawn) {
    await plotly.relayout(plot, { "title.text": title });
    return;
  }
  // plotly would measure all axes again for the sake of a few letters.
  drawn.textContent = title;
  drawn.setAttribute("data-unformatted", title);
  if (plot.layout && figure.layout.title !== undefined) plot.layout.title = figure.layout.title;
}
