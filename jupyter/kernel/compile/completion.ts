/**
 * Repair: completions say what they are, and names of the library that are not imported bring their import.
 *
 * On stock tslab: JupyterLab's list shows names only, without "function", "class" or "const" beside them.
 */
import type { Content } from "../common/messages";
import { toCodePoints } from "./code-points";

/** A name that can be written at a place. */
interface Candidate {
  readonly name: string;
  readonly kind: string;
  readonly sortText: string;
  /** The statement that brings it, if it has to be imported. */
  readonly from?: string;
}

/** What TypeScript offers at a place. */
export interface Completions {
  readonly entries: readonly Candidate[];
  /** Whether any name may stand there, and not only a member or the like. */
  readonly isGlobal: boolean;
}

/** What to write so that a name of the library is known. */
export type ImportOf = (name: string) => string;

/** Behind what TypeScript offers. */
const LAST = "99";

/** A name, as far as it is written, up to an offset. */
const BEFORE = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const BEHIND = /^[\p{ID_Continue}$\u200c\u200d]*/u;

/**
 * The content of a `complete_reply`.
 *
 * @param offset - the cursor's, in UTF-16 units
 * @param library - names that can be imported
 */
export function completions(
  code: string,
  offset: number,
  found: Completions | undefined,
  library: readonly string[],
  importOf: ImportOf,
): Content {
  const word = BEFORE.exec(code.slice(0, offset))?.[0] ?? "";
  const name = word + BEHIND.exec(code.slice(offset))![0];
  const known = found?.entries ?? [];
  const isKnown = new Set(known.map((entry) => entry.name));
  const candidates = [...known];
  if (found?.isGlobal === true && word !== "")
    for (const offered of library)
      if (!isKnown.has(offered))
        candidates.push({ name: offered, kind: "import", sortText: LAST, from: importOf(offered) });
  const chosen = matching(candidates, word);
  const start = offset - word.length;
  const range = { start: toCodePoints(code, start), end: toCodePoints(code, start + name.length) };
  const imports = chosen.flatMap(({ name: text, from }) =>
    from === undefined ? [] : [[text, from] as const],
  );
  return {
    status: "ok",
    matches: chosen.map((candidate) => candidate.name),
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: {
      _jupyter_types_experimental: chosen.map((candidate) => ({
        text: candidate.name,
        type: candidate.kind,
        ...range,
      })),
      _breaking_symmetry_imports: Object.fromEntries(imports),
    },
  };
}

/** Those that begin with a word come first, then those that do so but for capitals, then those that contain it. */
function matching(candidates: readonly Candidate[], word: string): Candidate[] {
  const lower = word.toLowerCase();
  const rankOf = ({ name }: Candidate): number => {
    if (name.startsWith(word)) return 0;
    const at = name.toLowerCase().indexOf(lower);
    return at === 0 ? 1 : at > 0 ? 2 : 3;
  };
  return candidates
    .map((candidate) => ({ candidate, rank: rankOf(candidate) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank || compare(a.candidate.sortText, b.candidate.sortText))
    .map(({ candidate }) => candidate);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
