import { rounded } from "../math/format";
import { finiteExtent, finiteOrGap } from "./axis-range";

/** Points of a curve: enough for what is smooth, and at most for what wiggles. */
const [POINTS, MOST] = [241, 1921];

/** A curve as plotly draws it: `null` where it is interrupted. */
export interface Curve {
  readonly x: number[];
  readonly y: (number | null)[];
}

/** Evenly spaced numbers from −reach to reach, so close together that these functions lose no wiggle between them. */
export function gridFor(functions: readonly ((z: number) => number)[], reach: number): number[] {
  let count = POINTS;
  while (count < MOST && functions.some((f) => isCoarse(f, reach, count))) count = 2 * count - 1;
  return grid(reach, count);
}

function grid(reach: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => rounded(((2 * k) / (count - 1) - 1) * reach, 6));
}

/** Whether twice as many points would find a tenth more of ups and downs. */
function isCoarse(f: (z: number) => number, reach: number, count: number): boolean {
  return upsAndDowns(f, grid(reach, 2 * count - 1)) > 1.1 * upsAndDowns(f, grid(reach, count));
}

function upsAndDowns(f: (z: number) => number, places: readonly number[]): number {
  const values = places.map(f).filter(Number.isFinite);
  return values.reduce((sum, value, k) => (k === 0 ? 0 : sum + Math.abs(value - values[k - 1]!)), 0);
}

/** The curve of a function: it has a gap where the function has no finite value, or jumps. */
export function curveOf(f: (z: number) => number, places: readonly number[]): Curve {
  const curve: Curve = { x: [], y: [] };
  const values = places.map(f);
  const [low, high] = finiteExtent(values);
  places.forEach((z, k) => {
    const isFar = k > 0 && Math.abs(values[k]! - values[k - 1]!) > 0.02 * (high - low);
    if (isFar && doesJump(f, places[k - 1]!, z)) {
      curve.x.push(z);
      curve.y.push(null);
    }
    curve.x.push(z);
    curve.y.push(finiteOrGap(values[k]!));
  });
  return curve;
}

/** Whether a function changes as much over next to nothing as over a whole stretch. */
function doesJump(f: (z: number) => number, from: number, to: number): boolean {
  const whole = Math.abs(f(to) - f(from));
  let [a, b] = [from, to];
  for (let k = 0; k < 30; k++) {
    const middle = (a + b) / 2;
    if (Math.abs(f(middle) - f(a)) > Math.abs(f(b) - f(middle))) b = middle;
    else a = middle;
  }
  return Math.abs(f(b) - f(a)) > 0.3 * whole;
}
