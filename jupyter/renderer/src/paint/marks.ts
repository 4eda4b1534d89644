/** The marks of lines, points and texts, in the pixels of their panel. */
import { type Ruler, valuesOf } from "./axes";
import { colourOf } from "./colours";
import type { Scatter, Trace, Value } from "./paintable";
import { pathOf, type Point } from "./path";
import { markStyle, symbol } from "./symbols";
import { LINE, px, svgText, widthOf } from "./words";

/** Where the values of a panel lie. */
export interface Place {
  readonly x: (value: Value) => number;
  readonly y: (value: Value) => number;
  readonly width: number;
  readonly height: number;
  readonly rulers: { readonly x: Ruler; readonly y: Ruler };
}

const DASHES: Readonly<Record<string, readonly number[]>> = {
  dash: [9, 5],
  dot: [2.5, 3.5],
  dashdot: [9, 4, 2.5, 4],
};

/** Dashes do not grow as much as lines do: a thick dotted line is still dotted. */
export function dashOf(dash = "solid", width = 2): string {
  const lengths = DASHES[dash]?.map((length) => px(length * Math.max(1, width / 3)));
  return lengths ? ` stroke-dasharray="${lengths.join(" ")}"` : "";
}

export function pointsOf(trace: Trace & Scatter, { x, y }: Place): (Point | undefined)[] {
  const [xs, ys] = [valuesOf(trace, "x"), valuesOf(trace, "y")];
  return Array.from({ length: Math.min(xs.length, ys.length) }, (_, i) => {
    const point: Point = [xs[i] === null ? NaN : x(xs[i]!), ys[i] === null ? NaN : y(ys[i]!)];
    return Number.isFinite(point[0]) && Number.isFinite(point[1]) ? point : undefined;
  });
}

/** @param before - the points of the trace before, to which an area may reach */
export function scatterMarks(
  trace: Trace & Scatter,
  points: readonly (Point | undefined)[],
  fallback: string,
  before: readonly (Point | undefined)[] | undefined,
): string {
  const mode = trace.mode ?? (points.length < 20 ? "lines+markers" : "lines");
  const colour = trace.line?.color ?? trace.marker?.color ?? fallback;
  let marks = "";
  if (trace.fill === "tonexty" && before) {
    const area = pathOf([...points, ...[...before].reverse()].filter((point) => point !== undefined));
    marks += `<path d="${area}z" fill="${colourOf(trace.fillcolor ?? colour)}"/>`;
  }
  const width = trace.line?.width ?? 2;
  if (mode.includes("lines") && width > 0)
    marks += `<path d="${pathOf(points)}" fill="none" stroke="${colourOf(colour)}" stroke-width="${width}" stroke-linejoin="round"${dashOf(trace.line?.dash, width)}/>`;
  if (mode.includes("markers")) marks += markers(trace, points, colour);
  if (mode.includes("text")) marks += texts(trace, points);
  return trace.opacity === undefined ? marks : `<g opacity="${trace.opacity}">${marks}</g>`;
}

function markers({ marker = {} }: Scatter, points: readonly (Point | undefined)[], fallback: string): string {
  const { color = fallback, size = 6, symbol: shape = "circle", opacity, line } = marker;
  if (shape === "circle" && typeof size === "number" && !line?.width)
    return dots(points, size, color, opacity);
  const sizeOf = (i: number): number => (typeof size === "number" ? size : (size[i] ?? 0));
  const d = points
    .map((point, i) => (point && sizeOf(i) > 0 ? symbol(shape, ...point, sizeOf(i)) : ""))
    .join("");
  const faded = opacity === undefined ? "" : ` opacity="${opacity}"`;
  return `<path d="${d}" ${markStyle(shape, color, line)}${faded}/>`;
}

/** Circles without an outline: lines of no length with round ends, which take a fifth of the letters. */
function dots(
  points: readonly (Point | undefined)[],
  size: number,
  color: string,
  opacity: number | undefined,
): string {
  const d = points.map((point) => (point ? `M${px(point[0])} ${px(point[1])}h0` : "")).join("");
  return `<path d="${d}" stroke="${colourOf(color)}" stroke-width="${size}" stroke-linecap="round"${opacity === undefined ? "" : ` stroke-opacity="${opacity}"`}/>`;
}

const ANCHORS: Readonly<Record<string, "start" | "middle" | "end">> = { left: "end", right: "start" };

function texts(trace: Scatter, points: readonly (Point | undefined)[]): string {
  const { text = "", textposition = "middle center", textfont = {}, marker } = trace;
  const [vertical = "middle", horizontal = "center"] = textposition.split(" ");
  const far = trace.mode?.includes("markers")
    ? (typeof marker?.size === "number" ? marker.size : 6) / 2 + 4
    : 4;
  const dx = horizontal === "left" ? -far : horizontal === "right" ? far : 0;
  const dy = vertical === "top" ? -far - 1 : vertical === "bottom" ? far + 11 : 4.5;
  const style = {
    anchor: ANCHORS[horizontal] ?? "middle",
    ...(textfont.color !== undefined && { fill: colourOf(textfont.color) }),
    ...(textfont.size !== undefined && { size: textfont.size }),
  };
  let last: Point | undefined;
  return points
    .map((point, i) => {
      const words = typeof text === "string" ? text : (text[i] ?? "");
      if (!point || words === "") return "";
      const [x, y] = [point[0] + dx, point[1] + dy];
      // Where it would lie upon the one before, it goes to the other side of its point.
      const isClose =
        last && Math.abs(last[0] - x) < widthOf(words, textfont.size) + 3 && Math.abs(last[1] - y) < LINE;
      const free = isClose && vertical === "top" ? point[1] + far + 11 : y;
      last = [x, free];
      return svgText(words, x, free, style);
    })
    .join("");
}
