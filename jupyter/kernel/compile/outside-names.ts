/** Which names of a cell stand for something outside of its text: of an earlier cell, if one declares it, or of the machine. */
import ts from "typescript";

/**
 * @param file - the cell as a module, after TypeScript has found no mistake in it
 * @param start - where the reader's text begins
 */
export function outsideNames(file: ts.SourceFile, start: number, checker: ts.TypeChecker): string[] {
  const names = new Set<string>();
  const isInside = (declaration: ts.Declaration): boolean =>
    declaration.getSourceFile() === file && declaration.getStart(file) >= start;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      if (!symbol?.declarations?.some(isInside)) names.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of file.statements)
    if (statement.getStart(file) >= start && !ts.isImportDeclaration(statement)) visit(statement);
  return [...names];
}

/** Whether a name stands for something, and not for a property, a label, or what it declares. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if ("name" in parent && parent.name === node) return false;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
  return !(ts.isQualifiedName(parent) && parent.right === node);
}
