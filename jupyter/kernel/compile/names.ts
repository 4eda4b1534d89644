/** Which names a cell declares. */
import { ts, type TypeScript } from "./tslab";

/** The names that a pattern binds. */
export function boundNames(name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** The names of values that a statement at a cell's top level declares, except `var`s further inside. */
export function declaredValues(statement: TypeScript.Statement): string[] {
  if (isAmbient(statement)) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
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

/** What an import binds that may be a value. */
export function importedValues({ importClause: clause }: TypeScript.ImportDeclaration): ImportedValue[] {
  if (!clause || clause.isTypeOnly) return [];
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

/** Whether a statement is only about types: it is there for the compiler alone. */
export function isAmbient(statement: TypeScript.Statement): boolean {
  return hasModifier(statement, ts.SyntaxKind.DeclareKeyword);
}

export function hasModifier(node: TypeScript.Node, kind: TypeScript.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false)
  );
}
