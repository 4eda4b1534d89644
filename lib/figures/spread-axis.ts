import { log10 } from "../math/elementary";
import { rounded } from "../math/format";

/** A logarithmic axis with a place of its own for exact zero, which a logarithm does not have. */
export interface SpreadAxis {
  /** Where a value goes on a linear axis: its decimal logarithm, or the place for zero. */
  readonly place: (spread: number) => number;
  readonly tickvals: number[];
  readonly ticktext: string[];
  readonly range: [number, number];
}

/** How a power of ten is written at a tick. */
function powerText(exponent: number): string {
  return exponent >= -2 && exponent <= 2 ? String(Number(`1e${exponent}`)) : `10<sup>${exponent}</sup>`;
}

/** Marks of a logarithmic axis, each with its number written out. */
interface LogTicks {
  readonly tickvals: number[];
  readonly ticktext: string[];
}

/** A number of one or a few digits at a tick: in full if it is short, with a power of ten otherwise. */
function tickText(value: number): string {
  const exponent = Math.floor(log10(value) + 1e-9);
  if (exponent >= -4 && exponent <= 4) return String(value);
  const digits = rounded(value / Number(`1e${exponent}`));
  return digits === 1 ? powerText(exponent) : `${digits}·${powerText(exponent)}`;
}

/** Values at 1, 2 and 5 times each power of ten, one decade beyond both ends. */
function oneTwoFive(from: number, to: number): number[] {
  const exponents = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return exponents.flatMap((exponent) => [1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)));
}

/**
 * Where a logarithmic axis has its marks, and what they say: powers of ten, with 2 and 5 between them if they are few, and equal
 * steps within one decade. Plotly alone would write a bare 5 for 0.05.
 */
export function logTicks(smallest: number, largest: number): LogTicks {
  const [from, to] = [Math.floor(log10(smallest)) - 1, Math.ceil(log10(largest)) + 1];
  const texts = (tickvals: number[]): LogTicks => ({ tickvals, ticktext: tickvals.map(tickText) });
  const ratio = largest / smallest;
  if (ratio > 1000) {
    const gap = Math.max(1, Math.ceil((to - from) / 9));
    const first = Math.ceil(from / gap) * gap;
    const exponents = Array.from({ length: Math.floor((to - first) / gap) + 1 }, (_, i) => first + i * gap);
    return {
      tickvals: exponents.map((exponent) => Number(`1e${exponent}`)),
      ticktext: exponents.map(powerText),
    };
  }
  // Any span of a factor 5 holds two of these, and of a factor 10 three.
  if (ratio > 5) return texts(oneTwoFive(from, to));
  // An axis has room beyond values that are close together: see `logRangeOver`.
  const room = ratio < 1.6 ? 1.26 : 1;
  const [least, most] = [smallest / room, largest * room];
  // Equal steps: the shortest of 1, 2 or 5 times a power of ten that needs no more than six.
  const step = oneTwoFive(from - 3, to).find((length) => (most - least) / length <= 6)!;
  const [low, high] = [Math.max(1, Math.floor(least / step) - 2), Math.ceil(most / step) + 2];
  return texts(Array.from({ length: high - low + 1 }, (_, i) => rounded((low + i) * step)));
}

/** An axis for these values, from 0 up. Zero stands two powers of ten below the smallest of the others. */
export function spreadAxis(values: readonly number[]): SpreadAxis {
  let [lowest, highest] = [0, 0];
  for (const value of values) {
    if (value === 0) continue;
    lowest = Math.min(lowest, Math.floor(log10(value)));
    highest = Math.max(highest, Math.ceil(log10(value)));
  }
  const hasZero = values.includes(0);
  const zero = lowest - 2;
  const gap = Math.max(1, Math.ceil((highest - lowest) / 6));
  const exponents: number[] = [];
  for (let exponent = highest; exponent >= lowest; exponent -= gap) exponents.unshift(exponent);
  return {
    place: (spread) => (spread === 0 ? zero : log10(spread)),
    tickvals: [...(hasZero ? [zero] : []), ...exponents],
    ticktext: [...(hasZero ? ["exactly 0"] : []), ...exponents.map(powerText)],
    range: [(hasZero ? zero : lowest) - 0.7, highest + 0.5],
  };
}
