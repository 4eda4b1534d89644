/** Has plotly draw a figure where the painter has drawn it: in the same boxes, letters and colours, so that nothing jumps. */
import { type JsonObject, isObject, merge } from "../json";
import { axisName } from "../paint/axes";
import type { Arrangement, Panel } from "../paint/arrange";
import { paint } from "../paint/paint";
import { SIZE } from "../paint/words";
import type { Figure } from "./figure";
import { fit } from "./fit";
import { colorway, recoloured, type ShadeOf } from "./shades";

/**
 * @param node - an element of the page, in whose letters and colours the figure is drawn
 * @param isAsked - whether its reader wants to zoom, also by touch
 */
export function inPlaceOfPainted(
  node: Element,
  isAsked: () => boolean,
): (figure: Figure, width: number) => Figure {
  return (figure, width) => {
    const style = getComputedStyle(node);
    const arrangement = paint(figure, width)?.arrangement;
    const titleless = { ...figure, layout: { ...figure.layout, title: {} } };
    const placed = arrangement ? withPlaces(titleless, arrangement) : fit(titleless, width);
    const colours: ShadeOf = (name) => style.getPropertyValue(`--figure-${name}`) || undefined;
    const layout = merge(lettersOf(style, colours, isAsked()), placed.layout);
    return recoloured({ ...placed, layout }, colours);
  };
}

function lettersOf(style: CSSStyleDeclaration, colours: ShadeOf, isAsked: boolean): JsonObject {
  const axis = {
    gridcolor: colours("grid") ?? "",
    linecolor: colours("axis") ?? "",
    tickfont: { color: colours("muted") ?? "" },
  };
  const font = {
    family: style.getPropertyValue("--sans") || style.fontFamily,
    size: SIZE,
    color: colours("text") ?? "",
  };
  // A finger that begins to scroll upon a figure must not zoom it.
  const isStill = !isAsked && matchMedia("(hover: none)").matches;
  return {
    font,
    template: { layout: { colorway: colorway(colours), xaxis: axis, yaxis: axis } },
    ...(isStill && { dragmode: false }),
  };
}

function withPlaces(figure: Figure, arrangement: Arrangement): Figure {
  const { width, height, margin, panels, legend } = arrangement;
  const layout: JsonObject = {
    ...figure.layout,
    width,
    height,
    margin: { ...margin, autoexpand: false },
  };
  for (const panel of panels) {
    const places = domainsOf(panel, arrangement);
    for (const letter of ["x", "y"] as const) {
      const ruler = panel[letter];
      const name = axisName(ruler.id);
      const own = layout[name];
      layout[name] = {
        ...(isObject(own) ? own : {}),
        domain: places[letter],
        automargin: false,
        ...(ruler.categories === undefined && { range: [...ruler.range] }),
        ...(letter === "y" && panel.turned.length > 0 && { title: { text: panel.turned.join("<br>") } }),
      };
    }
  }
  const isBeside = legend !== undefined && legend.top < height - margin.b;
  const names = new Map(legend?.entries.map(({ index, lines }) => [index, lines.join("<br>")]));
  const data = figure.data.map((trace, i) => ({ ...trace, ...(names.has(i) && { name: names.get(i)! }) }));
  if (legend)
    layout.legend = {
      ...(isObject(layout.legend) ? layout.legend : {}),
      orientation: isBeside ? "v" : "h",
      xref: "container",
      yref: "container",
      x: legend.left / width,
      y: 1 - legend.top / height,
      xanchor: "left",
      yanchor: "top",
      // plotly's keys are wider than the painter's.
      ...(width < 560 && { font: { size: 11 } }),
    };
  return { ...figure, data, layout };
}

function domainsOf(
  { left, top, width, height }: Panel,
  { margin, ...size }: Arrangement,
): Record<"x" | "y", number[]> {
  const area = { width: size.width - margin.l - margin.r, height: size.height - margin.t - margin.b };
  const share = (value: number): number => Math.min(1, Math.max(0, value));
  const x = [left - margin.l, left + width - margin.l].map((at) => share(at / area.width));
  const y = [top + height - margin.t, top - margin.t].map((at) => share(1 - at / area.height));
  return { x, y };
}
