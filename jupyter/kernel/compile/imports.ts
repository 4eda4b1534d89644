/** Lets TypeScript look for a module where it is, when that is not where the cell says. */
import type { Edit } from "./edits";
import { ts, type TypeScript } from "./tslab";

/** Where a module is, if not where its name says. */
export type Elsewhere = (name: string) => string | undefined;

export function importFrom(elsewhere: Elsewhere, file: TypeScript.SourceFile): Edit[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    const { moduleSpecifier: name } = statement;
    const place = ts.isStringLiteral(name) ? elsewhere(name.text) : undefined;
    return place === undefined
      ? []
      : [{ start: name.getStart(file), end: name.end, text: JSON.stringify(place) }];
  });
}
