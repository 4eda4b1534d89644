/** A line through points, with no more of them than can be seen. */
import { px } from "./words";

export type Point = readonly [x: number, y: number];

/** Pixels by which a line may miss a point that is left out. */
const TOLERANCE = 0.2;

/** The path through points; where one is missing, the line is broken. */
export function pathOf(points: readonly (Point | undefined)[]): string {
  let d = "";
  let run: Point[] = [];
  const end = (): void => {
    if (run.length > 0)
      d += `M${thinned(run)
        .map(([x, y]) => `${px(x)} ${px(y)}`)
        .join("L")}`;
    run = [];
  };
  for (const point of points) {
    if (point) run.push(point);
    else end();
  }
  end();
  return d;
}

/** Leaves out what lies on the way: first within a column of pixels, then on straight parts. */
function thinned(points: readonly Point[]): readonly Point[] {
  return points.length < 60 ? points : straightened(points.length < 1500 ? points : columns(points));
}

/** Of the points in a pixel's column, the first, the lowest, the highest and the last stay. */
function columns(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (let start = 0; start < points.length;) {
    const column = Math.round(points[start]![0]);
    let [low, high, end] = [start, start, start];
    while (end < points.length && Math.round(points[end]![0]) === column) {
      if (points[end]![1] < points[low]![1]) low = end;
      if (points[end]![1] > points[high]![1]) high = end;
      end++;
    }
    for (const index of [...new Set([start, low, high, end - 1])].sort((a, b) => a - b))
      kept.push(points[index]!);
    start = end;
  }
  return kept;
}

/** A point goes if the line from the last one that stayed to the next passes near it, and near those that went before it. */
function straightened(points: readonly Point[]): Point[] {
  const kept = [points[0]!];
  let since = 0;
  for (let i = 1; i < points.length - 1; i++) {
    const [from, to] = [kept.at(-1)!, points[i + 1]!];
    const isNear =
      i - since < 16 &&
      points.slice(since + 1, i + 1).every((point) => distance(point, from, to) < TOLERANCE);
    if (isNear) continue;
    kept.push(points[i]!);
    since = i;
  }
  kept.push(points.at(-1)!);
  return kept;
}

/** From a point to the piece of a line between two others. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
