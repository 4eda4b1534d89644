/** Tells whether everything in a figure is known to the painter. */
import type { Figure } from "../figure/figure";
import { isObject, type JsonObject } from "../json";
import type { Paintable } from "./paintable";

type Check = (value: unknown) => boolean;

const anything: Check = () => true;
const text: Check = (value) => typeof value === "string";
const number: Check = (value) => typeof value === "number";
const truth: Check = (value) => typeof value === "boolean";
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value);
/** Nothing that could leave the attribute in which it is written, or ask for a file. */
const colour = matching(/^[#\w\s(),.%-]+$/);
const oneOf =
  (...known: unknown[]): Check =>
  (value) =>
    known.includes(value);
const either =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const pair =
  (...checks: Check[]): Check =>
  (value) =>
    Array.isArray(value) && value.length === checks.length && checks.every((check, i) => check(value[i]));
const parts =
  (known: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) &&
    Object.entries(value).every(([key, part]) => Object.hasOwn(known, key) && known[key]!(part));

const values = list(either(number, oneOf(null), text));
const dash = oneOf("solid", "dash", "dot", "dashdot");
const line = parts({ color: colour, width: number, dash });
const title = parts({ text, standoff: number, side: text, font: anything });
const everyTrace = {
  name: text,
  legendgroup: text,
  showlegend: truth,
  visible: truth,
  opacity: number,
  xaxis: matching(/^x\d*$/),
  yaxis: matching(/^y\d*$/),
  customdata: anything,
  hoverinfo: anything,
  hovertemplate: anything,
  hoverlabel: anything,
  uid: anything,
};
const SYMBOLS = ["circle", "diamond", "square", "x", "cross", "star", "triangle-up"];
const heat = {
  ...everyTrace,
  z: list(list(either(number, oneOf(null)))),
  text: anything,
  x: list(number),
  y: list(number),
  colorscale: list(pair(number, colour)),
  showscale: truth,
  colorbar: parts({ title, thickness: number, tickvals: list(number), ticktext: list(text) }),
};
const traces: Readonly<Record<string, Check>> = {
  scatter: parts({
    ...everyTrace,
    type: text,
    x: values,
    y: values,
    mode: text,
    line,
    marker: parts({
      color: colour,
      size: either(number, list(number)),
      symbol: oneOf(...SYMBOLS, ...SYMBOLS.map((name) => `${name}-open`)),
      opacity: number,
      line: parts({ color: colour, width: number }),
    }),
    text: either(text, list(text)),
    textposition: text,
    textfont: parts({ color: colour, size: number }),
    fill: oneOf("none", "tonexty"),
    fillcolor: colour,
    cliponaxis: truth,
    showscale: truth,
  }),
  bar: parts({
    ...everyTrace,
    type: text,
    x: values,
    y: list(either(number, oneOf(null))),
    width: number,
    marker: parts({ color: colour, pattern: parts({ shape: oneOf("", "/"), fillmode: anything }) }),
  }),
  heatmap: parts({
    ...heat,
    type: text,
    x0: number,
    dx: number,
    y0: number,
    dy: number,
    zmin: number,
    zmax: number,
    zsmooth: anything,
  }),
  contour: parts({ ...heat, type: text, ncontours: number }),
};
const axis = parts({
  title,
  type: oneOf("linear", "log", "category"),
  range: pair(number, number),
  rangemode: text,
  domain: pair(number, number),
  anchor: text,
  scaleanchor: text,
  constrain: text,
  constraintoward: text,
  visible: truth,
  zeroline: truth,
  showgrid: truth,
  nticks: number,
  dtick: number,
  tickvals: list(number),
  ticktext: list(text),
  categoryarray: list(text),
  categoryorder: oneOf("array"),
  automargin: anything,
});
const place = { x: number, y: number, xref: text, yref: text };
const layout: Readonly<Record<string, Check>> = {
  title: anything,
  meta: anything,
  uirevision: anything,
  hovermode: anything,
  height: number,
  width: number,
  margin: parts({ t: number, r: number, b: number, l: number }),
  showlegend: truth,
  legend: parts({
    title,
    orientation: text,
    x: number,
    y: number,
    xanchor: text,
    yanchor: text,
    font: anything,
  }),
  barmode: oneOf("stack", "overlay", "relative"),
  bargap: number,
  shapes: list(
    parts({
      type: oneOf("line", "rect"),
      x0: number,
      x1: number,
      y0: number,
      y1: number,
      xref: text,
      yref: text,
      layer: oneOf("above", "below"),
      fillcolor: colour,
      opacity: number,
      line,
    }),
  ),
  annotations: list(
    parts({
      ...place,
      text,
      xanchor: text,
      yanchor: text,
      showarrow: truth,
      ax: number,
      ay: number,
      axref: text,
      ayref: text,
      arrowcolor: colour,
      arrowwidth: number,
      arrowhead: number,
      arrowsize: number,
      font: parts({ color: colour, size: number }),
    }),
  ),
};

/** The figure as the painter reads it; undefined if there is anything in it that only plotly draws. */
export function paintable(figure: Figure): Paintable | undefined {
  const isKnown =
    figure.frames.length === 0 &&
    Object.keys(figure.config).length === 0 &&
    Object.entries(figure.layout).every(([key, value]) => checkFor(key)?.(value)) &&
    figure.data.every((trace) => checkTrace(trace)) &&
    hasLinearBars(figure);
  return isKnown ? (figure as unknown as Paintable) : undefined;
}

/** Whether a figure is painted; plotly draws all others. */
export function canPaint(figure: Figure): boolean {
  return paintable(figure) !== undefined;
}

function checkFor(key: string): Check | undefined {
  if (/^[xy]axis\d*$/.test(key)) return axis;
  return Object.hasOwn(layout, key) ? layout[key] : undefined;
}

function checkTrace(trace: JsonObject): boolean {
  const type = typeof trace.type === "string" ? trace.type : "scatter";
  if (!Object.hasOwn(traces, type) || !traces[type]!(trace)) return false;
  return type === "scatter" || type === "bar" || ("z" in trace && "colorscale" in trace);
}

/** Bars side by side are plotly's. */
function hasLinearBars({ data, layout: { barmode } }: Figure): boolean {
  const bars = data.filter(({ type }) => type === "bar");
  const axes = new Set(bars.map((bar) => JSON.stringify([bar.xaxis, bar.yaxis])));
  return barmode !== undefined || axes.size === bars.length;
}
