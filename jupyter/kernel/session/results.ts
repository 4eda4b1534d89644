/** The value of a cell's last expression as a front end can show it. */
import type { Content } from "../common/messages";
import { writeJson } from "../common/json";
import { shortened } from "../common/shortened";

/** A value with a method of this name shows itself: it returns its representations by mime type, or a promise of them. */
const DISPLAY = Symbol.for("Jupyter.display");

export interface Bundle {
  readonly data: Content;
  readonly metadata: Content;
}

/** What represents a value: nothing if it has shown itself already, several bundles if it holds several things to show. */
export type Representation = readonly Bundle[];

/** How values are shown as text. */
type Inspect = (value: unknown) => string;

/** The representations of a value. */
export function represent(value: unknown, inspect: Inspect): Representation | Promise<Representation> {
  // A list of figures or matrices is shown one after another; one of plain values, as the value that it is.
  if (Array.isArray(value) && value.some(showsItself)) {
    const all = value.map((entry: unknown) =>
      typeof entry === "string" ? markdown(entry) : represent(entry, inspect),
    );
    if (all.some(isPromise))
      return Promise.all(all.map((shown) => Promise.resolve(shown))).then((shown) => shown.flat());
    return (all as Representation[]).flat();
  }
  const show = (value as Record<symbol, unknown> | null | undefined)?.[DISPLAY];
  if (typeof show === "function") {
    const shown: unknown = show.call(value);
    return isPromise(shown) ? shown.then(asBundle) : asBundle(shown);
  }
  const text = shortened(inspect(value));
  return isFigure(value)
    ? asBundle({ "application/vnd.plotly.v1+json": value, "text/plain": text })
    : [{ data: { "text/plain": text }, metadata: {} }];
}

function showsItself(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return typeof (value as Record<symbol, unknown>)[DISPLAY] === "function" || isFigure(value);
}

/** A figure as plotly.js takes it: traces and a layout, and nothing that it would not know. */
function isFigure(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { data, layout, ...others } = value as Record<string, unknown>;
  const isTraces = Array.isArray(data) && data.length > 0 && data.every((trace) => isObject(trace));
  return isTraces && isObject(layout) && Object.keys(others).every((key) => FIGURE_PARTS.has(key));
}

const FIGURE_PARTS = new Set(["frames", "config", "title", "description"]);

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function markdown(text: string): Representation {
  return asBundle({ "text/markdown": text, "text/plain": text });
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/** A bundle alone, or with its metadata beside it. */
function asBundle(shown: unknown): Representation {
  if (shown === undefined) return [];
  if (typeof shown !== "object" || shown === null)
    throw new TypeError(
      `Cannot show a value whose Jupyter.display returns a ${typeof shown}: it must return representations by mime type`,
    );
  const isWhole = "data" in shown && "metadata" in shown;
  const bundle = isWhole ? shown : { data: shown, metadata: {} };
  return [JSON.parse(writeDisplay(bundle)) as Bundle];
}

/** What a page can hold of one thing that is shown, in characters. */
const LARGEST = 50_000_000;

/** Content of a display as JSON, typed arrays as plain ones. @throws TypeError for what is not JSON, RangeError for what is too large */
export function writeDisplay(content: object): string {
  const json = writeJson(content, plain);
  if (json.length <= LARGEST) return json;
  const size = Math.round(json.length / 1e6);
  throw new RangeError(
    `Cannot show this: its data has ${size} million characters, and a page can hold ${LARGEST / 1e6} million`,
  );
}

function plain(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as Float64Array)
    : value;
}
