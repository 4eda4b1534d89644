/**
 * Repair: a slip of the pen is reported as such, once.
 *
 * tslab appends a list of the cell's names to it before TypeScript checks it. If a bracket or an operand is missing at the
 * end, that list is taken for a part of the cell.
 * On stock tslab: `const a = 1; const b = a.` complains, besides the missing name, that `a` and `b` were redeclared.
 *
 * So a cell is parsed on its own first, and goes no further if that fails.
 */
import { CompileError, groupDiagnostics } from "../errors/type-error";
import { ts, type Diagnostic, type TypeScript } from "../tslab";

/** Makes a module of a cell, in which `await` is allowed at the top level. */
const PREFIX = "export {};";

/** The syntax tree of a cell, and how far its offsets are ahead of the cell's. */
export interface CellSyntax {
  readonly file: TypeScript.SourceFile;
  readonly ahead: number;
}

/** Parses a cell. Throws a CompileError if it does not follow TypeScript's grammar. */
export function parseCell(source: string): CellSyntax {
  const file = ts.createSourceFile(
    "cell.ts",
    PREFIX + source,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TS,
  );
  const { parseDiagnostics } = file as unknown as {
    parseDiagnostics: readonly TypeScript.DiagnosticWithLocation[];
  };
  const complaints = groupDiagnostics(parseDiagnostics.map((diagnostic) => inCell(diagnostic, source)));
  if (complaints.length > 0) throw new CompileError(source, complaints);
  return { file, ahead: PREFIX.length };
}

function inCell(
  { start, length, messageText, category, code }: TypeScript.DiagnosticWithLocation,
  source: string,
) {
  const lines = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const place = (offset: number): Diagnostic["start"] => {
    const inside = Math.max(0, offset - PREFIX.length);
    return { offset: inside, ...ts.getLineAndCharacterOfPosition(lines, inside) };
  };
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  return { start: place(start), end: place(start + length), messageText: message, category, code };
}
