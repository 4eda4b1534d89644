/** What a table needs of a matrix. */
interface Entries {
  readonly cols: number;
  readonly rows: number;
  readonly shape: string;
  toArray(): number[][];
  toString(): string;
}

/** More rows or columns than this are left out of a table; its caption keeps the shape. */
const longestTable = 12;

function cell(value: number): string {
  const text = Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : value.toPrecision(4);
  return `<td style="text-align: right">${Object.is(value, -0) ? "-0" : text}</td>`;
}

/** A matrix as a table: in HTML for the page, as aligned columns in plain text. */
export function matrixBundle(matrix: Entries): Readonly<Record<string, string>> {
  const rows = matrix.toArray().slice(0, longestTable);
  const body = rows
    .map((row) => `<tr>${row.slice(0, longestTable).map(cell).join("")}${more(matrix.cols)}</tr>`)
    .join("");
  const below = matrix.rows > longestTable ? "<tr><td>⋮</td></tr>" : "";
  return {
    "text/html": `<table><caption>${matrix.shape}</caption><tbody>${body}${below}</tbody></table>`,
    "text/plain": matrix.toString(),
  };
}

function more(count: number): string {
  return count > longestTable ? "<td>…</td>" : "";
}
