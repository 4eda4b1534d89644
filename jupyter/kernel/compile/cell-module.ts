/**
 * A cell as a module of TypeScript: it imports what it uses of earlier cells and exports what it declares.
 *
 * What is put in front of the reader's text stands in its first line, and nothing else is moved.
 */
import ts from "typescript";
import { EditedText } from "./edits";
import { innerVars } from "./inner-vars";
import { boundNames, isUsing, withoutExport } from "./names";

/** What a name is, in the word that TypeScript has for it. */
export type Kind =
  "const" | "let" | "function" | "class" | "enum" | "interface" | "type" | "module" | "alias";

/** The module that declares a name now. */
export interface Declared {
  readonly path: string;
  readonly kind: Kind;
}

export interface CellModule {
  readonly text: string;
  /** Where the reader's text begins. */
  readonly start: number;
  readonly declares: ReadonlyMap<string, Kind>;
  /** The modules that it imports from, one for each name. */
  readonly from: readonly string[];
}

/**
 * @param file - the cell
 * @param earlier - what earlier cells have declared
 * @param wanted - the names that it may use; those that stand in its text unless given
 */
export function cellModule(
  file: ts.SourceFile,
  earlier: ReadonlyMap<string, Declared>,
  wanted: Iterable<string> = usedNames(file),
): CellModule {
  const declares = declaredNames(file);
  const own = file.statements.flatMap((statement) => withoutExport(statement, file));
  const { text } = new EditedText(file.text, own);
  const brought = [...wanted].flatMap((name) => {
    const found = declares.has(name) ? undefined : earlier.get(name);
    return found ? [{ name, ...found }] : [];
  });
  const before = `export {}; ${brought.map(bring).join(" ")} `;
  const after = declares.size > 0 ? `\n;export { ${[...declares.keys()].join(", ")} };` : "";
  return {
    text: before + text + after,
    start: before.length,
    declares,
    from: brought.map(({ path }) => path),
  };
}

/** All names that stand in a text. */
export function usedNames(file: ts.SourceFile): Iterable<string> {
  return (file as unknown as { identifiers: ReadonlyMap<string, string> }).identifiers.keys();
}

function bring({ name, path, kind }: Declared & { readonly name: string }): string {
  const module = JSON.stringify(path.replace(/\.ts$/, ""));
  // Later cells may set a variable, which an import is not for.
  return kind === "let"
    ? `let ${name} = 0 as any as typeof import(${module}).${name};`
    : `import { ${name} } from ${module};`;
}

/** TypeScript's number for "Cannot assign to 'x' because it is an import". */
const IMPORT_SET = 2632;

/** The same of other names: number, and what each is called. */
const SET: Readonly<Partial<Record<Kind, readonly [number, string]>>> = {
  const: [2588, "a constant"],
  function: [2630, "a function"],
  class: [2629, "a class"],
  enum: [2628, "an enum"],
  module: [2631, "a namespace"],
};

/** What TypeScript says of a cell, with names of earlier cells called what they are there: they come in as imports. */
export function asDeclared(found: ts.Diagnostic, earlier: ReadonlyMap<string, Declared>): ts.Diagnostic {
  if (found.code !== IMPORT_SET) return found;
  const name = /'(.*)'/.exec(ts.flattenDiagnosticMessageText(found.messageText, "\n"))?.[1] ?? "";
  const [code, kind] = SET[earlier.get(name)?.kind ?? "alias"] ?? [];
  return code === undefined
    ? found
    : { ...found, code, messageText: `Cannot assign to '${name}' because it is ${kind}.` };
}

/** The names that a cell declares, values and types alike. */
export function declaredNames(file: ts.SourceFile): Map<string, Kind> {
  const variables = innerVars(file).map((name) => [name, "let"] as const);
  return new Map([...file.statements.flatMap(declaredBy), ...variables]);
}

function declaredBy(statement: ts.Statement): (readonly [string, Kind])[] {
  if (ts.isVariableStatement(statement)) {
    if (isUsing(statement)) return [];
    const { flags, declarations } = statement.declarationList;
    const kind = flags & ts.NodeFlags.Const ? "const" : "let";
    return declarations.flatMap(({ name }) => boundNames(name)).map((name) => [name, kind]);
  }
  if (ts.isImportDeclaration(statement)) return importedNames(statement).map((name) => [name, "alias"]);
  const kind = KINDS.get(statement.kind);
  const { name } = statement as Partial<ts.DeclarationStatement>;
  return kind && name && ts.isIdentifier(name) && name.text !== "global" ? [[name.text, kind]] : [];
}

const KINDS: ReadonlyMap<ts.SyntaxKind, Kind> = new Map([
  [ts.SyntaxKind.FunctionDeclaration, "function"],
  [ts.SyntaxKind.ClassDeclaration, "class"],
  [ts.SyntaxKind.EnumDeclaration, "enum"],
  [ts.SyntaxKind.InterfaceDeclaration, "interface"],
  [ts.SyntaxKind.TypeAliasDeclaration, "type"],
  [ts.SyntaxKind.ModuleDeclaration, "module"],
  [ts.SyntaxKind.ImportEqualsDeclaration, "alias"],
]);

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const { name, namedBindings } = importClause ?? {};
  const named = !namedBindings
    ? []
    : ts.isNamespaceImport(namedBindings)
      ? [namedBindings.name]
      : namedBindings.elements.map((element) => element.name);
  return [...(name ? [name] : []), ...named].map(({ text }) => text);
}
