import { Matrix } from "../math/matrix";

/** What an answer may be, by the kind that an exercise asks for. */
export interface Answers {
  number: number;
  text: string;
  boolean: boolean;
  list: number[];
  matrix: Matrix;
  object: object;
  function: (...values: never[]) => unknown;
}

/** The kind of answer that an exercise asks for. */
export type AnswerKind = keyof Answers;

/** An answer that is not of the kind that was asked for; its message tells the learner so. */
export class WrongKind extends Error {}

const WORDS: Readonly<Record<AnswerKind, string>> = {
  number: "a number",
  text: "a text in quotes",
  boolean: "true or false",
  list: "a list of numbers such as [1, 2]",
  matrix: "a matrix, or rows of numbers such as [[1, 2], [3, 4]]",
  object: "an object such as { name: value }",
  function: "a function",
};

/** Turns an answer into a value of its kind; undefined if it is of another one. */
const READ: Readonly<{ [K in AnswerKind]: (answer: unknown) => Answers[K] | undefined }> = {
  number: (answer) => (isNumber(answer) ? answer : undefined),
  text: (answer) => (typeof answer === "string" ? answer : undefined),
  boolean: (answer) => (typeof answer === "boolean" ? answer : undefined),
  list: readList,
  matrix: readMatrix,
  object: (answer) => (isPlain(answer) ? answer : undefined),
  function: (answer) => (typeof answer === "function" ? (answer as Answers["function"]) : undefined),
};

/**
 * An answer as a value of the kind that was asked for.
 *
 * @param subject - whose value it is, for example "Your answer should be"
 * @param found - how to go on, for example "it is"
 * @throws WrongKind if it is of another kind, or is or holds a number that is not finite
 */
export function readAnswer<K extends AnswerKind>(
  answer: unknown,
  kind: K,
  subject = "Your answer should be",
  found = "it is",
): Answers[K] {
  const value = READ[kind](answer);
  if (value !== undefined) return value;
  throw new WrongKind(`${subject} ${WORDS[kind]}; ${found} ${inWords(answer)}.`);
}

/** A function that says so when it is about to hand on a result of another kind. */
export function returning(kind: AnswerKind, answer: Answers["function"]): Answers["function"] {
  return (...values) => readAnswer(answer(...values), kind, "Your function should return", "it returned");
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** A library that was loaded anew has a class of its own: a matrix is known by what it holds. */
function isMatrix(value: unknown): value is Matrix {
  return value instanceof Matrix || (isPlain(value) && "rows" in value && "cols" in value && "data" in value);
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !isList(value) && !isPromise(value);
}

function isPromise(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value;
}

function readList(answer: unknown): number[] | undefined {
  const entries = isList(answer) ? Array.from(answer) : undefined;
  return entries?.every(isNumber) ? entries : undefined;
}

function readMatrix(answer: unknown): Matrix | undefined {
  if (isMatrix(answer)) return answer.data.every(isNumber) ? answer : undefined;
  if (!isList(answer)) return undefined;
  const rows = Array.from(answer);
  const width = isList(rows[0]) ? rows[0].length : 0;
  const fits = rows.every((row) => isList(row) && row.length === width && Array.from(row).every(isNumber));
  return width > 0 && fits ? Matrix.from(rows.map((row) => Array.from(row as number[]))) : undefined;
}

/** What somebody has answered, so that they see what is not right about it. */
function inWords(value: unknown): string {
  if (typeof value === "string") return `the text “${value}”`;
  if (typeof value === "bigint") return `the bigint ${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value !== "object" || value === null) return String(value);
  if (isPromise(value)) return "a promise: await it";
  if (isMatrix(value)) return `a matrix of ${value.rows}×${value.cols}${flawOf(Array.from(value.data))}`;
  return isList(value)
    ? listInWords(Array.from(value))
    : `an object of ${Object.keys(value).join(", ") || "nothing"}`;
}

function listInWords(items: readonly unknown[]): string {
  const rows = items.filter(isList);
  if (rows.length === 0 || rows.length < items.length) return `a list of ${items.length}${flawOf(items)}`;
  const lengths = [...new Set(rows.map(({ length }) => length))];
  const entries = rows.flatMap((row) => Array.from(row));
  return lengths.length > 1
    ? `a list of rows of different lengths: ${rows.map(({ length }) => length).join(", ")}`
    : `a list of ${rows.length === 1 ? "1 row" : `${rows.length} rows`} of ${lengths.join()}${flawOf(entries)}`;
}

/** The first entry that is not a number, if there is one. */
function flawOf(entries: readonly unknown[]): string {
  const place = entries.findIndex((entry) => !isNumber(entry));
  if (place === -1) return "";
  const entry = entries[place];
  return isList(entry) ? ", one of which is a list itself" : `, one of which is ${inWords(entry)}`;
}
