/** Rows or columns shown in full; a matrix with more shows the first and the last few. */
const LIMIT = 12;
const EDGE = 5;

/** Indices to show out of `count`, with -1 where some are left out. */
function shown(count: number): number[] {
  const indices = Array.from({ length: count }, (_, i) => i);
  return count <= LIMIT ? indices : [...indices.slice(0, EDGE), -1, ...indices.slice(-EDGE)];
}

/** One entry: an exact zero as `0`, ordinary sizes with four decimals, the rest in scientific notation. */
function formatEntry(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(value)) return String(value);
  return size >= 1e-3 && size < 1e5 ? value.toFixed(4) : value.toExponential(4);
}

/**
 * Lays out a matrix as text, one line a row, columns aligned on the right.
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
