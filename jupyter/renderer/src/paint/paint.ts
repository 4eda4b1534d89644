/**
 * A figure as SVG, drawn at once and anywhere: when the site is built, and in the page before plotly is wanted. It has no title
 * (that stands above it, as text), no hover and no zoom.
 */
import { heightOf } from "../figure/dress";
import type { Figure } from "../figure/figure";
import { fit } from "../figure/fit";
import { at, type JsonObject } from "../json";
import { arrange, type Arrangement, type Panel } from "./arrange";
import { axisName, isBars, isHeat, pixelOf, rulersOf } from "./axes";
import { colorBar } from "./color-bar";
import { COLORWAY, named } from "./colours";
import { paintLegend } from "./legend";
import { mapMarks } from "./maps";
import { barMarks, type Stack } from "./bars";
import { type Place, pointsOf, scatterMarks } from "./marks";
import { paintNote, paintShape } from "./notes";
import { paintable } from "./known";
import type { Paintable } from "./paintable";
import type { Point } from "./path";
import type { Deflate } from "./png";
import { titleOf, titlePlace } from "./sides";
import { escaped, px, SIZE, svgText } from "./words";

export { canPaint } from "./known";

export interface PaintOptions {
  /** Compresses the pictures in it, as is worth while in a file; without, they are stored as they are. */
  readonly deflate?: Deflate;
  /** The room in a page that it is for: a class for the SVG besides "painted". */
  readonly className?: string;
}

export interface Painted {
  readonly svg: string;
  readonly arrangement: Arrangement;
}

/** Paints a figure in a width of so many pixels. Undefined if there is something in it that only plotly draws. */
export function paint(figure: Figure, width: number, options: PaintOptions = {}): Painted | undefined {
  const given = paintable(figure);
  if (!given) return undefined;
  const known = paintable(fit(withRanges(figure, given), width))!;
  const { t = 64, b = 56 } = known.layout.margin ?? {};
  const room = Math.min(width, known.layout.width ?? width);
  const arrangement = arrange(known, rulersOf(known), room, heightOf(figureOf(known)) - t - b);
  const description = at(figure.layout, "meta", "description");
  const label = typeof description === "string" ? description : "Figure";
  const { className = "" } = options;
  // Its form holds also while a page does not draw it yet.
  const classes =
    className === ""
      ? `class="painted"`
      : `class="painted ${className}" style="aspect-ratio:${px(room)}/${px(arrangement.height)}"`;
  const size = `viewBox="0 0 ${px(room)} ${px(arrangement.height)}" width="${px(room)}" height="${px(arrangement.height)}"`;
  const svg = `<svg ${classes} ${size} role="img" aria-label="${escaped(label)}" font-size="${SIZE}" fill="${named("text")}">${contents(known, arrangement, options)}</svg>`;
  return { svg, arrangement };
}

/** Without its title, and with the ranges of planes, whose form decides how high they are. */
function withRanges(figure: Figure, known: Paintable): Figure {
  const layout: JsonObject = { ...figure.layout, title: {} };
  for (const { id, axis, range } of rulersOf(known).values())
    if (axis.constrain === "domain")
      layout[axisName(id)] = { ...(axis as unknown as JsonObject), range: [...range] };
  return { ...figure, layout };
}

const figureOf = ({ layout }: Paintable): Figure =>
  ({ layout, data: [], frames: [], config: {} }) as unknown as Figure;

function contents(figure: Paintable, arrangement: Arrangement, { deflate }: PaintOptions): string {
  const { panels, legend } = arrangement;
  const shapes = figure.layout.shapes ?? [];
  const shown = (layer: "above" | "below"): string =>
    shapes
      .filter((shape) => (shape.layer ?? "above") === layer)
      .map((shape) => paintShape(shape, arrangement))
      .join("");
  return [
    panels.map(grid).join(""),
    shown("below"),
    panels.map((panel) => marks(figure, panel, deflate)).join(""),
    panels.map(frame).join(""),
    shown("above"),
    bars(figure, panels, deflate),
    (figure.layout.annotations ?? []).map((note) => paintNote(note, arrangement)).join(""),
    legend ? paintLegend(legend) : "",
  ].join("");
}

/** Pixels of the ticks of an axis, in the figure. */
function tickPlaces({ x, y, left, top, width, height, ticks }: Panel): { x: number[]; y: number[] } {
  const linear = { isLog: false, categories: undefined };
  const [atX, atY] = [
    pixelOf({ ...x, ...linear }, left, left + width),
    pixelOf({ ...y, ...linear }, top + height, top),
  ];
  return { x: ticks.x.map((tick) => atX(tick.at)), y: ticks.y.map((tick) => atY(tick.at)) };
}

