/**
 * Repair: a name from an earlier cell can be used in `({ x })` and `const { x: a } = earlier`.
 *
 * tslab writes every identifier that stems from an earlier cell as `exports.name`, but not the shorthand `{ x }`, and
 * also where the identifier is only the name of a property.
 * On stock tslab: `const x = 1` in one cell, `({ x })` in the next: "x is not defined". `const p = { x: 1 }` in one
 * cell, `const { x: a } = p` in the next: a SyntaxError.
 *
 * So before tslab sees a cell, `{ x }` becomes `{ "x": x }` and `{ x: a }` becomes `{ "x": a }`.
 */
import { ts, type TypeScript } from "../tslab";
import { insert, type Edit } from "./edits";

/** The edits that write out the property names of a cell's object literals and destructuring patterns. */
export function writeOutPropertyNames(source: string): Edit[] {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const edits: Edit[] = [];
  const visit = (node: TypeScript.Node): void => {
    edits.push(...propertyNameEdits(node, file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

function propertyNameEdits(node: TypeScript.Node, file: TypeScript.SourceFile): Edit[] {
  if (ts.isShorthandPropertyAssignment(node)) return [insert(node.getStart(file), `"${node.name.text}": `)];
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) return quote(node.name, file);
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return [];
  if (node.propertyName) return ts.isIdentifier(node.propertyName) ? quote(node.propertyName, file) : [];
  if (node.dotDotDotToken || !ts.isIdentifier(node.name)) return [];
  return [insert(node.getStart(file), `"${node.name.text}": `)];
}

function quote(name: TypeScript.Identifier, file: TypeScript.SourceFile): Edit[] {
  return [insert(name.getStart(file), '"'), insert(name.getEnd(), '"')];
}
