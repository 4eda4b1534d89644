/**
 * Repair: an error is a Jupyter error, and its traceback names the lines that the reader wrote.
 *
 * tslab prints errors on stderr: no red traceback, nothing that `allow_errors` of nbclient could store, and lines of
 * generated JavaScript among frames of tslab and Node.
 * On stock tslab: `throw new Error("oops")` shows `at evalmachine.<anonymous>:2:7` and frames of `tslab/dist/executor.js`.
 */
import { inspect } from "node:util";
import type { CellScripts } from "./cell-scripts";
import { paint } from "./colours";
import { describeFrames } from "./frames";
import { describeComplaints } from "./complaints";
import { CompileError } from "./type-error";

/** The content of a Jupyter `error` message. */
export interface ErrorDescription {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** Causes of causes are followed no further than this. */
const MAXIMUM_DEPTH = 5;

/** Describes whatever a cell threw. */
export function describeError(thrown: unknown, scripts: CellScripts): ErrorDescription {
  const { ename, evalue } = nameError(thrown);
  return { ename, evalue, traceback: traceback(thrown, scripts, 0) };
}

function nameError(thrown: unknown): { ename: string; evalue: string } {
  if (thrown instanceof Error || isErrorLike(thrown)) {
    return { ename: thrown.name, evalue: thrown.message };
  }
  return { ename: "Uncaught", evalue: inspect(thrown) };
}

/** Errors of another realm are no instances of this one's Error. */
function isErrorLike(thrown: unknown): thrown is Error {
  return typeof thrown === "object" && thrown !== null && "message" in thrown && "stack" in thrown;
}

function traceback(thrown: unknown, scripts: CellScripts, depth: number): string[] {
  const { ename, evalue } = nameError(thrown);
  if (thrown instanceof CompileError) return [paint.error(ename), ...describeComplaints(thrown)];
  const lines = [`${paint.error(ename)}: ${evalue}`];
  if (!isErrorLike(thrown))
    return [...lines, "", "(not an Error, so there is no traceback: throw new Error(…) has one)"];
  lines.push(...describeFrames(String(thrown.stack), scripts));
  if (depth === MAXIMUM_DEPTH) return lines;
  for (const [title, reason] of reasons(thrown))
    lines.push("", title, ...traceback(reason, scripts, depth + 1));
  return lines;
}

function reasons(error: Error): [title: string, reason: unknown][] {
  const several = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const all: [string, unknown][] = several.map((reason, i) => [
    `Error ${i + 1} of ${several.length}:`,
    reason,
  ]);
  if (error.cause !== undefined) all.push(["Caused by:", error.cause]);
  return all;
}
