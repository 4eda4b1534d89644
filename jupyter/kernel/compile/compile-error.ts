/**
 * Repair: a cell that TypeScript rejects fails with an error that shows where and why.
 *
 * tslab prints one line per message on stderr, and no Jupyter error.
 * On stock tslab: `const n: number = "one"` prints `1:7 - Type 'string' is not assignable to type 'number'.`
 */

/** A part of a line. */
export interface Stretch {
  /** Line and column, from 1. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** A message about one place in the cell, with the further explanations that TypeScript gives for it. */
export interface Complaint extends Stretch {
  readonly file: string | undefined;
  /** Further places of the same fault, which an error does not tell and an editor marks. */
  readonly also?: readonly Stretch[];
  /** TypeScript's number of the message, if it is TypeScript's. */
  readonly code: number | undefined;
  readonly messages: readonly string[];
}

/** TypeScript numbers its messages about syntax below this. */
const FIRST_SEMANTIC_CODE = 2000;

/** Thrown instead of running a cell that does not compile. */
export class CompileError extends Error {
  readonly complaints: readonly Complaint[];
  readonly source: string;

  constructor(source: string, complaints: readonly Complaint[]) {
    super(complaints[0]?.messages[0] ?? "The cell does not compile");
    const isSyntax = complaints.some(({ code = 0 }) => code < FIRST_SEMANTIC_CODE);
    this.name = isSyntax ? "SyntaxError" : "TypeScriptError";
    this.source = source;
    this.complaints = complaints;
  }
}
