/**
 * Rounds to significant digits: a figure needs no more, and a saved notebook gets smaller.
 *
 * @example
 * rounded(0.123456); // 0.1235
 */
export function rounded(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}

/** Whether a number reads better without a power of ten. */
function isOrdinary(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || !Number.isFinite(value) || (size >= 1e-3 && size < 1e5);
}

/**
 * A number as a reader wants to see it: integers below a million in full, others with three significant digits.
 *
 * @example
 * [0, 1000, 0.5, -1.2749, 12345.6, 1.234e-7].map((x) => formatNumber(x)); // ["0", "1000", "0.5", "-1.27", "12300", "1.23e-7"]
 */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value + 0);
  const short = rounded(value, digits);
  return isOrdinary(short) ? String(short) : scientific(short, digits).replace(/\.?0*e/, "e");
}

function scientific(value: number, digits: number): string {
  return value.toExponential(digits - 1).replace("e+", "e");
}

/** An entry of a column: four decimals, so that the points stand below each other; only an exact zero reads `0`. */
function formatEntry(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return isOrdinary(value) ? value.toFixed(4) : scientific(value, 5);
}

/** Rows or columns shown in full; a matrix with more shows the first and the last few. */
const LIMIT = 12;
const EDGE = 5;

/** Indices to show out of `count`, with -1 where some are left out. */
function shown(count: number): number[] {
  const indices = Array.from({ length: count }, (_, i) => i);
  return count <= LIMIT ? indices : [...indices.slice(0, EDGE), -1, ...indices.slice(-EDGE)];
}

/**
 * Lays out a matrix as text, one line per row, columns aligned on the right.
 *
 * Entries are whole numbers if all of them are; otherwise they have four decimals, or scientific notation where those
 * would hide a value. An entry that reads `0` is exactly zero.
 */
export function formatTable(
  rows: number,
  cols: number,
  get: (i: number, j: number) => number,
  whole: boolean,
): string {
  const columns = shown(cols);
  const format = whole ? String : formatEntry;
  const lines = shown(rows).map((i) => columns.map((j) => (j < 0 ? "…" : i < 0 ? "⋮" : format(get(i, j)))));
  const widths = columns.map((_, c) => Math.max(...lines.map((line) => line[c]!.length)));
  return lines.map((line) => line.map((cell, c) => cell.padStart(widths[c]!)).join("  ")).join("\n");
}
