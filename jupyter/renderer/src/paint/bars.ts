/** Bars, and the slanting lines by which they are told apart. */
import { distanceOf, measure, valuesOf } from "./axes";
import { colourOf, named } from "./colours";
import type { Place } from "./marks";
import type { Bars, Trace, Value } from "./paintable";
import { px } from "./words";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The heights on which the next bars at each place stand, above and below zero. */
export type Stack = Map<Value, { up: number; down: number }>;

/** @param stack - of the bars before, if bars stand upon one another; it grows */
export function barMarks(
  trace: Trace & Bars,
  place: Place,
  fallback: string,
  gap: number,
  stack: Stack | undefined,
): string {
  const xs = valuesOf(trace, "x");
  const apart = place.rulers.x.categories ? 1 : distanceOf(xs.map((x) => measure(place.rulers.x, x)));
  const breadth = trace.width ?? apart * (1 - gap);
  const [low, high] = place.rulers.x.range;
  const width = (breadth / (high - low)) * place.width;
  const boxes = xs.flatMap((x, i): Box[] => {
    const value = trace.y[i] ?? null;
    if (value === null || value === 0) return [];
    const below = stack?.get(x) ?? { up: 0, down: 0 };
    const side = value > 0 ? "up" : "down";
    const base = below[side];
    stack?.set(x, { ...below, [side]: base + value });
    const [from, to] = [place.y(base), place.y(base + value)];
    return [{ x: place.x(x) - width / 2, y: Math.min(from, to), width, height: Math.abs(to - from) }];
  });
  const { color = fallback, pattern } = trace.marker ?? {};
  const d = boxes
    .map(({ x, y, width: w, height: h }) => `M${px(x)} ${px(y)}h${px(w)}v${px(h)}h${px(-w)}z`)
    .join("");
  const opacity = trace.opacity === undefined ? "" : ` opacity="${trace.opacity}"`;
  return `<g${opacity}><path d="${d}" fill="${colourOf(color)}"/>${pattern?.shape ? hatch(boxes) : ""}</g>`;
}

/** Slanting lines over boxes, by which a reader tells them apart without colours. */
export function hatch(boxes: readonly Box[]): string {
  const step = 8;
  const d = boxes.flatMap(({ x, y, width, height }) => {
    const lines: string[] = [];
    // On a line, x + y is the same everywhere.
    for (let sum = Math.ceil((x + y) / step) * step; sum < x + y + width + height; sum += step) {
      const left = Math.max(x, sum - y - height);
      const right = Math.min(x + width, sum - y);
      if (right > left) lines.push(`M${px(left)} ${px(sum - left)}L${px(right)} ${px(sum - right)}`);
    }
    return lines;
  });
  return `<path d="${d.join("")}" stroke="${named("paper")}" stroke-width="1.5"/>`;
}
