/**
 * Repair: a `var` in a block or a loop belongs to the cell.
 *
 * On stock tslab: after `if (true) { var a = 1 }`, `a` is an unknown name in the next cell.
 *
 * TypeScript does not export such variables from a module as they are. So the script declares them at its top and has assignments
 * in the blocks.
 */
import { insert, type Edit } from "./edits";
import { boundNames } from "./names";
import ts from "typescript";

/** The names of these variables. */
export function innerVars(file: ts.SourceFile): string[] {
  return [
    ...new Set(
      innerLists(file).flatMap(({ declarations }) => declarations.flatMap(({ name }) => boundNames(name))),
    ),
  ];
}

/** Edits by which these variables are declared at the top, and given their values where they were declared. */
export function hoistInnerVars(file: ts.SourceFile): Edit[] {
  const names = innerVars(file);
  if (names.length === 0) return [];
  return [
    insert(0, `export var ${names.join(", ")}; `),
    ...innerLists(file).flatMap((list) => assignInstead(list, file)),
  ];
}

function innerLists(file: ts.SourceFile): ts.VariableDeclarationList[] {
  const lists: ts.VariableDeclarationList[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) lists.push(node);
    ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) if (!ts.isVariableStatement(statement)) visit(statement);
  return lists;
}

function assignInstead(list: ts.VariableDeclarationList, file: ts.SourceFile): Edit[] {
  const isLoop = ts.isForOfStatement(list.parent) || ts.isForInStatement(list.parent);
  const { declarations } = list;
  const kept = declarations.filter(({ initializer }) => isLoop || initializer);
  // An assignment may not begin with a brace.
  const [open, close] = isLoop || kept.length === 0 ? ["", ""] : ["(", ")"];
  const start = list.getStart(file);
  return [
    { start, end: kept[0]?.getStart(file) ?? list.getEnd(), text: kept.length === 0 ? "0" : open },
    ...kept.flatMap((declaration, i) => {
      const { name, type, exclamationToken } = declaration;
      const typeEnd = type?.getEnd() ?? exclamationToken?.getEnd() ?? name.getEnd();
      const next = kept[i + 1];
      const gap = {
        start: declaration.getEnd(),
        end: next?.getStart(file) ?? list.getEnd(),
        text: next ? ", " : close,
      };
      return [{ start: name.getEnd(), end: typeEnd, text: "" }, gap];
    }),
  ];
}
