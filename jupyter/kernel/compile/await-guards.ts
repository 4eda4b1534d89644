/**
 * Repair: an interrupt stops asynchronous loops.
 *
 * tslab only stops waiting for the cell; a loop in it goes on in the background, printing and drawing into later cells.
 * On stock tslab: interrupt `for (let i = 0; ; i++) { console.log(i); await sleep(100); }`; it keeps counting.
 *
 * So every `await` in a cell checks, when it resumes, whether the cell was interrupted while it waited: it then throws, and
 * what surrounds it ends. What a stopped cell waits for later never comes (see session/interrupt.ts).
 */
import ts from "typescript";
import { insert, type Edit } from "./edits";

/** The edits that guard every `await` and `for await` of a module. */
export function guardAwaits(file: ts.SourceFile): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node)) {
      edits.push(insert(node.getStart(file), "__tslab__.resume(__tslab__.token(), "));
      edits.push(insert(node.expression.getStart(file), "__tslab__.alive("));
      ts.forEachChild(node, visit);
      edits.push(insert(node.getEnd(), "))"));
    } else if (ts.isForOfStatement(node) && node.awaitModifier) {
      edits.push(insert(node.expression.getStart(file), "__tslab__.iterate("));
      visit(node.expression);
      edits.push(insert(node.expression.getEnd(), ")"));
      visit(node.initializer);
      visit(node.statement);
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

/** Whether a module waits outside its functions, so that it has to run as an asynchronous function itself. */
export function waitsAtTopLevel(file: ts.SourceFile): boolean {
  const waits = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node)) return false;
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
    return ts.forEachChild(node, waits) ?? false;
  };
  return waits(file);
}
