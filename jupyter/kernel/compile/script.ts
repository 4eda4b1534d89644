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
import ts from "typescript";
import { guardAwaits, waitsAtTopLevel } from "./await-guards";
import { usedNames } from "./cell-module";
import { EditedText, insert, type Edit } from "./edits";
import { hoistInnerVars, innerVars } from "./inner-vars";
import { Lines } from "./lines";
import { declaredValues, importedValues, isAmbient, isOnlyTypes, withoutExport } from "./names";
import { makeMap, type Pair, type PlaceMap } from "./place-map";
import { SourceMap } from "./source-map";

/** Stands for the earlier cells in the module that TypeScript sees. */
const EARLIER_CELLS = "earlier-cells";

/** Stands there for what the script returns: TypeScript takes no notice of names behind a `return` outside of functions. */
const RESULT = "__tslab__.result";

export interface Script {
  readonly code: string;
  /** The names of values that the cell declares. */
  readonly names: readonly string[];
  readonly waits: boolean;
  /** Where the code comes from in the cell. */
  readonly map: PlaceMap;
}

/**
 * @param file - the cell
 * @param earlier - the names of values that earlier cells have declared
 */
export function makeScript(file: ts.SourceFile, earlier: ReadonlySet<string>): Script {
  const names = valuesOf(file);
  const waits = waitsAtTopLevel(file);
  const used = [...usedNames(file)].filter((name) => earlier.has(name) && !names.has(name));
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
  const boxed = putInBoxes(plain, pairsOf(new SourceMap(sourceMapText!), plain, module.text), module.text);
  const start = `(${waits ? "async " : ""}function (exports, require, __tslab__) { `;
  return {
    code: `${start}${boxed.text}\n})`,
    names: [...names],
    waits,
    map: makeMap(
      boxed.pairs.map(([code, place]) => [start.length + code, module.originalOffset(place)] as const),
    ),
  };
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
  experimentalDecorators: true,
  sourceMap: true,
  newLine: ts.NewLineKind.LineFeed,
};

/** Where each stretch of the compiled text begins, and where it comes from. */
function pairsOf(map: SourceMap, text: string, original: string): Pair[] {
  const [lines, originalLines] = [new Lines(text), new Lines(original)];
  return map.segments.map(
    ({ generated, original: place }) => [lines.offsetOf(generated), originalLines.offsetOf(place)] as const,
  );
}

function valuesOf(file: ts.SourceFile): Set<string> {
  return new Set([...file.statements.flatMap(declaredValues), ...innerVars(file)]);
}

function exportStatement(statement: ts.Statement, file: ts.SourceFile): Edit[] {
  if (isAmbient(statement)) return [];
  if (ts.isImportDeclaration(statement)) return [loadModule(statement, file)];
  const edits =
    declaredValues(statement).length === 0
      ? []
      : [insert(statement.getStart(file), "export "), ...withoutExport(statement, file)];
  if (!ts.isVariableStatement(statement)) return edits;
  // TypeScript leaves out an exported variable without a value, but running the cell again has to reset it.
  const withoutValue = statement.declarationList.declarations.filter(({ initializer }) => !initializer);
  return [...edits, ...withoutValue.map((declaration) => insert(declaration.getEnd(), " = undefined"))];
}

/** `import { a, b as c } from "m"` becomes `export const { a, b: c } = require("m")`: its names are variables like others. */
function loadModule(statement: ts.ImportDeclaration, file: ts.SourceFile): Edit {
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
  const clause = statement.importClause;
  const needsNothing = clause !== undefined && isOnlyTypes(clause);
  const text =
    bindings.length > 0 ? `export const ${bindings.join(", ")};` : needsNothing ? "" : `${loaded};`;
  // As many lines as before.
  const lines = "\n".repeat(statement.getText(file).split("\n").length - 1);
  return { start: statement.getStart(file), end: statement.getEnd(), text: text + lines };
}

/** `import(…)` is left to the kernel: TypeScript would make `require` of it, which cannot load every module. */
function dynamicImports(file: ts.SourceFile): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent))
      edits.push({ start: node.getStart(file), end: node.getEnd(), text: "__tslab__.import" });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

/** The value of the last expression is what the script returns. */
function resultOf(file: ts.SourceFile): Edit[] {
  const last = file.statements.at(-1);
  if (!last || !ts.isExpressionStatement(last)) return [];
  return [insert(last.getStart(file), `${RESULT} = (`), insert(last.expression.getEnd(), ")")];
}

/** Puts each of the cells' names in its box, and knows where all code comes from in the module. */
function putInBoxes(code: string, places: readonly Pair[], module: string): { text: string; pairs: Pair[] } {
  const file = ts.createSourceFile("cell.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const origins = new Map([...places].reverse());
  const originOf = (node: ts.Node): number | undefined => origins.get(node.getStart(file));
  const isWritten = (node: ts.Node): boolean => {
    const offset = originOf(node);
    return offset !== undefined && module.startsWith(node.getText(file), offset);
  };
  const boxed: Access[] = [];
  const edits: Edit[] = [];
  const replace = (node: ts.Node, text: string): void => {
    edits.push({ start: node.getStart(file), end: node.getEnd(), text });
  };
  let earlierCells = "";
  const visit = (node: ts.Node): void => {
    if (
      isAccess(node) &&
      (node.expression.text === earlierCells ||
        (node.expression.text === "exports" && !isWritten(node.expression)))
    ) {
      boxed.push(node);
      replace(node.expression, box(node.name.text));
    } else if (ts.isExpressionStatement(node) && node.getText(file).startsWith(`${RESULT} = `)) {
      const { left, right } = node.expression as ts.BinaryExpression;
      edits.push({ start: left.getStart(file), end: right.getStart(file), text: "return " });
      visit(right);
    } else ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) {
    const name = requiredAs(statement, EARLIER_CELLS);
    if (name !== undefined) earlierCells = name;
    const isPreamble =
      originOf(statement) === undefined &&
      /^(?:"use strict"|Object\.defineProperty\(exports, "__esModule"|exports\.[^]* = void 0;$)/.test(
        statement.getText(file),
      );
    if (name !== undefined || isPreamble) replace(statement, "");
    else visit(statement);
  }
  const names = [...new Set(boxed.map(({ name }) => name.text))];
  const declarations = names.map((name) => `const ${box(name)} = __tslab__.box("${name}");`);
  const edited = new EditedText(code, [insert(0, declarations.join(" ")), ...edits]);
  const pairs = [
    ...places.map(([offset, place]) => [edited.editedOffset(offset), place] as const),
    // In `box.name` the name itself stands behind the dot.
    ...boxed.flatMap((access) => {
      const place = originOf(access);
      return place === undefined ? [] : [[edited.editedOffset(access.name.getStart(file)), place] as const];
    }),
  ];
  return { text: edited.text, pairs: pairs.sort(([a], [b]) => a - b) };
}

function box(name: string): string {
  return `__box_${name}`;
}

type Access = ts.PropertyAccessExpression & {
  readonly expression: ts.Identifier;
  readonly name: ts.Identifier;
};

function isAccess(node: ts.Node): node is Access {
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression);
}

/** The name of the constant in `const name = require("module")`. */
function requiredAs(statement: ts.Statement, module: string): string | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  if (!declaration || !ts.isIdentifier(declaration.name)) return undefined;
  return declaration.initializer?.getText() === `require("${module}")` ? declaration.name.text : undefined;
}
