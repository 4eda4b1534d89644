/** What an axis shows: its range, as plotly would choose it, and where on it a value lies. */
import type { Axis, Bars, Heat, Paintable, Trace, Value } from "./paintable";

export type Letter = "x" | "y";
export type Range = readonly [low: number, high: number];

/** An axis of the figure, with all that its traces say about it. */
export interface Ruler {
  /** As traces name it: "x2". */
  readonly id: string;
  readonly letter: Letter;
  readonly axis: Axis;
  readonly isLog: boolean;
  readonly categories: readonly string[] | undefined;
  /** In decades on a logarithmic axis. */
  range: Range;
}

export function axisName(id: string): `${Letter}axis${string}` {
  return `${id[0] as Letter}axis${id.slice(1)}`;
}

export const isHeat = (trace: Trace): trace is Trace & Heat =>
  trace.type === "heatmap" || trace.type === "contour";
export const isBars = (trace: Trace): trace is Trace & Bars => trace.type === "bar";

/** Where the middles of a map's cells lie along an axis. */
export function cellsOf(
  map: Heat,
  letter: Letter,
): { readonly first: number; readonly step: number; readonly count: number } {
  const count = letter === "x" ? (map.z[0]?.length ?? 0) : map.z.length;
  const given = map[letter];
  if (given && given.length > 1)
    return { first: given[0]!, step: (given.at(-1)! - given[0]!) / (given.length - 1), count };
  const [first = 0, step = 1] = letter === "x" ? [map.x0, map.dx] : [map.y0, map.dy];
  return { first, step, count };
}

export function rulersOf({ data, layout }: Paintable): Map<string, Ruler> {
  const ids = new Set(data.flatMap(({ xaxis = "x", yaxis = "y" }) => [xaxis, yaxis]));
  if (data.length === 0) for (const id of ["x", "y"]) ids.add(id);
  return new Map(
    [...ids].map((id) => {
      const letter = id[0] as Letter;
      const traces = data.filter(
        (trace) => (trace[`${letter}axis`] ?? letter) === id && trace.visible !== false,
      );
      return [id, rulerOf(id, letter, layout[axisName(id)] ?? {}, traces)];
    }),
  );
}

function rulerOf(id: string, letter: Letter, axis: Axis, traces: readonly Trace[]): Ruler {
  const texts = traces.flatMap((trace) => (isHeat(trace) ? [] : valuesOf(trace, letter)).filter(isText));
  const isCategory = axis.type === "category" || (axis.type === undefined && texts.length > 0);
  const categories = isCategory ? [...new Set([...(axis.categoryarray ?? []), ...texts])] : undefined;
  const ruler = { id, letter, axis, isLog: axis.type === "log", categories, range: [0, 1] as Range };
  ruler.range = axis.range ?? autoRange(ruler, traces);
  return ruler;
}

const isText = (value: Value): value is string => typeof value === "string";

/** A trace's values along an axis; those that are left out count up. */
export function valuesOf(trace: Exclude<Trace, Heat>, letter: Letter): readonly Value[] {
  return trace[letter] ?? (trace.x ?? trace.y ?? []).map((_, index) => index);
}

/** A value as the axis counts: in decades, or by the place of its category; NaN if it cannot be shown. */
export function measure({ isLog, categories }: Ruler, value: Value): number {
  if (categories) return categories.indexOf(String(value));
  if (typeof value !== "number") return NaN;
  return isLog ? Math.log10(value) : value;
}

/** How far beyond its values an axis goes, as a share of their span. */
const MARGIN = 0.055;

function autoRange(ruler: Ruler, traces: readonly Trace[]): Range {
  const { letter, axis, categories } = ruler;
  if (categories) return [-0.5, categories.length - 0.5];
  let [low, high] = [Infinity, -Infinity];
  const take = (value: number): void => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const trace of traces) {
    if (isHeat(trace)) {
      const { first, step, count } = cellsOf(trace, letter);
      take(first - step / 2);
      take(first + (count - 0.5) * step);
      continue;
    }
    const values = valuesOf(trace, letter).map((value) => measure(ruler, value));
    const half = isBars(trace) && letter === "x" ? (trace.width ?? distanceOf(values)) / 2 : 0;
    for (const value of values) {
      take(value - half);
      take(value + half);
    }
  }
  const hasBars = traces.some(isBars);
  if ((hasBars && letter === "y") || axis.rangemode === "tozero") take(0);
  if (low > high) return [-1, 6];
  if (low === high) return [low - 1, high + 1];
  const isTight = traces.every((trace) => isHeat(trace) || (letter === "x" && !hasMarkers(trace)));
  const margin = isTight ? 0 : MARGIN * (high - low);
  return [low === 0 && hasBars ? 0 : low - margin, high + margin];
}

/** How far apart the nearest of several bars stand; 1 for one alone. */
export function distanceOf(places: readonly number[]): number {
  const sorted = [...new Set(places.filter(Number.isFinite))].sort((a, b) => a - b);
  return sorted.length < 2 ? 1 : Math.min(...sorted.slice(1).map((place, i) => place - sorted[i]!));
}

function hasMarkers(trace: Trace): boolean {
  return !isBars(trace) && !isHeat(trace) && (trace.mode ?? "lines").includes("markers");
}

/** The way from a value to its pixel. */
export function pixelOf(ruler: Ruler, from: number, to: number): (value: Value) => number {
  const [low, high] = ruler.range;
  const scale = (to - from) / (high - low);
  return (value) => from + (measure(ruler, value) - low) * scale;
}
