/** The part of the plane of two features that is drawn in, and the points in it, as a kernel or a notebook file gives them. */
import { isObject } from "../json";

export const POINTS_MIME = "application/vnd.breaking-symmetry.points+json";

export type Label = 0 | 1;
export type Place = readonly [x: number, y: number];
export type Point = readonly [x: number, y: number, label: Label];
export type Range = readonly [low: number, high: number];

/** More points than this are taken neither from a reader's hand nor from a file. */
export const MOST = 1000;

export interface Plane {
  readonly points: readonly Point[];
  readonly limits: { readonly x: Range; readonly y: Range };
  readonly label: string;
  /** The channel to the kernel that made it. */
  readonly channel: string | undefined;
}

/**
 * Reads a plane out of a cell's output.
 *
 * @throws TypeError that names the part which is not as it should be
 */
export function readPlane(value: unknown): Plane {
  const { points, limits, label, channel } = isObject(value) ? value : {};
  const { x, y } = isObject(limits) ? limits : {};
  if (!isRange(x) || !isRange(y)) throw new TypeError("Cannot show these points: they have no limits");
  const read = readPoints(points);
  if (!read) throw new TypeError("Cannot show these points: they are not [x, y, label]");
  return {
    points: read,
    limits: { x, y },
    label: typeof label === "string" ? label : "points",
    channel: typeof channel === "string" ? channel : undefined,
  };
}

/** Points if they are some: anybody can write a notebook file. */
export function readPoints(value: unknown): readonly Point[] | undefined {
  return Array.isArray(value) && value.length <= MOST && value.every(isPoint) ? value : undefined;
}

function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.every(Number.isFinite) && (value[2] === 0 || value[2] === 1);
}

function isRange(value: unknown): value is Range {
  return Array.isArray(value) && value.every(Number.isFinite) && value[1] > value[0];
}

/** A value inside of a range, with as many decimals as tell a hundredth of it from the next. */
export function snapped(value: number, [low, high]: Range): number {
  const decimals = Math.min(Math.max(2 - Math.floor(Math.log10(high - low)), 0), 100);
  return Math.min(Math.max(Number(value.toFixed(decimals)), low), high);
}

/** Round numbers along a range, about five. */
export function ticksOf([low, high]: Range): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough)!;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** A number with the sign that belongs to numbers. */
export function numberText(value: number): string {
  return String(value).replace("-", "−");
}

/** The points as a reader can paste them into a cell: one column for each. */
export function codeOf(points: readonly Point[]): string {
  const row = (part: 0 | 1 | 2): string => `[${points.map((point) => point[part]).join(", ")}]`;
  return `{\n  X: [${row(0)},\n      ${row(1)}],\n  Y: [${row(2)}],\n}`;
}
