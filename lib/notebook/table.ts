import { formatNumber } from "../math/format";

/** What a cell of a table can hold. */
export type TableValue = string | number | boolean;

/** Text as it is, with what would end a cell or a row escaped. */
function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\r\n|\r|\n/g, "<br>");
}

/** A number with four significant digits; truth as a tick or a dash; text escaped. */
function written(value: TableValue): string {
  if (typeof value === "boolean") return value ? "✔" : "–";
  if (typeof value === "string") return escaped(value);
  return formatNumber(value, 4);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/**
 * Writes rows as a table in markdown, for `show`.
 *
 * @param rows - at least one; all with the same keys, which become the headings. Numbers are shown with four digits,
 *   `true` and `false` as ✔ and –
 * @returns the table as markdown
 * @throws RangeError if there is no row, or one lacks a column of the first
 *
 * @example
 * table([{ scale: 0.01, learned: false }, { scale: 1, learned: true }]);
 * // "| scale | learned |\n| --- | --- |\n| 0.01 | – |\n| 1 | ✔ |"
 */
export function table(rows: readonly Readonly<Record<string, TableValue>>[]): string {
  const headings = Object.keys(rows[0] ?? {});
  if (headings.length === 0) throw new RangeError("Cannot write a table of no rows: give at least one");
  const body = rows.map((row, index) =>
    line(
      headings.map((heading) => {
        const value = row[heading];
        if (value !== undefined) return written(value);
        throw new RangeError(`Cannot write row ${index} of the table: it has no "${heading}"`);
      }),
    ),
  );
  return [line(headings.map(escaped)), line(headings.map(() => "---")), ...body].join("\n");
}
