/**
 * Repair: an error is a Jupyter error, and its traceback names the lines that the reader wrote.
 *
 * tslab prints errors on stderr: no red traceback, nothing that `allow_errors` of nbclient could store, and lines of
 * generated JavaScript among frames of tslab and Node.
 * On stock tslab: `throw new Error("oops")` shows `at evalmachine.<anonymous>:2:7` and frames of `tslab/dist/executor.js`.
 */
import { CompileError } from "../compile/compile-error";
import { attempt } from "../common/attempt";
import { shortened } from "../common/shortened";
import { paint } from "./colours";
import { describeComplaints } from "./complaints";
import { describeFrames } from "./frames";
import { framesOf } from "./stack";
import { withoutInnerNames } from "./stack-text";

/** The content of a Jupyter `error` message. */
export interface ErrorDescription {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** Of the errors behind an error, and behind those, no more are described. */
const MAXIMUM_ERRORS = 10;

/** Of the text of a message, this many characters are shown. */
const LONGEST_MESSAGE = 20_000;

/** Stands for what cannot be read of an error, because reading it throws. */
const UNREADABLE = "(what was thrown cannot be described: reading it throws an error itself)";

/** How values are shown as text. */
type Inspect = (value: unknown) => string;

/** Describes whatever a cell threw. */
export function describeError(thrown: unknown, inspect: Inspect): ErrorDescription {
  const { ename, evalue } = nameError(thrown, inspect);
  const plain = [`${paint.error(ename)}: ${evalue}`];
  return {
    ename,
    evalue,
    traceback: attempt(() => traceback(thrown, inspect, { left: MAXIMUM_ERRORS }), plain),
  };
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
  if (!isErrorLike(thrown))
    return { ename: "Uncaught", evalue: attempt(() => short(inspect(thrown)), UNREADABLE) };
  return {
    ename: attempt(() => ("name" in thrown ? short(String(thrown.name)) : ""), "") || "Error",
    evalue: attempt(() => short(withoutInnerNames(String(thrown.message))), UNREADABLE),
  };
}

const short = (text: string): string => shortened(text, LONGEST_MESSAGE);

function traceback(thrown: unknown, inspect: Inspect, budget: { left: number }): string[] {
  const { ename, evalue } = nameError(thrown, inspect);
  if (thrown instanceof CompileError) return [paint.error(ename), ...describeComplaints(thrown)];
  const lines = [`${paint.error(ename)}: ${evalue}`];
  if (!isErrorLike(thrown))
    return [...lines, "", "(not an Error, so there is no traceback: throw new Error(…) has one)"];
  lines.push(...attempt(() => describeFrames(framesOf(thrown)), []));
  const { listed, total } = attempt(() => reasons(thrown), { listed: [], total: 0 });
  for (const [i, [title, reason]] of listed.entries()) {
    if (budget.left-- <= 0) return [...lines, "", `… and ${(total - i).toLocaleString("en")} more`];
    lines.push("", title, ...traceback(reason, inspect, budget));
  }
  return lines;
}

/** The errors behind an error: the first of them, and how many there are. */
function reasons(error: ErrorLike): {
  readonly listed: [title: string, reason: unknown][];
  readonly total: number;
} {
  const { cause } = error;
  const behind: [string, unknown][] = cause === undefined ? [] : [["Caused by:", cause]];
  const several = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const title = (i: number): string => `Error ${i + 1} of ${several.length.toLocaleString("en")}:`;
  const first = several
    .slice(0, MAXIMUM_ERRORS + 1)
    .map((reason, i): [string, unknown] => [title(i), reason]);
  return { listed: [...behind, ...first], total: behind.length + several.length };
}
