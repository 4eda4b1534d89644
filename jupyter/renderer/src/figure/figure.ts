import { type Json, type JsonObject, isObject } from "../json";

export const FIGURE_MIME = "application/vnd.plotly.v1+json";

/** A plotly figure with every part present, as the output of a cell carries it. */
export interface Figure {
  readonly data: readonly JsonObject[];
  readonly layout: JsonObject;
  readonly frames: readonly JsonObject[];
  readonly config: JsonObject;
}

/** The traces that plotly's cartesian bundle can draw: none of them needs a map or a font from another host. */
const TRACE_TYPES = new Set([
  "bar",
  "box",
  "contour",
  "heatmap",
  "histogram",
  "histogram2d",
  "histogram2dcontour",
  "image",
  "pie",
  "scatter",
  "scatterternary",
  "violin",
]);

/**
 * Reads a figure out of a cell's output.
 *
 * @throws TypeError that names the part which is not as plotly needs it
 */
export function readFigure(value: unknown): Figure {
  if (!isObject(value)) throw malformed("it", "an object { data, layout }", value);
  const { data, layout = {}, frames = [], config = {} } = value;
  if (!isObject(layout)) throw malformed("its layout", "an object", layout);
  if (!isObject(config)) throw malformed("its config", "an object", config);
  const traces = objects("data", data);
  traces.forEach(checkType);
  return {
    data: traces.map(withTitles),
    layout: withTitles(layout),
    frames: objects("frames", frames ?? []),
    config,
  };
}

/** Parts of a figure that have titles, or hold parts that have. */
const TITLED = /^(?:[xyabc]axis|ternary|coloraxis|colorbar|legend|marker)\d*$/;

/** A title may be a mere text, as plotly.js took it until its third version. */
function withTitles(part: JsonObject): JsonObject {
  const titled = Object.entries(part).map(([key, value]): [string, Json] => {
    if (key === "title" && typeof value === "string") return [key, { text: value }];
    return [key, TITLED.test(key) && isObject(value) ? withTitles(value) : value];
  });
  return Object.fromEntries(titled);
}

function objects(part: string, value: Json | undefined): JsonObject[] {
  if (!Array.isArray(value)) throw malformed(`its ${part}`, "an array", value);
  return value.map((item, index) => {
    if (!isObject(item)) throw malformed(`${part}[${index}]`, "an object", item);
    return item;
  });
}

function checkType(trace: JsonObject, index: number): void {
  const type = trace.type ?? "scatter";
  if (typeof type === "string" && TRACE_TYPES.has(type)) return;
  throw malformed(`data[${index}].type`, `one of ${[...TRACE_TYPES].join(", ")}`, type);
}

function malformed(part: string, rule: string, value: unknown): TypeError {
  return new TypeError(`Cannot draw this figure: ${part} must be ${rule}, but is ${describe(value)}`);
}

function describe(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
