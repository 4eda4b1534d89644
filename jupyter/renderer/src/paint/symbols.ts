/** The shapes of points. */
import { colourOf } from "./colours";
import type { Point } from "./path";
import { px } from "./words";

/** The attributes of a mark: an open one has an outline in place of its area. */
export function markStyle(
  symbol: string,
  color: string,
  outline?: { color?: string; width?: number },
): string {
  const width = outline?.width ?? 0;
  if (symbol.endsWith("-open"))
    return `fill="none" stroke="${colourOf(color)}" stroke-width="${width === 0 ? 1 : width}"`;
  const stroke = `stroke="${colourOf(outline?.color ?? "white")}" stroke-width="${width}"`;
  return `fill="${colourOf(color)}"${width === 0 ? "" : ` ${stroke}`}`;
}

/** A mark of so many pixels around a point, as part of a path. */
export function symbol(name: string, x: number, y: number, size: number): string {
  const r = size / 2;
  const shape = name.replace("-open", "");
  const polygon = (points: readonly Point[]): string =>
    `M${points.map(([dx, dy]) => `${px(x + dx * r)} ${px(y + dy * r)}`).join("L")}z`;
  if (shape === "square")
    return polygon([
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ]);
  if (shape === "diamond")
    return polygon([
      [0, -1.3],
      [1.3, 0],
      [0, 1.3],
      [-1.3, 0],
    ]);
  if (shape === "triangle-up")
    return polygon([
      [0, -1.15],
      [1.15, 0.8],
      [-1.15, 0.8],
    ]);
  if (shape === "cross") return polygon(turned(CROSS, 0));
  if (shape === "x") return polygon(turned(CROSS, Math.PI / 4));
  if (shape === "star") return polygon(STAR);
  return `M${px(x - r)} ${px(y)}a${px(r)} ${px(r)} 0 1 0 ${px(size)} 0a${px(r)} ${px(r)} 0 1 0 ${px(-size)} 0z`;
}

const CROSS: readonly Point[] = [
  [-0.36, -1.2],
  [0.36, -1.2],
  [0.36, -0.36],
  [1.2, -0.36],
  [1.2, 0.36],
  [0.36, 0.36],
  [0.36, 1.2],
  [-0.36, 1.2],
  [-0.36, 0.36],
  [-1.2, 0.36],
  [-1.2, -0.36],
  [-0.36, -0.36],
];

function turned(points: readonly Point[], angle: number): Point[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return points.map(([x, y]) => [x * cos - y * sin, x * sin + y * cos]);
}

const STAR: readonly Point[] = Array.from({ length: 10 }, (_, i) => {
  const [angle, r] = [(i * Math.PI) / 5 - Math.PI / 2, i % 2 === 0 ? 1.35 : 0.55];
  return [Math.cos(angle) * r, Math.sin(angle) * r];
});
