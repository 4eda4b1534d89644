/**
 * Repair: a cell that TypeScript rejects fails with an error that shows where and why.
 *
 * tslab prints one line per message on stderr, and no Jupyter error.
 * On stock tslab: `const n: number = "one"` prints `1:7 - Type 'string' is not assignable to type 'number'.`
 */
import { advise } from "./advice";
import type { Offers } from "./habit-table";
import type { Diagnostic } from "./tslab";

/** TypeScript numbers its messages about syntax below this. */
const FIRST_SEMANTIC_CODE = 2000;

/** TypeScript's number for "Cannot find module", and what it says of a library's sources where its built files are missing. */
export const UNKNOWN_MODULE = 2307;
export const UNBUILT_MODULE = 6059;

/** A message about one place in the cell, with the further explanations that TypeScript gives for it. */
export interface Complaint {
  readonly file: string | undefined;
  /** Line and column, from 1. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** TypeScript's number of the message, if it is TypeScript's. */
  readonly code: number | undefined;
  readonly messages: readonly string[];
}

const NOTHING: Offers = { offers: () => false, example: () => undefined };

/** Thrown instead of running a cell that does not compile. */
export class CompileError extends Error {
  readonly complaints: readonly Complaint[];
  readonly source: string;

  /** @param library - tells what can be imported from it */
  constructor(source: string, complaints: readonly Complaint[], library: Offers = NOTHING) {
    const advised = advise(source, complaints, library);
    super(advised[0]?.messages[0] ?? "The cell does not compile");
    const isSyntax = complaints.some(({ code = 0 }) => code < FIRST_SEMANTIC_CODE);
    this.name = isSyntax ? "SyntaxError" : "TypeScriptError";
    this.source = source;
    this.complaints = advised;
  }
}

/** Puts messages about the same place together, and drops repeated ones. */
export function groupDiagnostics(diagnostics: readonly Diagnostic[]): Complaint[] {
  const groups = new Map<string, Complaint & { messages: string[] }>();
  for (const { fileName, start, end, code, messageText } of diagnostics) {
    const key = `${fileName ?? ""}:${start.offset}:${end.offset}`;
    const group = groups.get(key);
    if (!group) {
      const place = { line: start.line + 1, column: start.character + 1, length: end.offset - start.offset };
      groups.set(key, { file: fileName, ...place, code, messages: [messageText] });
    } else if (!group.messages.includes(messageText)) group.messages.push(messageText);
  }
  return [...groups.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
