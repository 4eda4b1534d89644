/** How a figure drawn for a page of ordinary width fits into a narrow one, such as a phone's. */
import { heightOf } from "./dress";
import type { Figure } from "./figure";
import { type Json, type JsonObject, at, isObject } from "../json";

/** In less room than this, in pixels, a title may need more lines than its figure gives it. */
const ROOMY = 700;

/** In less room than this, in pixels, panels do not stand side by side. */
const NARROW = 560;

/** The title's letters, in pixels: as wide as they are on average in a wide font, and rather more. */
const LETTER = { roomy: 9.4, narrow: 8.9 };
const LINE = { roomy: 22, narrow: 20 };

/** Pixels between panels that stand one below the other: for an axis and its title, or for panels without any. */
const GAP = { axes: 84, bare: 34 };

/** What the axes of a narrow figure leave free beside them, in pixels; they make more room where they need it. */
const SIDES = { l: 48, r: 20 };

/** A pair of axes, and the shares of the figure's width and height that are theirs. */
interface Panel {
  readonly x: string;
  readonly y: string;
  readonly across: readonly [number, number];
  readonly up: readonly [number, number];
  /** It has no axes to be seen: a small picture among others. */
  readonly isBare: boolean;
  /** The height for a width, where both axes have one scale, so that a circle is round. */
  readonly ratio: number | undefined;
}

/** The figure as it is drawn in a space of so many pixels: itself, if there is room for it. */
export function fit(figure: Figure, space: number): Figure {
  if (space >= ROOMY || space <= 0) return figure;
  const isNarrow = space < NARROW;
  const titled = withTitle(figure, space, isNarrow ? "narrow" : "roomy");
  return isNarrow ? stacked(titled, space) : titled;
}

/** A title that is too long for its line goes on as many as it needs, and the figure makes room for them. */
function withTitle(figure: Figure, space: number, size: "roomy" | "narrow"): Figure {
  const { layout } = figure;
  const given = asObject(layout.title);
  if (typeof given.text !== "string" || given.text === "") return figure;
  const lines = wrapped(given.text, Math.floor((space - 28) / LETTER[size]));
  const font = size === "narrow" ? { font: { size: 15, ...asObject(given.font) } } : {};
  const margin = asObject(layout.margin);
  const top = typeof margin.t === "number" ? margin.t : 64;
  const needed = 26 + LINE[size] * lines.length;
  return {
    ...figure,
    layout: {
      ...layout,
      title: { ...given, ...font, text: lines.join("<br>") },
      margin: { ...margin, t: Math.max(top, needed) },
      height: heightOf(figure) + Math.max(0, needed - top),
    },
  };
}

/** A text on lines of so many letters at most, as far as its words let it. */
function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  // The spaces in a tag belong to the tag.
  for (const word of text.replace(/<br ?\/?>/g, " ").split(/ +(?![^<]*>)/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && longer.replace(/<[^>]*>/g, "").length <= letters)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Panels that stand side by side go one below the other. Small pictures without axes stay in their row. */
function stacked(figure: Figure, space: number): Figure {
  const { layout } = figure;
  const margin: JsonObject = { ...asObject(layout.margin), ...SIDES };
  const roomy = { ...figure, layout: { ...layout, margin } };
  const panels = panelsOf(layout);
  const isOneColumn = panels.every((a) => panels.every((b) => a === b || isAbove(a, b) || isAbove(b, a)));
  if (isOneColumn || isBoundToThePage(figure)) return roomy;
  const [top, bottom] = [margin.t, margin.b].map((side) => (typeof side === "number" ? side : 60));
  const before = heightOf(figure) - top! - bottom!;
  const rows = rowsOf(panels).map((row) => {
    const most = (space - SIDES.l - SIDES.r) / row.length;
    const { up, ratio } = row[0]!;
    // All panels are to be seen at once, if that is possible: a curve can do with less than half of its width.
    return { row, height: Math.min(before * (up[1] - up[0]), Math.min(0.85, ratio ?? 0.5) * most) };
  });
  const gaps = rows.slice(0, -1).map(({ row }) => (row[0]!.isBare ? GAP.bare : GAP.axes));
  const plot = [...rows.map(({ height }) => height), ...gaps].reduce((sum, height) => sum + height, 0);
  const changes: JsonObject = {};
  let y = plot;
  rows.forEach(({ row, height }, place) => {
    row.forEach((panel, column) => {
      const across = row.length === 1 ? [0, 1] : share(column, row.length);
      changes[panel.x] = { ...asObject(layout[panel.x]), domain: across };
      changes[panel.y] = { ...asObject(layout[panel.y]), domain: [(y - height) / plot, y / plot] };
    });
    y -= height + (gaps[place] ?? 0);
  });
  const legend = asObject(layout.legend);
  // A legend below the figure stays as far below.
  if (typeof legend.y === "number") changes.legend = { ...legend, y: (legend.y * before) / plot };
  return { ...figure, layout: { ...layout, ...changes, margin, height: plot + top! + bottom! } };
}

/** The part of the width that one of several pictures in a row has. */
function share(column: number, columns: number): [number, number] {
  const gap = 0.03;
  const width = (1 - gap * (columns - 1)) / columns;
  return [column * (width + gap), column * (width + gap) + width];
}

function panelsOf(layout: JsonObject): Panel[] {
  return Object.entries(layout).flatMap(([x, axis]): Panel[] => {
    const number = /^xaxis(\d*)$/.exec(x)?.[1];
    if (number === undefined || !isObject(axis)) return [];
    const y = `yaxis${typeof axis.anchor === "string" ? axis.anchor.replace(/^y/, "") : number}`;
    const [across, up] = [domain(axis), domain(layout[y])];
    const isPlane = [axis, layout[y]].some((each) => at(each, "scaleanchor") !== undefined);
    const ratio = isPlane ? span(layout[y]) / span(axis) : undefined;
    return [{ x, y, across, up, isBare: axis.visible === false, ratio }];
  });
}

function domain(axis: Json | undefined): readonly [number, number] {
  const given = at(axis, "domain");
  const [low, high] = Array.isArray(given) ? given : [];
  return typeof low === "number" && typeof high === "number" ? [low, high] : [0, 1];
}

/** How far an axis reaches, if the figure says so; else 1. */
function span(axis: Json | undefined): number {
  const range = at(axis, "range");
  const [low, high] = Array.isArray(range) ? range : [];
  return typeof low === "number" && typeof high === "number" && low !== high ? Math.abs(high - low) : 1;
}

function isAbove(a: Panel, b: Panel): boolean {
  return a.up[0] >= b.up[1];
}

/** Whether something is placed by the whole figure's measures, or moves it: such a figure keeps its form. */
function isBoundToThePage({ layout, frames }: Figure): boolean {
  const marks = JSON.stringify([layout.annotations ?? [], layout.shapes ?? []]);
  return frames.length > 0 || "sliders" in layout || "updatemenus" in layout || marks.includes('"paper"');
}

/** From the top, and from left to right: one panel per row, but pictures without axes together. */
function rowsOf(panels: readonly Panel[]): Panel[][] {
  const rows: Panel[][] = [];
  for (const panel of [...panels].sort((a, b) => b.up[1] - a.up[1] || a.across[0] - b.across[0])) {
    const last = rows.at(-1)?.[0];
    if (panel.isBare && last?.isBare && last.up[1] === panel.up[1]) rows.at(-1)!.push(panel);
    else rows.push([panel]);
  }
  return rows;
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