function grid(panel: Panel): string {
  const { x, y, left, top, width, height } = panel;
  const places = tickPlaces(panel);
  const isDrawn = ({ axis }: Panel["x"]): boolean => axis.visible !== false && axis.showgrid !== false;
  const upright = isDrawn(x) ? places.x.map((place) => `M${px(place)} ${px(top)}v${px(height)}`) : [];
  const level = isDrawn(y) ? places.y.map((place) => `M${px(left)} ${px(place)}h${px(width)}`) : [];
  return upright.length + level.length === 0
    ? ""
    : `<path d="${upright.join("")}${level.join("")}" stroke="${named("grid")}"/>`;
}

/** The axes, with what stands at them. */
function frame(panel: Panel): string {
  const { x, y, left, top, width, height, ticks, turned } = panel;
  const places = tickPlaces(panel);
  const muted = named("muted");
  const bottom = top + height;
  let drawn = plane(panel);
  const lines = [
    y.axis.visible === false ? "" : `M${px(left)} ${px(top)}v${px(height)}`,
    x.axis.visible === false ? "" : `M${px(left)} ${px(bottom)}h${px(width)}`,
  ].join("");
  if (lines !== "") drawn += `<path d="${lines}" stroke="${named("axis")}"/>`;
  if (x.axis.visible !== false && panel.at.x) {
    drawn += `<g fill="${muted}">${ticks.x.map(({ label }, i) => svgText(label, places.x[i]!, bottom + 18, { anchor: "middle" })).join("")}</g>`;
    if (titleOf(x) !== "") drawn += svgText(titleOf(x), left + width / 2, bottom + 38, { anchor: "middle" });
  }
  if (y.axis.visible !== false && panel.at.y) {
    drawn += `<g fill="${muted}">${ticks.y.map(({ label }, i) => svgText(label, left - 7, places.y[i]! + SIZE * 0.36, { anchor: "end" })).join("")}</g>`;
    const away = titlePlace(panel) + 16 * (turned.length - 1);
    if (turned.length > 0)
      drawn += svgText(turned, left - away, top + height / 2, { anchor: "middle", turned: true });
  }
  return drawn;
}

/** The inner area of a panel, for what a page puts upon it: which axes it has, and what they show. */
function plane({ x, y, left, top, width, height }: Panel): string {
  const types = [x, y].map(({ letter, isLog }) => (isLog ? ` data-${letter}-type="log"` : "")).join("");
  const box = `x="${px(left)}" y="${px(top)}" width="${px(width)}" height="${px(height)}"`;
  return `<rect class="plane" data-axes="${x.id} ${y.id}" data-x="${x.range.join(" ")}" data-y="${y.range.join(" ")}"${types} ${box} fill="none"/>`;
}

/** Marks reach a little beyond their panel, so that a line along its edge is whole. */
const SLACK = 4;

function marks({ data, layout }: Paintable, panel: Panel, deflate: Deflate | undefined): string {
  const { x, y, left, top, width, height } = panel;
  const place: Place = {
    x: pixelOf(x, SLACK, SLACK + width),
    y: pixelOf(y, SLACK + height, SLACK),
    width,
    height,
    rulers: { x, y },
  };
  const stack: Stack | undefined = layout.barmode === "overlay" ? undefined : new Map();
  let before: readonly (Point | undefined)[] | undefined;
  const drawn = data.map((trace, index) => {
    const isHere = (trace.xaxis ?? "x") === x.id && (trace.yaxis ?? "y") === y.id && trace.visible !== false;
    if (!isHere) return "";
    if (isHeat(trace)) {
      // A map has no slack: it ends with its panel.
      const inside = { ...place, x: pixelOf(x, 0, width), y: pixelOf(y, height, 0) };
      return nested(SLACK, SLACK, width, height, mapMarks(trace, inside, deflate));
    }
    const colour = COLORWAY[index % COLORWAY.length]!;
    if (isBars(trace)) return barMarks(trace, place, colour, layout.bargap ?? 0.2, stack);
    const points = pointsOf(trace, place);
    const marked = scatterMarks(trace, points, colour, before);
    before = points;
    return marked;
  });
  return nested(left - SLACK, top - SLACK, width + 2 * SLACK, height + 2 * SLACK, drawn.join(""));
}

/** What is cut off at the edges of a box. */
function nested(x: number, y: number, width: number, height: number, drawn: string): string {
  return `<svg x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" overflow="hidden">${drawn}</svg>`;
}

function bars({ data }: Paintable, panels: readonly Panel[], deflate: Deflate | undefined): string {
  const [panel] = panels;
  if (!panel || panels.length > 1) return "";
  const map = data.find((trace) => isHeat(trace) && trace.showscale !== false);
  return map && isHeat(map) ? colorBar(map, panel.left + panel.width, panel.top, panel.height, deflate) : "";
}
