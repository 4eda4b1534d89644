import { log10 } from "../math/elementary";
import { extent } from "../math/extent";
import { rounded } from "../math/format";

/** Where an axis begins and ends. */
export type Range = readonly [low: number, high: number];

/** The smallest and the largest of those values that are finite; [0, 0] if none is. */
export function finiteExtent(values: Iterable<number>): Range {
  const [low, high] = extent([...values].filter(Number.isFinite));
  return low <= high ? [low, high] : [0, 0];
}

/** A value as plotly draws it: a gap where it is not finite. */
export function finiteOrGap(value: number, digits = 4): number | null {
  return Number.isFinite(value) ? rounded(value, digits) : null;
}

/** An axis on which all values have their place, with room beyond: a share of their span, and some where they have none. */
export function rangeOver(values: Iterable<number>, share = 0.06): [low: number, high: number] {
  const [low, high] = finiteExtent(values);
  const room = share * (high - low) || Math.max(0.5, 0.1 * Math.abs(low));
  return [low - room, high + room];
}

/** An axis of sizes, which begins at 0 or at what is below. */
export function fromZero(values: Iterable<number>): [low: number, high: number] {
  const [low, high] = rangeOver([0, ...values]);
  return [low < 0 && [...values].every((value) => !(value < 0)) ? 0 : low, high];
}

/** The same for a logarithmic axis, which counts in powers of ten; it has no place for what is not above 0. */
export function logRangeOver(values: Iterable<number>): [low: number, high: number] {
  const powers = [...values].filter((value) => value > 0).map(log10);
  const [low, high] = finiteExtent(powers);
  // Never so narrow that it has no two marks.
  const room = Math.max(0.06 * (high - low), 0.1);
  return [low - room, high + room];
}

/** Throws at the first value below 0: at 0 a quantity may have arrived by underflow, and a line ends; below it, it is a mistake. */
export function checkNotNegative(action: string, lines: Readonly<Record<string, readonly number[]>>): void {
  for (const [name, values] of Object.entries(lines)) {
    const negative = values.find((value) => value < 0);
    if (negative === undefined) continue;
    throw new RangeError(`${action}: "${name}" has ${negative}, and a logarithmic axis begins above 0`);
  }
}

/** Steps in which an axis grows that should seldom move. */
const STEPS = [1, 1.5, 2, 3, 5, 7, 10];

/** An axis for values that grow bit by bit, as in a training: with 0, and up to round numbers, so that it seldom moves. */
export function steadyRange(values: Iterable<number>): [low: number, high: number] {
  return fromZero(finiteExtent(values).map(roundedUp));
}

/** The next larger of a few round numbers, by size: an axis up to it holds still while its values grow a little. */
export function roundedUp(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const size = Math.abs(value);
  const power = Number(`1e${Math.floor(log10(size))}`);
  const step = STEPS.find((one) => one * power >= size) ?? 10;
  return Math.sign(value) * step * power;
}
