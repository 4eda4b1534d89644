/**
 * Repair: an error is a Jupyter error, and its traceback names the lines that the reader wrote.
 *
 * tslab prints errors on stderr: no red traceback, nothing that `allow_errors` of nbclient could store, and lines of
 * generated JavaScript among frames of tslab and Node.
 * On stock tslab: `throw new Error("oops")` shows `at evalmachine.<anonymous>:2:7` and frames of `tslab/dist/executor.js`.
 */
import { CompileError } from "../compile/compile-error";
import { attempt } from "../common/attempt";
import { paint } from "./colours";
import { describeComplaints } from "./complaints";
import { describeFrames } from "./frames";
import { framesOf } from "./stack";

/** The content of a Jupyter `error` message. */
export interface ErrorDescription {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** Causes of causes are followed no further than this. */
const MAXIMUM_DEPTH = 5;

/** Stands for what cannot be read of an error, because reading it throws. */
const UNREADABLE = "(what was thrown cannot be described: reading it throws an error itself)";

/** How values are shown as text. */
type Inspect = (value: unknown) => string;

/** Describes whatever a cell threw. */
export function describeError(thrown: unknown, inspect: Inspect): ErrorDescription {
  const { ename, evalue } = nameError(thrown, inspect);
  const plain = [`${paint.error(ename)}: ${evalue}`];
  return { ename, evalue, traceback: attempt(() => traceback(thrown, inspect, 0), plain) };
}

/** Describes an error whose description was interrupted. */
export const unreadableError: ErrorDescription = {
  ename: "Error",
  evalue: UNREADABLE,
  traceback: [UNREADABLE],
};

/** An Error as far as one can rely on it: a cell may have put anything in its place. */
interface ErrorLike {
  readonly name: unknown;
  readonly message: unknown;
  readonly stack: unknown;
  readonly cause?: unknown;
}

/** Errors of another realm are not instances of this one's Error. */
function isErrorLike(thrown: unknown): thrown is ErrorLike {
  return attempt(
    () => typeof thrown === "object" && thrown !== null && "message" in thrown && "stack" in thrown,
    false,
  );
}

function nameError(thrown: unknown, inspect: Inspect): { ename: string; evalue: string } {
  if (!isErrorLike(thrown)) return { ename: "Uncaught", evalue: attempt(() => inspect(thrown), UNREADABLE) };
  return {
    ename: attempt(() => ("name" in thrown ? String(thrown.name) : ""), "") || "Error",
    evalue: attempt(() => String(thrown.message), UNREADABLE),
  };
}

function traceback(thrown: unknown, inspect: Inspect, depth: number): string[] {
  const { ename, evalue } = nameError(thrown, inspect);
  if (thrown instanceof CompileError) return [paint.error(ename), ...describeComplaints(thrown)];
  const lines = [`${paint.error(ename)}: ${evalue}`];
  if (!isErrorLike(thrown))
    return [...lines, "", "(not an Error, so there is no traceback: throw new Error(…) has one)"];
  lines.push(...attempt(() => describeFrames(framesOf(thrown)), []));
  if (depth === MAXIMUM_DEPTH) return lines;
  for (const [title, reason] of attempt(() => reasons(thrown), []))
    lines.push("", title, ...traceback(reason, inspect, depth + 1));
  return lines;
}

function reasons(error: ErrorLike): [title: string, reason: unknown][] {
  const several = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const all: [string, unknown][] = several.map((reason, i) => [
    `Error ${i + 1} of ${several.length}:`,
    reason,
  ]);
  if (error.cause !== undefined) all.push(["Caused by:", error.cause]);
  return all;
}
