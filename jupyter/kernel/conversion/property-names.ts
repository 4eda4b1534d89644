/**
 * Repair: a name from an earlier cell can be used in `({ x })` and `const { x: a } = earlier`.
 *
 * tslab writes every identifier that stems from an earlier cell as `exports.name`, but not the shorthand `{ x }`, and
 * also where the identifier is only the name of a property.
 * On stock tslab: `const x = 1` in one cell, `({ x })` in the next: "x is not defined". `const p = { x: 1 }` in one
 * cell, `const { x: a } = p` in the next: a SyntaxError.
 *
 * So before tslab sees a cell, `{ x }` becomes `{ "x": x }` and the pattern `{ x: a }` becomes `{ "x": a }`.
 */
import { ts, type TypeScript } from "../tslab";
import type { CellSyntax } from "./cell-syntax";
import { insert, type Edit } from "./edits";

/** The edits that write out the property names of a cell's object literals and destructuring patterns. */
export function writeOutPropertyNames({ file, ahead }: CellSyntax): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: TypeScript.Node): void => {
    for (const { offset, text } of insertionsAt(node, file)) edits.push(insert(offset - ahead, text));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

interface Insertion {
  readonly offset: number;
  readonly text: string;
}

function insertionsAt(node: TypeScript.Node, file: TypeScript.SourceFile): Insertion[] {
  if (ts.isShorthandPropertyAssignment(node)) return writeOut(node.name, file);
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return [];
  if (node.propertyName) return quote(node.propertyName, file);
  return node.dotDotDotToken ? [] : writeOut(node.name, file);
}

function writeOut(name: TypeScript.BindingName, file: TypeScript.SourceFile): Insertion[] {
  return ts.isIdentifier(name) ? [{ offset: name.getStart(file), text: `"${name.text}": ` }] : [];
}

function quote(name: TypeScript.PropertyName, file: TypeScript.SourceFile): Insertion[] {
  if (!ts.isIdentifier(name)) return [];
  return [name.getStart(file), name.getEnd()].map((offset) => ({ offset, text: '"' }));
}
