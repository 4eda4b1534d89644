import { figureBundle, type Figure } from "../figures/figure";
import type { PlotlyFigure } from "../figures/plotly";
import { display, type Displayed } from "../math/display";
import type { Examination } from "../theory/examination/examine";
import type { MimeBundle } from "./host";

/**
 * What `show` can show: a value that shows itself (a figure of the library, a matrix, an examination), a figure of
 * plotly.js (`{ data, layout }`), a text in markdown, or a number.
 */
export type Showable = Displayed | Figure | Examination | PlotlyFigure | string | number | boolean;

function isPlotlyFigure(value: unknown): value is PlotlyFigure {
  if (typeof value !== "object" || value === null || !("data" in value)) return false;
  return (
    Array.isArray(value.data) && value.data.every((trace) => typeof trace === "object" && trace !== null)
  );
}

/** What someone tried to show, so that they know it again. */
function inWords(value: unknown): string {
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  if (typeof value !== "object" || value === null) return String(value);
  if ("then" in value) return "a promise (await it first)";
  if (Array.isArray(value)) return `an array of ${value.length} inside another`;
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
  if (typeof value === "number" || typeof value === "boolean") return { "text/plain": String(value) };
  const own = (value as Partial<Displayed> | null | undefined)?.[display];
  if (typeof own === "function") return own.call(value);
  if (isPlotlyFigure(value)) return figureBundle(value);
  throw new TypeError(
    `Cannot show ${inWords(value)}: show takes figures, matrices, texts and numbers; console.log prints anything`,
  );
}
