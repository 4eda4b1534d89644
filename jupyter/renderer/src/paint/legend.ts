/** The legend: which traces it names, and where. */
import { isBars, isHeat } from "./axes";
import { colourOf, COLORWAY, named } from "./colours";
import { hatch } from "./bars";
import { dashOf } from "./marks";
import { markStyle, symbol } from "./symbols";
import type { Paintable, Trace } from "./paintable";
import { LINE, px, SIZE, svgText, widthOf, wrapped } from "./words";

export interface Entry {
  readonly trace: Trace;
  /** The place of the trace among all. */
  readonly index: number;
  readonly name: string;
}

interface PlacedEntry extends Entry {
  readonly lines: readonly string[];
  readonly left: number;
  readonly top: number;
}

export interface LegendPlace {
  readonly left: number;
  readonly top: number;
  readonly height: number;
  readonly entries: readonly PlacedEntry[];
  readonly title: string | undefined;
}

/** The width of a key, and what is free behind it and behind the name. */
const KEY = { width: 24, gap: 7, after: 20 };
const ROW = 22;

/** A legend beside a plane needs at least so much. */
const BESIDE = 140;

export function legendOf({ data, layout }: Paintable): Entry[] {
  if (layout.showlegend === false) return [];
  const seen = new Set<string>();
  const entries = data.flatMap((trace, index): Entry[] => {
    const { name = `trace ${index}`, legendgroup: group, showlegend = true, visible } = trace;
    if (isHeat(trace) || !showlegend || visible === false || (group !== undefined && seen.has(group)))
      return [];
    if (group !== undefined) seen.add(group);
    return [{ trace, index, name }];
  });
  const isAlone =
    data.filter((trace) => !isHeat(trace)).length < 2 && data[entries[0]?.index ?? 0]?.showlegend !== true;
  return isAlone && layout.showlegend !== true ? [] : entries;
}

interface Space {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export function arrangeLegend(
  entries: readonly Entry[],
  { beside, below, title }: { beside: Space | undefined; below: Space; title: string | undefined },
): LegendPlace | undefined {
  if (entries.length === 0) return undefined;
  const isBeside = beside !== undefined && beside.width >= BESIDE;
  const space = isBeside ? beside : below;
  const room = space.width - KEY.width - KEY.gap;
  let [x, y, row] = [0, 0, ROW];
  if (title !== undefined) {
    if (isBeside || widthOf(title) > space.width / 2) y = ROW;
    else x = widthOf(title) + KEY.after;
  }
  const placed = entries.map((entry): PlacedEntry => {
    const lines = wrapped(entry.name, room);
    const width = KEY.width + KEY.gap + Math.max(...lines.map((line) => widthOf(line)));
    if (x > 0 && (isBeside || x + width > space.width)) {
      x = 0;
      y += row;
      row = ROW;
    }
    row = Math.max(row, ROW + (lines.length - 1) * LINE);
    const at = { ...entry, lines, left: space.left + x, top: space.top + y };
    x += width + KEY.after;
    return at;
  });
  return { left: space.left, top: space.top, height: y + row, entries: placed, title };
}

export function paintLegend({ left, top, entries, title }: LegendPlace): string {
  const middle = (y: number): number => y + ROW / 2;
  const heading =
    title === undefined ? "" : svgText(title, left, middle(top) + SIZE * 0.36, { fill: named("muted") });
  const items = entries.map(
    ({ trace, index, lines, left: x, top: y }) =>
      key(trace, index, x, middle(y)) + svgText(lines, x + KEY.width + KEY.gap, middle(y) + SIZE * 0.36),
  );
  return heading + items.join("");
}

/** A small picture of a trace. */
function key(trace: Trace, index: number, x: number, y: number): string {
  const opacity = trace.opacity === undefined ? "" : ` opacity="${trace.opacity}"`;
  const fallback = COLORWAY[index % COLORWAY.length]!;
  if (isHeat(trace)) return "";
  if (isBars(trace)) {
    const { color = fallback, pattern } = trace.marker ?? {};
    const box = { x: x + 5, y: y - 6, width: 14, height: 12 };
    return `<g${opacity}><rect x="${px(box.x)}" y="${px(box.y)}" width="14" height="12" fill="${colourOf(color)}"/>${pattern?.shape ? hatch([box]) : ""}</g>`;
  }
  const { mode = "lines+markers", line = {}, marker = {} } = trace;
  const colour = line.color ?? marker.color ?? fallback;
  let drawn = "";
  if (mode.includes("lines") && trace.fill === "tonexty")
    drawn += `<rect x="${px(x)}" y="${px(y - 6)}" width="${KEY.width}" height="12" fill="${colourOf(trace.fillcolor ?? colour)}"/>`;
  if (mode.includes("lines") && (line.width ?? 2) > 0)
    drawn += `<path d="M${px(x)} ${px(y)}h${KEY.width}" stroke="${colourOf(colour)}" stroke-width="${Math.min(6, line.width ?? 2)}"${dashOf(line.dash, line.width)}/>`;
  if (mode.includes("markers")) {
    const { color = colour, symbol: shape = "circle" } = marker;
    drawn += `<path d="${symbol(shape, x + KEY.width / 2, y, 8)}" ${markStyle(shape, color)}/>`;
  }
  return `<g${opacity}>${drawn}</g>`;
}
