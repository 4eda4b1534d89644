import { log10 } from "../math/elementary";

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
