/** Traces TypeScript's messages about an edited cell to the places in the cell as it was written. */
import { ts, type Diagnostic } from "../tslab";
import type { EditedText } from "./edits";

/** The same messages with the places in the original. */
export function inOriginal(
  diagnostics: readonly Diagnostic[],
  original: string,
  edited: EditedText,
): Diagnostic[] {
  const file = ts.createSourceFile("cell.ts", original, ts.ScriptTarget.Latest);
  const place = (offset: number): Diagnostic["start"] => {
    // tslab appends a line to the cell, and what is missing at the cell's end is reported there.
    const inside = Math.min(edited.originalOffset(Math.max(offset, 0)), original.length);
    return { offset: inside, ...ts.getLineAndCharacterOfPosition(file, inside) };
  };
  return diagnostics.map((diagnostic) => {
    if (diagnostic.fileName !== undefined) return diagnostic;
    return { ...diagnostic, start: place(diagnostic.start.offset), end: place(diagnostic.end.offset) };
  });
}
