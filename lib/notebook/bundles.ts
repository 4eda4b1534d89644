import { figureBundle, type Figure } from "../figures/figure";
import type { Matrix } from "../math/matrix";
import type { Examination } from "../theory/examine";
import type { MimeBundle } from "./host";

/** The place of the function by which a value shows itself, as in other notebooks of JavaScript. */
const display = Symbol.for("Jupyter.display");

/** What `show` can show: a figure, a matrix, a text in markdown, or a value that shows itself, such as an examination. */
export type Showable = Figure | Matrix | Examination | string;

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
  const own = (value as { readonly [display]?: () => MimeBundle } | null | undefined)?.[display];
  if (typeof own === "function") return own.call(value);
  // A figure that was copied with changes has lost its own function.
  if (isFigure(value)) return figureBundle(value);
  throw new TypeError(`Cannot show ${inWords(value)}: show takes a figure, a matrix or a text in markdown`);
}
