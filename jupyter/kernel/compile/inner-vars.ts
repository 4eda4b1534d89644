/**
 * Repair: a `var` in a block or a loop belongs to the cell.
 *
 * On stock tslab: after `if (true) { var a = 1 }`, `a` is an unknown name in the next cell.
 *
 * TypeScript neither writes down such variables in a module's declarations nor exports them. So the checker sees a copy of each
 * at the cell's end, and the script declares them at its top and has assignments in the blocks.
 */
import { insert, type Edit } from "./edits";
import { boundNames } from "./names";
import { ts, type TypeScript } from "./tslab";

const COPY = "__inner";

/** The names of these variables. */
export function innerVars(file: TypeScript.SourceFile): string[] {
  return [
    ...new Set(
      innerLists(file).flatMap(({ declarations }) => declarations.flatMap(({ name }) => boundNames(name))),
    ),
  ];
}

/** Edits by which TypeScript writes down these variables; see `withInnerVars`. */
export function declareInnerVars(file: TypeScript.SourceFile): Edit[] {
  return innerVars(file).map((name) => insert(file.text.length, `\nlet ${name}${COPY} = ${name};`));
}

/** The declarations with these variables under their own names. */
export function withInnerVars(declarations: string): string {
  return declarations.replaceAll(new RegExp(`${COPY}\\b`, "g"), "");
}

/** Edits by which these variables are declared at the top, and given their values where they were declared. */
export function hoistInnerVars(file: TypeScript.SourceFile): Edit[] {
  const names = innerVars(file);
  if (names.length === 0) return [];
  return [
    insert(0, `export var ${names.join(", ")}; `),
    ...innerLists(file).flatMap((list) => assignInstead(list, file)),
  ];
}

function innerLists(file: TypeScript.SourceFile): TypeScript.VariableDeclarationList[] {
  const lists: TypeScript.VariableDeclarationList[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) lists.push(node);
    ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) if (!ts.isVariableStatement(statement)) visit(statement);
  return lists;
}

function assignInstead(list: TypeScript.VariableDeclarationList, file: TypeScript.SourceFile): Edit[] {
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
