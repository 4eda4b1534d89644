/** What stands beside the panels, and how much room it needs. */
import { isHeat, type Ruler } from "./axes";
import { BAR, barTicks } from "./color-bar";
import type { Paintable } from "./paintable";
import { type Tick, ticksOf } from "./ticks";
import { LINE, widthOf, wrapped } from "./words";

/** The axes of a panel. */
export type Pair = readonly [x: Ruler, y: Ruler];

/** From an axis to its labels, and from them to its title. */
const GAP = { label: 7, title: 9 };

/** The height of a line of labels below an axis, with its distance. */
const LABELS = 22;

/** What is free at the edges of a figure. */
export const EDGE = 8;

/** What the outermost axes need beside them, and a colour bar. */
export function sidesOf(
  figure: Paintable,
  pairs: readonly Pair[],
  inner: number,
  width: number,
): Record<"l" | "r" | "t" | "b" | "bar", number> {
  const sides = { l: EDGE, r: 14, t: 12, b: 6, bar: 0 };
  for (const [x, y] of pairs) {
    const [left, right] = x.axis.domain ?? [0, 1];
    const [bottom] = y.axis.domain ?? [0, 1];
    if (y.axis.visible !== false && left < 0.01) sides.l = Math.max(sides.l, beside(y, inner, width));
    if (x.axis.visible !== false && bottom < 0.01 && isShown(x, y, pairs))
      sides.b = Math.max(sides.b, LABELS + (titleOf(x) === "" ? 0 : LINE + GAP.title - 3) + 8);
    if (x.axis.visible !== false && right > 0.99) {
      const last = ticksOf(x, (width - sides.l) * (right - left)).at(-1);
      if (last) sides.r = Math.max(sides.r, widthOf(last.label) / 2 + 4);
    }
  }
  const isAbove = (figure.layout.annotations ?? []).some(
    ({ y, yref = "" }) => y >= 1 && (yref === "paper" || yref.endsWith(" domain")),
  );
  if (isAbove) sides.t = 26;
  const map = figure.data.find((trace) => isHeat(trace) && trace.showscale !== false && pairs.length === 1);
  if (map && isHeat(map)) {
    const labels = Math.max(...barTicks(map, inner).map(({ label }) => widthOf(label)));
    const title = map.colorbar?.title?.text === undefined ? 0 : LINE + 4;
    sides.bar = BAR.gap + BAR.width + 6 + labels + title + 16;
    sides.r = Math.max(sides.r, sides.bar - 8);
  }
  return sides;
}

/** How far what stands at an axis' left reaches. */
function beside(y: Ruler, inner: number, width: number): number {
  const [bottom, top] = y.axis.domain ?? [0, 1];
  const length = (top - bottom) * inner;
  const title = titleOf(y) === "" ? 0 : wrapped(titleOf(y), length + 30).length * LINE + GAP.title;
  return EDGE + labelsOf(y, length, width) + title;
}

/** The width of the labels at an axis, with their distance from it. */
function labelsOf(y: Ruler, length: number, width: number): number {
  const widest = Math.max(0, ...ticksOf(y, length).map(({ label }) => widthOf(label)));
  return GAP.label + Math.min(widest, 0.45 * width);
}

export function titleOf({ axis }: Ruler): string {
  return (axis.title?.text ?? "").trim();
}

export function isShown(x: Ruler, y: Ruler, pairs: readonly Pair[]): boolean {
  const { anchor } = x.axis;
  const first = pairs.find(([other]) => other === x)!;
  return anchor === undefined || anchor === "free" || !pairs.some(([, other]) => other.id === anchor)
    ? first[1] === y
    : anchor === y.id;
}

export function isShownBeside(x: Ruler, y: Ruler, pairs: readonly Pair[]): boolean {
  const { anchor } = y.axis;
  const first = pairs.find(([, other]) => other === y)!;
  return anchor === undefined || anchor === "free" || !pairs.some(([other]) => other.id === anchor)
    ? first[0] === x
    : anchor === x.id;
}

/** What a panel's title and labels take at its left, in pixels. */
export function titlePlace({ ticks }: { readonly ticks: { readonly y: readonly Tick[] } }): number {
  const widest = Math.max(0, ...ticks.y.map(({ label }) => widthOf(label)));
  return GAP.label + widest + GAP.title;
}
