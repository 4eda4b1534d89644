/**
 * How much a page has to do for a figure, counted in marks. What a figure says once may be drawn a thousand times: a text of
 * many lines stands at each of its marks, and each axis brings a plot, and ticks.
 */
import { type Json, type JsonObject, isObject } from "../json";

/** How many contour lines, bins and the like may be cut out of a range. */
export const MOST_STEPS = 500;

/** An axis beyond the two that most figures have takes about as long as this many marks. */
const AXIS = 400;
const USUAL_AXES = 2;

/** Traces of which every value becomes an element of the page, unless they are lines alone. */
const MARKED = new Set(["scatter", "bar", "box", "violin", "pie", "scatterternary"]);

export function workOf(traces: readonly JsonObject[], layout: JsonObject): number {
  // A template may bring what a trace does not say itself.
  const template = isObject(layout.template) && isObject(layout.template.data) ? layout.template.data : {};
  const marks = traces.map((trace) => {
    const isLettered = "texttemplate" in trace || has(template, "texttemplate");
    return marksOf(trace, isLettered) * Math.max(linesIn(template), linesAtMarks(trace));
  });
  const axes = new Set([
    ...traces.flatMap(({ xaxis, yaxis }) => [xaxis ?? "x", yaxis ?? "y"]),
    ...axesOf(layout),
  ]);
  return marks.reduce((sum, one) => sum + one, 0) + (axes.size * linesOfTicks(layout) - USUAL_AXES) * AXIS;
}

function marksOf(trace: JsonObject, isLettered: boolean): number {
  const kind = kindOf(trace);
  if (MARKED.has(kind)) return kind.startsWith("scatter") && trace.mode === "lines" ? 0 : longest(trace);
  if (!isLettered) return 0;
  if (kind === "histogram") return MOST_STEPS;
  return kind.startsWith("histogram") ? MOST_STEPS ** 2 : leaves(trace.z);
}

/** How many lines stand at each mark: what is shown at the pointer alone is not set before. */
function linesAtMarks(trace: JsonObject): number {
  const { mode, text = "", texttemplate = "" } = trace;
  const hasTexts =
    !kindOf(trace).startsWith("scatter") || (typeof mode === "string" && mode.includes("text"));
  return hasTexts ? linesIn([text, texttemplate]) : 1;
}

function kindOf({ type }: JsonObject): string {
  return typeof type === "string" ? type : "scatter";
}

/** How many values the longest list of a trace has. */
function longest(trace: JsonObject): number {
  return Math.max(0, ...Object.values(trace).map((value) => (Array.isArray(value) ? value.length : 0)));
}

function leaves(value: Json | undefined): number {
  return Array.isArray(value) ? value.reduce<number>((sum, item) => sum + leaves(item), 0) : 1;
}

/** The ids of a layout's axes, as traces name them: `xaxis2` is `x2`. */
function axesOf(layout: JsonObject): string[] {
  return Object.keys(layout).flatMap((key) => {
    const [, name, number] = /^([xy])axis(\d*)$/.exec(key) ?? [];
    return name === undefined ? [] : [`${name}${number!}`];
  });
}

function linesOfTicks(layout: JsonObject): number {
  const axes = Object.entries(layout).filter(([key]) => /axis|template/.test(key));
  return Math.max(1, ...axes.map(([, axis]) => linesIn(axis)));
}

/** How many lines the longest text of a value has. */
function linesIn(value: Json): number {
  if (typeof value === "string") return value.split(/<br/i).length;
  const items = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return items.reduce<number>((most, item) => Math.max(most, linesIn(item)), 1);
}

function has(value: Json, key: string): boolean {
  return isObject(value) && (key in value || Object.values(value).some((item) => has(item, key)));
}
