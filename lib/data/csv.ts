import { extent } from "../math/extent";
import { Matrix } from "../math/matrix";
import { standardDeviation } from "../math/statistics";
import type { Dataset } from "./dataset";
import { examplesOf, type Examples, type ExamplesLike } from "./examples";

/** Labelled examples that were read from a table. */
export interface TableOfExamples extends Dataset {
  /** Names of the features, in the order of the rows of X. */
  readonly features: readonly string[];
  /** Names of the classes; class k is row k of Y, or for two classes the label k. */
  readonly classes: readonly string[];
}

/**
 * Reads labelled examples from a pasted table: one line per example, features first, the class in the last column.
 *
 * Columns are separated by tabs, semicolons or commas, the first of these that the first line has; a field may stand in
 * double quotes. A first line with words in the place of features is the heading.
 * Two classes give one row of labels 0 and 1; more give one row per class, with a 1 for the class of each example
 * (for `softmaxCrossEntropy`). Classes are put in the order of their names.
 *
 * @param text - the table, at least two examples
 * @param name - of the data set
 * @throws RangeError with the line if a feature is not a number, a class is missing or lines differ in length; and if there
 *   are fewer than two classes
 * @example
 * const { X, Y, classes } = examplesFromCsv("length,width,kind\n1,2,oak\n3,4,elm\n5,6,oak");
 * X.toArray(); // [[1, 3, 5], [2, 4, 6]]
 * Y.toArray(); // [[1, 0, 1]]
 * classes; // ["elm", "oak"]
 */
export function examplesFromCsv(text: string, name = "pasted examples"): TableOfExamples {
  const all = text.split(/\r\n|\r|\n/);
  const separator = ["\t", ";"].find((one) => all.find((line) => line.trim() !== "")?.includes(one)) ?? ",";
  const lines = all
    .map((line, index) => ({ number: index + 1, cells: cellsOf(line, separator) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const columns = lines[0]?.cells.length ?? 0;
  if (columns < 2)
    throw new RangeError("Cannot read examples: each line needs at least one feature and a class");
  const hasHeading = lines[0]!.cells.slice(0, -1).some((cell) => numberIn(cell) === undefined);
  const heading = hasHeading ? lines.shift()!.cells : [];
  const examples = lines.map(({ number, cells }) => {
    if (cells.length !== columns) {
      throw new RangeError(
        `Cannot read line ${number} of the examples: it has ${cells.length} columns, and the first line ${columns}`,
      );
    }
    const missing = cells.indexOf("") + 1;
    if (missing > 0)
      throw new RangeError(
        `Cannot read line ${number} of the examples: ${missing < columns ? `column ${missing}` : "its class"} is missing`,
      );
    const features = cells.slice(0, -1).map((cell) => {
      const value = numberIn(cell);
      if (value !== undefined) return value;
      const advice = /^[-+]?\d+,\d+$/.test(cell) ? "; write it with a point" : "";
      throw new RangeError(`Cannot read line ${number} of the examples: "${cell}" is not a number${advice}`);
    });
    return { features, label: cells.at(-1)! };
  });
  const classes = [...new Set(examples.map(({ label }) => label))].sort((a, b) => (a < b ? -1 : 1));
  if (classes.length < 2) {
    throw new RangeError(`Cannot read examples of ${classes.length} class: at least two are needed`);
  }
  const rows = classes.length === 2 ? 1 : classes.length;
  const isIn = (row: number, label: string): boolean => label === classes[rows === 1 ? 1 : row];
  return {
    name,
    features: Array.from({ length: columns - 1 }, (_, i) => heading[i] ?? `x${i + 1}`),
    classes,
    X: Matrix.generate(columns - 1, examples.length, (i, k) => examples[k]!.features[i]!),
    Y: Matrix.generate(rows, examples.length, (i, k) => Number(isIn(i, examples[k]!.label))),
  };
}

/** The cells of a line, without the spaces and the quotes around them. */
function cellsOf(line: string, separator: string): string[] {
  const field = new RegExp(`(?:"(?:[^"]|"")*"|[^${separator}])+|(?<=^|${separator})(?=${separator}|$)`, "g");
  return (line.match(field) ?? []).map((cell) => {
    const [, quoted] = /^\s*"(.*)"\s*$/.exec(cell) ?? [];
    return (quoted?.replaceAll('""', '"') ?? cell).trim();
  });
}

/** The finite number that a cell holds; undefined if it holds none. */
function numberIn(cell: string): number | undefined {
  const value = Number(cell);
  return cell !== "" && Number.isFinite(value) ? value : undefined;
}

/**
 * Gives every feature mean 0 and standard deviation 1 over the examples. A feature that never changes, but for rounding,
 * becomes 0.
 *
 * @param data - labelled examples, at least one
 * @returns the same labels, with scaled inputs
 * @example
 * standardized({ X: Matrix.rowVector([1, 3]), Y: Matrix.rowVector([0, 1]) }).X.toArray(); // [[-1, 1]]
 */
export function standardized<T extends ExamplesLike>(data: T): Omit<T, "X" | "Y"> & Examples {
  const { X, ...others } = examplesOf(data);
  const rows = X.toArray().map((row) => {
    if (isConstant(row)) return row.map(() => 0);
    const center = row.reduce((sum, x) => sum + x, 0) / row.length;
    const spread = standardDeviation(row);
    return row.map((x) => (x - center) / spread);
  });
  return { ...others, X: Matrix.from(rows) } as Omit<T, "X" | "Y"> & Examples;
}

/** Whether what is between the numbers may be no more than rounding. */
function isConstant(row: readonly number[]): boolean {
  const [low, high] = extent(row);
  return high - low <= 4 * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
}
