/** Where everything of a figure has its place: the panels, what stands beside their axes, the legend. */
import type { Ruler } from "./axes";
import { arrangeLegend, type LegendPlace, legendOf } from "./legend";
import type { Paintable } from "./paintable";
import { EDGE, isShown, isShownBeside, type Pair, sidesOf, titleOf } from "./sides";
import { type Tick, ticksOf } from "./ticks";
import { wrapped } from "./words";

/** A pair of axes and the rectangle between them, in pixels. */
export interface Panel {
  readonly x: Ruler;
  readonly y: Ruler;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The axes that stand at this panel: several panels may share one. */
  readonly at: { readonly x: boolean; readonly y: boolean };
  readonly ticks: { readonly x: readonly Tick[]; readonly y: readonly Tick[] };
  /** The title of the axis at its left, on lines that have room. */
  readonly turned: readonly string[];
}

export interface Arrangement {
  readonly width: number;
  readonly height: number;
  readonly panels: readonly Panel[];
  readonly margin: Readonly<Record<"l" | "r" | "t" | "b", number>>;
  readonly legend: LegendPlace | undefined;
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A single plane is as tall as its width lets it, up to this. */
const PLANE = 380;

/** @param inner - the height that the figure has between its margins */
export function arrange(
  figure: Paintable,
  rulers: ReadonlyMap<string, Ruler>,
  width: number,
  inner: number,
): Arrangement {
  const pairs = pairsOf(figure, rulers);
  const isPlane = pairs.length === 1 && pairs[0]!.some(({ axis }) => axis.scaleanchor !== undefined);
  const sides = sidesOf(figure, pairs, inner, width);
  let area = { left: sides.l, top: sides.t, width: width - sides.l - sides.r, height: inner };
  if (isPlane) {
    const [x, y] = pairs[0]!;
    const ratio = spanOf(x) / spanOf(y);
    const height = Math.min(area.width / ratio, width < 560 ? 1.4 * area.width : Math.max(PLANE, inner));
    area = { ...area, height, width: Math.min(area.width, height * ratio) };
  }
  const panels = pairs.map((pair) => panelOf(pair, area, pairs));
  // Planes without axes may end above the area that they were given.
  const lowest = Math.max(...panels.map(({ top, height }) => top + height));
  if (!isPlane && panels.every(({ x, top, height }) => x.axis.visible === false || top + height < lowest - 1))
    area = { ...area, height: lowest + 4 - area.top };
  const entries = legendOf(figure);
  const right = Math.max(...panels.map((panel) => panel.left + panel.width));
  const beside = right + (sides.bar > 0 ? sides.bar : 24);
  const below = area.top + area.height + sides.b;
  const legend = arrangeLegend(entries, {
    beside: isPlane ? { left: beside, top: area.top + 4, width: width - beside } : undefined,
    below: { left: Math.min(sides.l, 60), top: below, width: width - Math.min(sides.l, 60) - EDGE },
    title: figure.layout.legend?.title?.text,
  });
  const height = Math.ceil(Math.max(below, legend ? legend.top + legend.height : 0) + EDGE);
  return {
    width,
    height,
    panels,
    legend,
    margin: {
      l: area.left,
      t: area.top,
      r: width - area.left - area.width,
      b: height - area.top - area.height,
    },
  };
}

function pairsOf({ data }: Paintable, rulers: ReadonlyMap<string, Ruler>): Pair[] {
  const names = new Set(data.map(({ xaxis = "x", yaxis = "y" }) => `${xaxis} ${yaxis}`));
  if (names.size === 0) names.add("x y");
  return [...names].map((name): Pair => {
    const [x = "x", y = "y"] = name.split(" ");
    return [rulers.get(x)!, rulers.get(y)!];
  });
}

function spanOf({ range }: Ruler): number {
  return Math.abs(range[1] - range[0]);
}

function panelOf([x, y]: Pair, area: Area, pairs: readonly Pair[]): Panel {
  const [left, right] = x.axis.domain ?? [0, 1];
  const [bottom, top] = y.axis.domain ?? [0, 1];
  const box = {
    left: area.left + left * area.width,
    top: area.top + (1 - top) * area.height,
    width: (right - left) * area.width,
    height: (top - bottom) * area.height,
  };
  const fitted = (x.axis.scaleanchor ?? y.axis.scaleanchor) ? withOneScale(x, y, box) : box;
  return {
    x,
    y,
    ...fitted,
    at: { x: isShown(x, y, pairs), y: isShownBeside(x, y, pairs) },
    ticks: { x: ticksOf(x, fitted.width), y: ticksOf(y, fitted.height) },
    turned: titleOf(y) === "" ? [] : wrapped(titleOf(y), fitted.height + 30),
  };
}

/** Both axes have one scale, so that a circle is round: less room is used, or more is shown. */
function withOneScale(x: Ruler, y: Ruler, box: Area): Area {
  const scale = Math.min(box.width / spanOf(x), box.height / spanOf(y));
  const size = { width: spanOf(x) * scale, height: spanOf(y) * scale };
  if (x.axis.constrain === "domain" || y.axis.constrain === "domain") {
    const free = { x: box.width - size.width, y: box.height - size.height };
    const toward = y.axis.constraintoward;
    const share = toward === "top" ? 0 : toward === "bottom" ? 1 : 0.5;
    return { left: box.left + free.x / 2, top: box.top + free.y * share, ...size };
  }
  x.range = grown(x, box.width / scale);
  y.range = grown(y, box.height / scale);
  return box;
}

function grown({ range: [low, high] }: Ruler, span: number): readonly [number, number] {
  const more = (span - (high - low)) / 2;
  return [low - more, high + more];
}
