import type { Figure } from "./figure";
import { type Json, type JsonObject, isObject, merge } from "../json";
import type { Palette } from "./palette";
import type { PlotlyFigure } from "./plotly";
import { templateFor } from "./template";

const DEFAULT_HEIGHT = 420;

/** Wider than this, a plot's slopes flatten and its legend drifts off; the page may be far wider. */
const WIDEST = 920;

/** Settings of every figure: what is left of the mode bar is zoom, pan, reset and download. */
const CONFIG: JsonObject = {
  displaylogo: false,
  responsive: false, // view.ts resizes: plotly's own way misses hidden tabs that are shown again
  typesetMath: false,
  showTips: false,
  showSendToCloud: false, // no figure leaves the page
  modeBarButtonsToRemove: ["select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "toggleSpikelines"],
  toImageButtonOptions: { format: "png", scale: 2, filename: "figure" },
};

/** The figure as plotly gets it: a fresh copy (plotly writes into what it is given), in the page's theme and width. */
export function dress(figure: Figure, palette: Palette, space: number): PlotlyFigure {
  const { data, layout, frames } = structuredClone(figure);
  return {
    data: [...data],
    frames: [...frames],
    layout: {
      // A figure drawn anew keeps what the reader did to it: zoom, hidden traces.
      uirevision: "kept",
      ...layout,
      template: template(layout.template, palette),
      width: widthIn(space, figure),
      height: heightOf(figure),
    },
    config: { ...CONFIG, ...figure.config },
  };
}

/** The palette's template below the figure's own. */
export function template(own: Json | undefined, palette: Palette): JsonObject {
  const ours = templateFor(palette);
  return isObject(own) ? merge(ours, own) : ours;
}

export function widthIn(space: number, figure: Figure): number {
  return Math.min(space, size(figure.layout.width) ?? WIDEST);
}

export function heightOf(figure: Figure): number {
  return size(figure.layout.height) ?? DEFAULT_HEIGHT;
}

function size(value: Json | undefined): number | undefined {
  return typeof value === "number" && value >= 10 && value <= 4000 ? value : undefined;
}
