import type { Figure } from "../figures/figure";
import { Matrix } from "../math/matrix";
import type { MimeBundle } from "./output";

/** What `show` can show. */
export type Showable = Figure | Matrix | string;

/** More rows or columns than this are left out of a table; its caption keeps the shape. */
const longestTable = 12;

/** A typed array as a plain one: the notebook format knows nothing else. */
function plain(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as Float64Array)
    : value;
}

/** A figure as plotly.js reads it, with its words beside it for readers who see no picture. */
function figureBundle({ title, description, data, layout, frames, config }: Figure): MimeBundle {
  const drawing = { data, layout, ...(frames && { frames }), ...(config && { config }) };
  return {
    "application/vnd.plotly.v1+json": JSON.parse(JSON.stringify(drawing, plain)) as unknown,
    "text/plain": `${title}\n${description}`,
  };
}

function cell(value: number): string {
  const text = Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : value.toPrecision(4);
  return `<td style="text-align: right">${Object.is(value, -0) ? "-0" : text}</td>`;
}

/** A matrix as a table: in HTML for the page, as aligned columns in plain text. */
function matrixBundle(matrix: Matrix): MimeBundle {
  const rows = matrix.toArray().slice(0, longestTable);
  const body = rows
    .map((row) => `<tr>${row.slice(0, longestTable).map(cell).join("")}${more(matrix.cols)}</tr>`)
    .join("");
  const below = matrix.rows > longestTable ? "<tr><td>⋮</td></tr>" : "";
  return {
    "text/html": `<table><caption>${matrix.shape}</caption><tbody>${body}${below}</tbody></table>`,
    "text/plain": matrix.toString(),
  };
}

function more(count: number): string {
  return count > longestTable ? "<td>…</td>" : "";
}

function isFigure(value: unknown): value is Figure {
  return typeof value === "object" && value !== null && "data" in value && "layout" in value;
}

/** What someone tried to show, so that they know it again. */
function inWords(value: unknown): string {
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  if (typeof value !== "object" || value === null) return String(value);
  if ("then" in value) return "a promise (await it first)";
  if (Array.isArray(value)) return `an array of ${value.length} (spread it: show(...values))`;
  const keys = Object.keys(value);
  if (keys.length === 0) return "an object without properties";
  const drawing = "layers" in value ? " (draw a network with networkDiagram)" : "";
  return `an object of ${keys.slice(0, 5).join(", ")}${keys.length > 5 ? ", …" : ""}${drawing}`;
}

/**
 * The mime bundle of anything that `show` can show.
 *
 * @throws TypeError for anything else, so that a forgotten `await` or a typo is seen at once
 */
export function bundleOf(value: Showable): MimeBundle {
  if (typeof value === "string") return { "text/markdown": value, "text/plain": value };
  if (value instanceof Matrix) return matrixBundle(value);
  if (isFigure(value)) return figureBundle(value);
  throw new TypeError(`Cannot show ${inWords(value)}: show takes a figure, a matrix or a text in markdown`);
}
