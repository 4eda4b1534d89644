/**
 * The second half of what turns a cell into a script: edits of the CommonJS that TypeScript makes of a cell's module.
 *
 * Repair: loops at a cell's top level are fast, and a variable is one variable in all cells.
 *
 * tslab keeps the names of all cells in one Proxy and writes to it whenever a top-level variable changes. Besides, a cell
 * that declares a variable keeps its own copy, which later cells cannot change.
 * On stock tslab: `let s = 0; for (let i = 0; i < 1e8; i++) s += i;` takes 33 s, in a function 0.1 s. And after
 * `let n = 1; const read = () => n` in one cell and `n = 2` in the next, `read()` is still 1.
 *
 * So each name has a box of its own, an object with that one property: a shape that V8 reads and writes fast.
 */
import { ts, type TypeScript } from "../tslab";
import { EditedText, insert, type Edit } from "./edits";

/** Rewrites `exports.name` to a box of the name. No edit moves a line. */
export function editCellScript(source: string): EditedText {
  const file = ts.createSourceFile("cell.js", source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const names = new Set<string>();
  const edits: Edit[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (isExportsAccess(node)) {
      names.add(node.name.text);
      edits.push({
        start: node.expression.getStart(file),
        end: node.expression.getEnd(),
        text: box(node.name.text),
      });
    } else ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) {
    if (isPreamble(statement))
      edits.push({ start: statement.getStart(file), end: statement.getEnd(), text: "" });
    else visit(statement);
  }
  const boxes = [...names].map((name) => `const ${box(name)} = __tslab__.box("${name}");`);
  return new EditedText(source, [insert(0, boxes.join(" ")), ...edits]);
}

function box(name: string): string {
  return `__box_${name}`;
}

function isExportsAccess(
  node: TypeScript.Node,
): node is TypeScript.PropertyAccessExpression & { name: { text: string } } {
  if (!ts.isPropertyAccessExpression(node)) return false;
  return ts.isIdentifier(node.expression) && node.expression.text === "exports";
}

/** `exports.a = exports.b = void 0;`: left out, so that a cell that fails early leaves the other names as they were. */
function isPreamble(statement: TypeScript.Statement): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  let value: TypeScript.Expression = statement.expression;
  while (ts.isBinaryExpression(value) && isExportsAccess(value.left)) value = value.right;
  return value !== statement.expression && ts.isVoidExpression(value);
}
