import { isOrdinary, scientific } from "./format";

/** What a table needs of a matrix. */
interface Entries {
  readonly rows: number;
  readonly cols: number;
  readonly shape: string;
  readonly data: Float64Array;
}

/** Rows or columns shown in full; a matrix with more shows the first and the last few. */
const LIMIT = 12;
const EDGE = 5;

/** Indices to show out of `count`, with -1 where some are left out. */
function shown(count: number): number[] {
  const indices = Array.from({ length: count }, (_, i) => i);
  return count <= LIMIT ? indices : [...indices.slice(0, EDGE), -1, ...indices.slice(-EDGE)];
}

/** Four decimals, so that the points stand below each other; only an exact zero reads `0`. */
function entryText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return isOrdinary(value) ? value.toFixed(4) : scientific(value, 5);
}

/**
 * The entries to show as text: whole numbers if all are; otherwise with four decimals, or in scientific notation where
 * those would hide a value.
 */
function cells({ rows, cols, data }: Entries): string[][] {
  const isWhole = data.every((entry) => Number.isInteger(entry) && Math.abs(entry) < 1e6);
  const text = isWhole ? String : entryText;
  const columns = shown(cols);
  return shown(rows).map((i) => columns.map((j) => (j < 0 ? "…" : i < 0 ? "⋮" : text(data[i * cols + j]!))));
}

/** A matrix as text, one line per row, columns aligned on the right. */
export function matrixText(matrix: Entries): string {
  const lines = cells(matrix);
  const widths = lines[0]?.map((_, c) => Math.max(...lines.map((line) => line[c]!.length))) ?? [];
  return lines.map((line) => line.map((cell, c) => cell.padStart(widths[c]!)).join("  ")).join("\n");
}

/** A matrix as a table of HTML, its shape above. */
export function matrixHtml(matrix: Entries): string {
  const cell = (text: string): string => `<td style="text-align: right">${text}</td>`;
  const body = cells(matrix).map((line) => `<tr>${line.map(cell).join("")}</tr>`);
  return `<table><caption>${matrix.shape}</caption><tbody>${body.join("")}</tbody></table>`;
}
