/** Makes complaints of what TypeScript says. */
import ts from "typescript";
import type { Complaint } from "./compile-error";

/** "Did you forget to use 'await'?" and the like, which TypeScript keeps beside its message. */
const FORGOTTEN = new Set([2773, 2774, 6212]);

/**
 * Puts messages about the same place together, and drops repeated ones.
 *
 * @param cell - what is not about its text is about a file
 * @param folder - the notebook's, from which files are named
 */
export function complaintsOf(
  diagnostics: readonly ts.Diagnostic[],
  cell: ts.SourceFile,
  folder = "",
): Complaint[] {
  const groups = new Map<string, Complaint & { messages: string[] }>();
  for (const {
    file = cell,
    start = 0,
    length = 0,
    code,
    messageText,
    relatedInformation = [],
  } of diagnostics) {
    const key = `${file.fileName}:${start}:${length}`;
    const hints = relatedInformation
      .filter((hint) => FORGOTTEN.has(hint.code))
      .map((hint) => hint.messageText);
    const messages = [messageText, ...hints].map(textOf);
    const group = groups.get(key);
    if (group) group.messages.push(...messages.filter((message) => !group.messages.includes(message)));
    else {
      const { line, character } = file.getLineAndCharacterOfPosition(start);
      const place = { line: line + 1, column: character + 1, length };
      groups.set(key, {
        file: file === cell ? undefined : file.fileName.replace(`${folder}/`, ""),
        ...place,
        code,
        messages,
      });
    }
  }
  return [...groups.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

function textOf(message: string | ts.DiagnosticMessageChain): string {
  return withoutModules(ts.flattenDiagnosticMessageText(message, "\n"));
}

/** Names types as the reader does, whichever module they are from. */
function withoutModules(message: string): string {
  return message
    .replace(/import\("[^"]*\/lib\/dist\/index"\)/g, 'import("../lib")')
    .replace(/(?:typeof )?import\("[^"]*\/(?:__\w+|lib\/dist\/[^"]*)"\)\./g, "");
}
