/** Which names a cell declares. */
import ts from "typescript";
import type { Edit } from "./edits";

/** The names that a pattern binds. */
export function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** The names of values that a statement at a cell's top level declares, except `var`s further inside. */
export function declaredValues(statement: ts.Statement): string[] {
  if (isAmbient(statement)) return [];
  if (ts.isVariableStatement(statement))
    return isUsing(statement)
      ? []
      : statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  if (ts.isImportDeclaration(statement)) return importedValues(statement).map(({ name }) => name);
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

export interface ImportedValue {
  readonly name: string;
  /** What the module calls it; `*` stands for the module itself. */
  readonly exported: string;
}

/** Whether an import is of types alone. */
export function isOnlyTypes({ phaseModifier }: ts.ImportClause): boolean {
  return phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** What an import binds that may be a value. */
export function importedValues({ importClause: clause }: ts.ImportDeclaration): ImportedValue[] {
  if (!clause || isOnlyTypes(clause)) return [];
  const bindings = clause.namedBindings;
  const values: ImportedValue[] = clause.name ? [{ name: clause.name.text, exported: "default" }] : [];
  if (!bindings) return values;
  if (ts.isNamespaceImport(bindings)) return [...values, { name: bindings.name.text, exported: "*" }];
  const named = bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly);
  return [
    ...values,
    ...named.map(({ name, propertyName }) => ({ name: name.text, exported: (propertyName ?? name).text })),
  ];
}

/** Whether a statement is `using` or `await using`: what it holds is gone when its cell has run. */
export function isUsing({ declarationList: { flags } }: ts.VariableStatement): boolean {
  return (flags & ts.NodeFlags.Using) !== 0;
}

/** Whether a statement is only about types: it is there for the compiler alone. */
export function isAmbient(statement: ts.Statement): boolean {
  return hasModifier(statement, ts.SyntaxKind.DeclareKeyword);
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false)
  );
}

/** Edits that take the word `export` away and move nothing: every name of a cell is exported anyway. */
export function withoutExport(statement: ts.Statement, file: ts.SourceFile): Edit[] {
  if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) return [blank(statement, file)];
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return [];
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers
    .filter(({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword)
    .map((modifier) => blank(modifier, file));
}

function blank(node: ts.Node, file: ts.SourceFile): Edit {
  return { start: node.getStart(file), end: node.getEnd(), text: node.getText(file).replace(/[^\n]/g, " ") };
}
