/**
 * The quick way to draw a figure of which only numbers have changed: its marks are moved, and nothing is measured or made anew.
 * It takes a third of the time, which is what lets a figure keep up with the reader's hand.
 */
import type { Figure } from "./figure";
import { type JsonObject, isObject } from "../json";
import { type Drawing, moveMarks, type Values } from "./marks";
import { titleOf } from "./names";
import type { Plotly, PlotElement } from "./plotly";

/** What has changed of a figure: values of some traces, and the title. */
export interface LightChange {
  readonly traces: readonly number[];
  readonly title: string | undefined;
}

/** What may change of a kind of trace, for its marks to be moved alone. */
const MOVABLE: Readonly<Record<string, readonly string[]>> = {
  bar: ["y"],
  scatter: ["x", "y"],
  heatmap: ["z"],
};

/** What has changed, if it is nothing but the values of bars, lines and maps between axes that stand still, and the title. */
export function lightChange(before: Figure, after: Figure): LightChange | undefined {
  const rest = ({ data, layout, ...others }: Figure): unknown => [
    { ...others, layout: { ...layout, title: null, meta: null } },
    data.map((trace) => ({ ...trace, ...Object.fromEntries(movable(trace).map((key) => [key, null])) })),
  ];
  const hasControls = after.frames.length > 0 || "sliders" in after.layout || "updatemenus" in after.layout;
  if (hasControls || !isSame(rest(before), rest(after))) return undefined;
  if (!after.data.every((trace) => isMovable(trace, after.layout))) return undefined;
  const isChanged = (trace: JsonObject, i: number): boolean =>
    movable(trace).some((key) => !isSame(before.data[i]![key], trace[key]));
  const changed = after.data.flatMap((trace, i) => (isChanged(trace, i) ? [i] : []));
  // Bars stand upon those of other traces, and of bars and maps that are not named, plotly takes the marks away.
  const all = after.data.flatMap((trace, i) => (typeOf(trace) === "scatter" ? [] : [i]));
  const traces = changed.length === 0 ? [] : [...new Set([...changed, ...all])];
  const [old, title] = [before, after].map(titleOf);
  // A title with a line break or a formula has to be set anew.
  const isPlain = [before, after].every(({ layout }) => !/[<&$\\]/.test(JSON.stringify(layout.title ?? "")));
  if (old !== title && !isPlain) return undefined;
  return { traces, title: old === title ? undefined : title };
}

function typeOf(trace: JsonObject): string {
  return typeof trace.type === "string" ? trace.type : "scatter";
}

function movable(trace: JsonObject): readonly string[] {
  return MOVABLE[typeOf(trace)] ?? [];
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Axes that fit themselves to their values would have to be drawn anew, and so would what belongs to single points. */
function isMovable(trace: JsonObject, layout: JsonObject): boolean {
  const isFixed = (letter: "x" | "y"): boolean => {
    const name = trace[`${letter}axis`];
    const axis = layout[`${letter}axis${typeof name === "string" ? name.slice(1) : ""}`];
    return isObject(axis) && Array.isArray(axis.range);
  };
  const hasLimits = typeof trace.zmin === "number" && typeof trace.zmax === "number";
  if (typeOf(trace) === "heatmap" && !hasLimits) return false;
  // plotly hides a trace without values.
  if (movable(trace).some((key) => Array.isArray(trace[key]) && trace[key].length === 0)) return false;
  const hasMore = ["error_x", "error_y", "hoverlabel"].some((key) => key in trace);
  if (hasMore || [trace.hoverinfo, trace.hovertemplate].some(Array.isArray)) return false;
  return isFixed("x") && isFixed("y");
}

/** Moves the marks of a drawn figure. */
export async function drawLightly(
  plot: PlotElement,
  { traces, title }: LightChange,
  figure: Figure,
  plotly: Plotly,
): Promise<void> {
  const valuesOf = (trace: JsonObject): Values =>
    Object.fromEntries(movable(trace).map((key) => [key, trace[key]]));
  moveMarks(plot as Drawing & PlotElement, new Map(traces.map((i) => [i, valuesOf(figure.data[i]!)])));
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
