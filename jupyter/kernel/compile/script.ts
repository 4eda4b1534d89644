/**
 * Makes a script of a cell.
 *
 * Repair: loops at a cell's top level are fast, and a variable is one variable in all cells.
 *
 * tslab keeps the names of all cells in one Proxy and writes to it whenever a top-level variable changes. Besides, a cell
 * that declares a variable keeps its own copy, which later cells cannot change.
 * On stock tslab: `let s = 0; for (let i = 0; i < 1e8; i++) s += i;` takes 33 s, in a function 0.1 s. And after
 * `let n = 1; const read = () => n` in one cell and `n = 2` in the next, `read()` is still 1.
 *
 * So each name has a box of its own, an object with that one property: a shape that V8 reads and writes fast. The cell becomes
 * a module that exports what it declares and imports what earlier cells have. TypeScript makes CommonJS of it and knows
 * where each name is meant; every `exports.name` that it writes then becomes the name's box.
 *
 * No edit moves a line, so that a place in the script is easily found in the cell.
 */
import { guardAwaits, waitsAtTopLevel } from "./await-guards";
import { EditedText, insert, offsetOf, placeOf, type Edit } from "./edits";
import { hoistInnerVars, innerVars } from "./inner-vars";
import { declaredValues, importedValues, isAmbient } from "./names";
import { leaveOutExport } from "./declarations";
import { SourceMap } from "./source-map";
import { ts, type TypeScript } from "./tslab";

/** Stands for the earlier cells in the module that TypeScript sees. */
const EARLIER_CELLS = "earlier-cells";

/** Stands there for what the script returns: TypeScript takes no notice of names behind a `return` outside of functions. */
const RESULT = "__tslab__.result";

export interface Script {
  readonly code: string;
  /** The names of values that the cell declares. */
  readonly names: readonly string[];
  readonly waits: boolean;
  /** The names of earlier cells that it may use. */
  readonly earlier: readonly string[];
  /** The offset in the cell of an offset in the code. */
  readonly originalOffset: (offset: number) => number;
}

/**
 * @param file - the cell
 * @param earlier - the names of values that earlier cells have declared
 */
export function makeScript(file: TypeScript.SourceFile, earlier: ReadonlySet<string>): Script {
  const names = valuesOf(file);
  const waits = waitsAtTopLevel(file);
  const used = usedNames(file).filter((name) => earlier.has(name) && !names.has(name));
  const module = new EditedText(file.text, [
    insert(0, used.length === 0 ? "export {}; " : `import { ${used.join(", ")} } from "${EARLIER_CELLS}"; `),
    ...hoistInnerVars(file),
    ...file.statements.flatMap((statement) => exportStatement(statement, file)),
    ...resultOf(file),
    ...guardAwaits(file),
    ...dynamicImports(file),
  ]);
  const { outputText, sourceMapText } = ts.transpileModule(module.text, {
    fileName: "cell.ts",
    compilerOptions: OPTIONS,
  });
  const plain = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  const map = new SourceMap(sourceMapText!);
  const boxed = putInBoxes(plain, map, module.text);
  const start = `(${waits ? "async " : ""}function (exports, require, __tslab__) { `;
  return {
    code: `${start}${boxed.text}\n})`,
    names: [...names],
    waits,
    earlier: used,
    originalOffset: (offset) => {
      const place = placeOf(plain, boxed.originalOffset(offset - start.length));
      const found = map.find(place)?.original;
      return found ? module.originalOffset(offsetOf(module.text, found)) : 0;
    },
  };
}

const OPTIONS: TypeScript.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
  experimentalDecorators: true,
  noImplicitUseStrict: true,
  sourceMap: true,
  newLine: ts.NewLineKind.LineFeed,
};

function valuesOf(file: TypeScript.SourceFile): Set<string> {
  return new Set([...file.statements.flatMap(declaredValues), ...innerVars(file)]);
}

function usedNames(file: TypeScript.SourceFile): string[] {
  return [...(file as unknown as { identifiers: ReadonlyMap<string, string> }).identifiers.keys()];
}

function exportStatement(statement: TypeScript.Statement, file: TypeScript.SourceFile): Edit[] {
  if (isAmbient(statement)) return [];
  if (ts.isImportDeclaration(statement)) return [loadModule(statement, file)];
  const edits =
    declaredValues(statement).length === 0
      ? []
      : [insert(statement.getStart(file), "export "), ...leaveOutExport(statement, file)];
  if (!ts.isVariableStatement(statement)) return edits;
  // TypeScript leaves out an exported variable without a value, but running the cell again has to reset it.
  const withoutValue = statement.declarationList.declarations.filter(({ initializer }) => !initializer);
  return [...edits, ...withoutValue.map((declaration) => insert(declaration.getEnd(), " = undefined"))];
}

