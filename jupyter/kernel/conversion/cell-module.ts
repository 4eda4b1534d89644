/**
 * The first half of what turns a cell into a script: edits of the ES module that tslab makes of a cell, before
 * TypeScript makes CommonJS of it. No edit moves a line, so that errors can be traced to the cell's lines.
 */
import { ts, type TypeScript } from "../tslab";
import { guardAwaits, waitsAtTopLevel } from "./await-guards";
import { EditedText, insert, type Edit } from "./edits";

/** Marks the constant in which tslab keeps the value of a cell's last expression. */
const LAST_EXPRESSION = /^tsLastExpr\d*$/;

export interface CellModule {
  readonly edited: EditedText;
  /** The names it declares. */
  readonly names: readonly string[];
  /** Whether it waits at its top level: with `await`, or with `for await`, which tslab does not notice. */
  readonly waits: boolean;
  /** Whether it may load other modules. */
  readonly imports: boolean;
}

/** Edits a cell's module. */
export function editCellModule(source: string): CellModule {
  const file = ts.createSourceFile("cell.js", source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const lets = file.statements.filter(isLet);
  const exportLists = file.statements.filter(isExportList);
  const names = exportLists.flatMap(({ exportClause }) => exportClause.elements.map(({ name }) => name.text));
  const shared = new Set(lets.flatMap((statement) => declaredNames(statement)));
  const edited = new EditedText(source, [
    ...lets.flatMap((statement) => shareVariables(statement, file)),
    ...exportLists.map((list) => withoutNames(list, shared, file)),
    ...file.statements.flatMap((statement) => keepResult(statement, file)),
    ...guardAwaits(file),
  ]);
  return { edited, names, waits: waitsAtTopLevel(file), imports: /\b(import|require)\b/.test(source) };
}

type ExportList = TypeScript.ExportDeclaration & { readonly exportClause: TypeScript.NamedExports };

function isExportList(statement: TypeScript.Statement): statement is ExportList {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier) return false;
  return statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause);
}

function isLet(statement: TypeScript.Statement): statement is TypeScript.VariableStatement {
  if (!ts.isVariableStatement(statement) || statement.modifiers) return false;
  return (statement.declarationList.flags & ts.NodeFlags.Let) !== 0;
}

/**
 * `let s = 0` becomes `export let s = 0`, whereupon TypeScript writes every use of `s` in the cell as `exports.s`, just
 * as tslab does in later cells: all of them then share one variable, however late they run.
 */
function shareVariables(statement: TypeScript.VariableStatement, file: TypeScript.SourceFile): Edit[] {
  const withoutValue = statement.declarationList.declarations.filter(({ initializer }) => !initializer);
  return [
    insert(statement.getStart(file), "export "),
    // TypeScript leaves out an exported variable without a value, but running the cell again has to reset it.
    ...withoutValue.map((declaration) => insert(declaration.getEnd(), " = undefined")),
  ];
}

function declaredNames(statement: TypeScript.VariableStatement): string[] {
  const namesIn = (name: TypeScript.BindingName): string[] => {
    if (ts.isIdentifier(name)) return [name.text];
    return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
  };
  return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
}

function withoutNames(list: ExportList, names: ReadonlySet<string>, file: TypeScript.SourceFile): Edit {
  const kept = list.exportClause.elements.filter(({ name }) => !names.has(name.text));
  const text = `export { ${kept.map((element) => element.getText(file)).join(", ")} };`;
  return { start: list.getStart(file), end: list.getEnd(), text };
}

/** `export const tsLastExpr = …` becomes `__tslab__.result = …`, where the kernel looks for it. */
function keepResult(statement: TypeScript.Statement, file: TypeScript.SourceFile): Edit[] {
  if (!ts.isVariableStatement(statement) || !statement.modifiers) return [];
  const [declaration] = statement.declarationList.declarations;
  if (!declaration?.initializer || !ts.isIdentifier(declaration.name)) return [];
  if (!LAST_EXPRESSION.test(declaration.name.text)) return [];
  const start = statement.getStart(file);
  return [{ start, end: declaration.initializer.getStart(file), text: "__tslab__.result = " }];
}
