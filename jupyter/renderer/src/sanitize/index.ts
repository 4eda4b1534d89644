import type { Figure } from "../figure/figure";
import { type Json, type JsonObject, isObject } from "../json";
import { withinBudget } from "./budget";
import { cleanObject } from "./value";

/** The parts of a layout that a figure of this kit can need; maps, 3-D scenes and the mode bar's contents are not among them. */
const LAYOUT = new RegExp(
  `^(?:${[
    "title|showlegend|legend\\d*|width|height|autosize|minreducedwidth|minreducedheight|margin|font|uniformtext",
    "paper_bgcolor|plot_bgcolor|colorway|colorscale|coloraxis\\d*|piecolorway|template|separators|transition",
    "[xy]axis\\d*|grid|ternary\\d*|annotations|shapes|images|sliders|updatemenus|annotationdefaults",
    "shapedefaults|imagedefaults|sliderdefaults|updatemenudefaults",
    "bar(?:mode|gap|groupgap|norm|cornerradius)|box(?:mode|gap|groupgap)|violin(?:mode|gap|groupgap)|scattermode|scattergap",
    "hovermode|hoverlabel|hoverdistance|spikedistance|hoversubplots|dragmode|clickmode|selectdirection",
    "meta|uirevision|datarevision|editrevision|selectionrevision|hiddenlabels|extendpiecolors",
  ].join("|")})$`,
);

/** What a figure may choose about its handling. Everything else in plotly's config reaches out of the figure. */
const CONFIG: Record<string, readonly Json[]> = {
  staticPlot: [true, false],
  displayModeBar: [true, false, "hover"],
  scrollZoom: [true, false],
  doubleClick: ["reset", "autosize", "reset+autosize", false],
};

/**
 * The figure with nothing left that could run a script, ask another host or reach beyond its own plot.
 *
 * Notebooks are opened before they are trusted, and a figure comes from the file.
 */
export function cleanFigure(figure: Figure): Figure {
  return withinBudget({
    data: figure.data.map((trace) => cleanObject(trace)),
    layout: cleanLayout(figure.layout),
    frames: figure.frames.map(cleanFrame),
    config: cleanConfig(figure.config),
  });
}

function cleanLayout(layout: JsonObject): JsonObject {
  const cleaned = cleanObject(pick(layout, (key) => LAYOUT.test(key)));
  const { template } = cleaned;
  if (template === undefined) return cleaned;
  const inner = isObject(template) && isObject(template.layout) ? template.layout : {};
  const data = isObject(template) && isObject(template.data) ? template.data : {};
  return { ...cleaned, template: { data, layout: pick(inner, (key) => LAYOUT.test(key)) } };
}

function cleanFrame(frame: JsonObject): JsonObject {
  const { layout, ...rest } = frame;
  const cleaned = cleanObject(pick(rest, (key) => /^(?:name|group|data|traces|baseframe)$/.test(key)));
  return isObject(layout) ? { ...cleaned, layout: cleanLayout(layout) } : cleaned;
}

function cleanConfig(config: JsonObject): JsonObject {
  return pick(config, (key, value) => Object.hasOwn(CONFIG, key) && CONFIG[key]!.includes(value));
}

function pick(object: JsonObject, wanted: (key: string, value: Json) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => wanted(key, value)));
}