/** `import { a, b as c } from "m"` becomes `export const { a, b: c } = require("m")`: its names are variables like others. */
function loadModule(statement: TypeScript.ImportDeclaration, file: TypeScript.SourceFile): Edit {
  const loaded = `__tslab__.load(${statement.moduleSpecifier.getText(file)})`;
  const values = importedValues(statement);
  const named = values.filter(({ exported }) => exported !== "default" && exported !== "*");
  const bindings = [
    ...values
      .filter(({ exported }) => exported === "default")
      .map(({ name }) => `${name} = __tslab__.defaultOf(${loaded})`),
    ...values
      .filter(({ exported }) => exported === "*")
      .map(({ name }) => `${name} = __tslab__.namespaceOf(${loaded})`),
    ...(named.length > 0
      ? [`{ ${named.map(({ name, exported }) => `"${exported}": ${name}`).join(", ")} } = ${loaded}`]
      : []),
  ];
  const isOnlyTypes = statement.importClause?.isTypeOnly ?? false;
  const text = bindings.length > 0 ? `export const ${bindings.join(", ")};` : isOnlyTypes ? "" : `${loaded};`;
  // As many lines as before.
  const lines = "\n".repeat(statement.getText(file).split("\n").length - 1);
  return { start: statement.getStart(file), end: statement.getEnd(), text: text + lines };
}

/** `import(…)` is left to the kernel: TypeScript would make `require` of it, which cannot load every module. */
function dynamicImports(file: TypeScript.SourceFile): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent))
      edits.push({ start: node.getStart(file), end: node.getEnd(), text: "__tslab__.import" });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

/** The value of the last expression is what the script returns. */
function resultOf(file: TypeScript.SourceFile): Edit[] {
  const last = file.statements.at(-1);
  if (!last || !ts.isExpressionStatement(last)) return [];
  return [insert(last.getStart(file), `${RESULT} = (`), insert(last.expression.getEnd(), ")")];
}

function putInBoxes(code: string, map: SourceMap, module: string): EditedText {
  const file = ts.createSourceFile("cell.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const origin = (offset: number): number | undefined => {
    const place = map.at(placeOf(code, offset));
    return place && offsetOf(module, place);
  };
  const isWritten = (node: TypeScript.Node): boolean => {
    const offset = origin(node.getStart(file));
    return offset !== undefined && module.startsWith(node.getText(file), offset);
  };
  const boxes = new Set<string>();
  const edits: Edit[] = [];
  let earlierCells = "";
  const visit = (node: TypeScript.Node): void => {
    if (
      isAccess(node) &&
      (node.expression.text === earlierCells ||
        (node.expression.text === "exports" && !isWritten(node.expression)))
    ) {
      boxes.add(node.name.text);
      edits.push({
        start: node.expression.getStart(file),
        end: node.expression.getEnd(),
        text: box(node.name.text),
      });
    } else ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) {
    const name = requiredAs(statement, EARLIER_CELLS);
    if (name !== undefined) earlierCells = name;
    const isPreamble =
      origin(statement.getStart(file)) === undefined &&
      /^(?:Object\.defineProperty\(exports, "__esModule"|exports\.[^]* = void 0;$)/.test(
        statement.getText(file),
      );
    if (name !== undefined || isPreamble)
      edits.push({ start: statement.getStart(file), end: statement.getEnd(), text: "" });
    else visit(statement);
    const result = code.slice(statement.getStart(file)).startsWith(`${RESULT} = `)
      ? statement.getStart(file)
      : undefined;
    if (result !== undefined)
      edits.push({ start: result, end: result + `${RESULT} =`.length, text: "return" });
  }
  const declarations = [...boxes].map((name) => `const ${box(name)} = __tslab__.box("${name}");`);
  return new EditedText(code, [insert(0, declarations.join(" ")), ...edits]);
}

function box(name: string): string {
  return `__box_${name}`;
}

type Access = TypeScript.PropertyAccessExpression & {
  readonly expression: TypeScript.Identifier;
  readonly name: TypeScript.Identifier;
};

function isAccess(node: TypeScript.Node): node is Access {
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression);
}

/** The name of the constant in `const name = require("module")`. */
function requiredAs(statement: TypeScript.Statement, module: string): string | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  if (!declaration || !ts.isIdentifier(declaration.name)) return undefined;
  return declaration.initializer?.getText() === `require("${module}")` ? declaration.name.text : undefined;
}
