/**
 * Repair: what a cell declared before it failed or was interrupted stays.
 *
 * tslab forgets every declaration of a cell that does not reach its end.
 * On stock tslab: after `const a = 1; throw new Error("oops")`, `a` is an unknown name in the next cell, and so is the
 * history of a training loop that was interrupted.
 */
import { insert, type Edit } from "./edits";
import { hasModifier } from "./names";
import { ts, type TypeScript } from "./tslab";

/** Which declarations of a file to keep: those of wanted names, and those that only concern types. */
interface Selection {
  readonly isWanted: (name: string) => boolean;
  readonly types: boolean;
}

/**
 * The declarations after a cell that did not reach its end.
 *
 * @param previous - the declarations before the cell
 * @param next - those after the cell, had it reached its end
 * @param unreached - names in the cell that have not got a value
 */
export function keepReachedDeclarations(
  previous: string,
  next: string,
  unreached: ReadonlySet<string>,
): string {
  const reached = select(next, { isWanted: (name) => !unreached.has(name), types: true });
  const replaced = select(previous, { isWanted: (name) => unreached.has(name), types: false });
  return [...reached, ...replaced].join("\n") + "\n";
}

function select(declarations: string, selection: Selection): string[] {
  const file = ts.createSourceFile("declarations.d.ts", declarations, ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement) => selectFrom(statement, selection, file));
}

function selectFrom(
  statement: TypeScript.Statement,
  { isWanted, types }: Selection,
  file: TypeScript.SourceFile,
) {
  if (ts.isVariableStatement(statement)) return variables(statement, isWanted, file);
  if (ts.isImportDeclaration(statement)) return imports(statement, isWanted, file);
  const isValue =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  if (isValue && statement.name) return isWanted(statement.name.text) ? [statement.getText(file)] : [];
  return types ? [statement.getText(file)] : [];
}

function variables(
  { declarationList }: TypeScript.VariableStatement,
  isWanted: Selection["isWanted"],
  file: TypeScript.SourceFile,
): string[] {
  const kind = declarationList.flags & ts.NodeFlags.Const ? "const" : "let";
  return declarationList.declarations
    .filter(({ name }) => ts.isIdentifier(name) && isWanted(name.text))
    .map((declaration) => `declare ${kind} ${declaration.getText(file)};`);
}

function imports(
  { importClause, moduleSpecifier }: TypeScript.ImportDeclaration,
  isWanted: Selection["isWanted"],
  file: TypeScript.SourceFile,
): string[] {
  const from = `from ${moduleSpecifier.getText(file)};`;
  const bindings = importClause?.namedBindings;
  const statements = [];
  if (importClause?.name && isWanted(importClause.name.text))
    statements.push(`import ${importClause.name.text} ${from}`);
  if (bindings && ts.isNamespaceImport(bindings)) {
    if (isWanted(bindings.name.text)) statements.push(`import * as ${bindings.name.text} ${from}`);
  } else if (bindings) {
    const kept = bindings.elements.filter(({ name }) => isWanted(name.text));
    if (kept.length > 0)
      statements.push(`import { ${kept.map((element) => element.getText(file)).join(", ")} } ${from}`);
  }
  return statements;
}

/** Edits that give what is declared at some places the type `any`, where no other type is written. */
export function anyInstead(file: TypeScript.SourceFile, places: readonly number[]): Edit[] {
  const touched = file.statements.filter((statement) =>
    places.some((place) => statement.getFullStart() <= place && place < statement.getEnd()),
  );
  return touched.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations
        .filter(({ type }) => !type)
        .map(({ name }) => insert(name.getEnd(), ": any"));
    if (!ts.isFunctionDeclaration(statement) || statement.type || !statement.body) return [];
    return [insert(statement.body.getStart(file), ": any ")];
  });
}

/** Edits without the word `export`: every name of a cell is exported anyway. */
export function leaveOutExport(statement: TypeScript.Statement, file: TypeScript.SourceFile): Edit[] {
  if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier)
    return [{ start: statement.getStart(file), end: statement.getEnd(), text: "" }];
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return [];
  const isSpecial = ({ kind }: TypeScript.Node): boolean =>
    kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword;
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers
    .filter(isSpecial)
    .map((modifier) => ({ start: modifier.getStart(file), end: modifier.getEnd(), text: "" }));
}
