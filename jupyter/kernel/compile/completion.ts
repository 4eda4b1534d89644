/**
 * Repair: completions say what they are.
 *
 * On stock tslab: JupyterLab's list shows names only, without "function", "class" or "const" beside them.
 */
import type { Content } from "../common/messages";
import type { Converter } from "./tslab";
import { toCodePoints, toUtf16 } from "./code-points";

/** What JupyterLab shows beside a completion. */
interface TypedMatch {
  readonly text: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

type Completions = ReturnType<Converter["complete"]>;

/** The content of a `complete_reply` for a cursor position in code points; `ask` wants an offset in UTF-16 units. */
export function complete(
  ask: (source: string, offset: number) => Completions,
  code: string,
  cursor: number,
): Content {
  const { start, end, candidates, original } = ask(code, toUtf16(code, cursor));
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
