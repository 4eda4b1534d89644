/**
 * Keeps a figure within what a page can draw in a moment. plotly trusts its figure: a step that is tiny beside its range, or a
 * format with a million digits, keeps the page busy until it crashes.
 *
 * What makes a figure large is refused, with a sentence. What multiplies work (steps, bins, levels, digits) is left out, and
 * plotly chooses itself.
 */
import type { Figure } from "../figure/figure";
import { type Json, type JsonObject, isObject } from "../json";
import { MOST_STEPS, workOf } from "./work";

/** How many numbers, texts and the like a figure may have in all, and how many of them marks may be drawn of. */
const MOST_VALUES = 100_000;
const MOST_MARKS = 20_000;

/** How many ticks an axis may have: plotly measures each label several times. */
const MOST_TICKS = 150;

/** How many things a list may have, by the key that it stands under. */
const LONGEST: Readonly<Record<string, number>> = {
  data: 200,
  frames: 1000,
  sliders: 10,
  steps: 1000,
  updatemenus: 10,
  buttons: 100,
  annotations: 300,
  shapes: 300,
  images: 50,
  rangebreaks: 20,
  tickvals: MOST_TICKS,
  colorscale: 300,
};

/** The largest number that may stand under a key. */
const LARGEST: Readonly<Record<string, number>> = {
  ncontours: 100,
  nbinsx: MOST_STEPS,
  nbinsy: MOST_STEPS,
  rows: 20,
  columns: 20,
  nticks: MOST_TICKS,
  smoothing: 2,
};

/** Keys that are left out whatever they say: packed numbers, the widths of violins' kernels, ticks between the ticks. */
const LEFT_OUT = new Set(["bdata", "bandwidth", "minor"]);

/** The figure without what would take too long. @throws RangeError if it is too large itself */
export function withinBudget(figure: Figure): Figure {
  const all = { ...figure } as unknown as Json;
  const { data, layout, frames, config } = trim(all, "", spansFewDecades(all)) as JsonObject;
  const traces = data as unknown as JsonObject[];
  const work = workOf(traces, layout as JsonObject);
  if (work > MOST_MARKS) throw tooLarge(`${work} marks, lines of text and parts of axes`, MOST_MARKS);
  return {
    data: traces.map(withFewSteps),
    layout: layout as JsonObject,
    frames: frames as unknown as JsonObject[],
    config: config as JsonObject,
  };
}

function tooLarge(what: string, most: number): RangeError {
  return new RangeError(`Cannot draw this figure: it has ${what}, and a page can draw ${most} in a moment`);
}

/** Whether decades can be ticks, whichever numbers of the figure an axis comes to show. @throws RangeError if it has too many values */
function spansFewDecades(all: Json): boolean {
  let count = 0;
  let [least, most] = [Infinity, 0];
  const visit = (value: Json): void => {
    if (++count > MOST_VALUES) throw tooLarge(`more than ${MOST_VALUES} values`, MOST_VALUES);
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (isObject(value)) {
      Object.values(value).forEach(visit);
      return;
    }
    const size = Math.abs(Number(value));
    if (size > 0) [least, most] = [Math.min(least, size), Math.max(most, size)];
  };
  visit(all);
  return Math.log10(most) - Math.log10(least) <= MOST_TICKS;
}

function trim(value: Json, key: string, fewDecades: boolean): Json {
  if (Array.isArray(value)) {
    const most = Object.hasOwn(LONGEST, key) ? LONGEST[key]! : Infinity;
    if (value.length > most) throw tooLarge(`${value.length} ${key}`, most);
    return value.map((item) => trim(item, key, fewDecades));
  }
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([name, item]) =>
      !isExcessive(name, item) && !(name.endsWith("dtick") && !hasFewTicks(value, name, fewDecades)),
  );
  return Object.fromEntries(kept.map(([name, item]) => [name, trim(item, name, fewDecades)]));
}

function isExcessive(path: string, value: Json): boolean {
  const key = path.split(".").at(-1)!;
  if (LEFT_OUT.has(key)) return true;
  if (Object.hasOwn(LARGEST, key) && !Array.isArray(value) && !isObject(value))
    return !(Math.abs(asNumber(value)) <= LARGEST[key]!);
  if (typeof value !== "string")
    return (key === "pattern" || key === "fillpattern") && isObject(value) && isFine(value);
  // A number of three digits in a format is a width or a precision that no reader wants.
  if (/format$/i.test(key)) return /\d{3,}/.test(value);
  return /template$/i.test(key) && /%\{[^}]*[:|][^}]*\d{3,}[^}]*\}/.test(value);
}

/** Whether a step between ticks can be told to be no less than a part of its axis: by the range, or because it is a decade. */
function hasFewTicks({ range, type, dtick }: JsonObject, name: string, fewDecades: boolean): boolean {
  if (name !== "dtick" || typeof dtick !== "number") return false;
  const [low, high] = Array.isArray(range) ? range.map(asNumber) : [];
  if (low !== undefined && high !== undefined) return dtick > 0 && Math.abs(high - low) / dtick <= MOST_TICKS;
  return type === "log" && dtick >= 1 && fewDecades;
}

/** A pattern so fine that filling an area with it takes long. */
function isFine({ size }: JsonObject): boolean {
  const width = asNumber(size ?? 8);
  return !(width >= 2 && width <= 200);
}

/** A trace whose contour lines and bins are not too many. */
function withFewSteps(trace: JsonObject): JsonObject {
  const cut = (key: string, values: Json | undefined): JsonObject =>
    isObject(trace[key]) && hasTooManySteps(trace[key], values) ? { [key]: {} } : {};
  return { ...trace, ...cut("contours", trace.z), ...cut("xbins", trace.x), ...cut("ybins", trace.y) };
}

function hasTooManySteps({ start, end, size }: JsonObject, values: Json | undefined): boolean {
  if (size === undefined) return false;
  const step = asNumber(size);
  const ends = [...numbersIn(values), asNumber(start ?? null), asNumber(end ?? null)].filter(Number.isFinite);
  const [low, high] = ends.reduce(([l, h], v) => [Math.min(l, v), Math.max(h, v)], [Infinity, -Infinity]);
  return !(step > 0) || (high - low) / step > MOST_STEPS;
}

function* numbersIn(value: Json | undefined): Generator<number> {
  if (Array.isArray(value)) for (const item of value) yield* numbersIn(item);
  else if (value !== undefined) yield asNumber(value);
}

/** A number, or a date as plotly counts it; NaN for all else. */
function asNumber(value: Json): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return NaN;
  // "M3" is a step of three months.
  const months = /^M(\d+)$/.exec(value)?.[1];
  if (months !== undefined) return Number(months) * 30 * 86_400_000;
  return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : Date.parse(value);
}
