/**
 * Repair: completions say what they are.
 *
 * On stock tslab: JupyterLab's list shows names only, without "function", "class" or "const" beside them.
 */
import type { JupyterContent } from "../protocol/message";
import type { Executor } from "../tslab";
import { toCodePoints, toUtf16 } from "./code-points";

/** What JupyterLab shows beside a completion. */
interface TypedMatch {
  readonly text: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The content of a `complete_reply` for a cursor position in code points. */
export function complete(executor: Executor, code: string, cursor: number): JupyterContent {
  const { start, end, candidates, original } = executor.complete(code, toUtf16(code, cursor));
  const kinds = new Map<string, string>(original?.entries.map(({ name, kind }) => [name, kind]));
  const range = { start: toCodePoints(code, start), end: toCodePoints(code, end) };
  const typed = candidates.map((text): TypedMatch => ({ text, type: kinds.get(text) ?? "", ...range }));
  return {
    status: "ok",
    matches: candidates,
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: { _jupyter_types_experimental: typed },
  };
}
