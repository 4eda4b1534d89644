import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import ts from "typescript";
import { libConfig, publicNames, root } from "./documentation";

/** The older compiler inside tslab. */
const tslabTypeScript = createRequire(require.resolve("tslab"))("@tslab/typescript-for-tslab") as typeof ts;

/*
 * On tslab's own kernel cells see the library through its declarations, read by the older compiler inside tslab. Here
 * they are written afresh by the compiler that builds the library, and read by that older one with tslab's settings.
 */

const documented = publicNames();
const names = documented.filter(({ name, isValue }) => isValue && /^\w+$/.test(name)).map(({ name }) => name);
const types = documented.filter(({ isValue }) => !isValue).map(({ name }) => `type ${name}`);
const importLine = `import { ${[...names, ...types].join(", ")} } from "../lib/index";`;
const blocks = documented.flatMap(({ examples }) => examples.map((example) => `{\n${example}\n}`));

const cells = {
  names: `${importLine}\nexport const all = [${names.join(", ")}];\n`,
  examples: `${importLine}\n${blocks.join("\n")}\n`,
  wrong: `${importLine}\nMatrix.zeros(2);\nmoons({ nois: 1 });\n`,
} as const;

let folder: string;
let program: ts.Program;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "breaking-symmetry-"));
  writeDeclarations(join(folder, "lib"));
  symlinkSync(resolve(root, "node_modules"), join(folder, "node_modules"), "junction");
  mkdirSync(join(folder, "notebooks"));
  for (const [name, code] of Object.entries(cells)) writeFileSync(cellFile(name), code);
  program = tslabProgram(Object.keys(cells).map(cellFile));
});

after(() => {
  rmSync(folder, { recursive: true, force: true });
});

function cellFile(name: string): string {
  return join(folder, "notebooks", `${name}.ts`);
}

/** Compiles the declarations of the library into a folder, as the build does. */
function writeDeclarations(outDir: string): void {
  const { options, fileNames } = libConfig();
  const emit = { ...options, outDir, emitDeclarationOnly: true, composite: false, incremental: false };
  const { diagnostics, emitSkipped } = ts.createProgram(fileNames, { ...emit, declaration: true }).emit();
  assert.deepEqual([emitSkipped, diagnostics.length], [false, 0]);
}

/** Reads cells and all they import with tslab's compiler and settings. */
function tslabProgram(files: string[]): ts.Program {
  return tslabTypeScript.createProgram(files, {
    module: tslabTypeScript.ModuleKind.ESNext,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the older compiler knows no newer one
    moduleResolution: tslabTypeScript.ModuleResolutionKind.Node10,
    target: tslabTypeScript.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    esModuleInterop: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [resolve(root, "node_modules/@types")],
  });
}

/** What is wrong in a source file. */
function problems(source: ts.SourceFile, within = program): string[] {
  return [...within.getSyntacticDiagnostics(source), ...within.getSemanticDiagnostics(source)].map(
    ({ messageText }) => `${source.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
}

/**
 * The interfaces and classes of the library that a public name gives, whole or as a property of something, and that
 * cannot be imported. Who exports such a value with its declarations cannot write its type down.
 */
function unnamed(): string[] {
  const { isIdentifier, isParameter, isTypeParameterDeclaration, SymbolFlags } = tslabTypeScript;
  const { isFunctionTypeNode, isHeritageClause, isIndexedAccessTypeNode } = tslabTypeScript;
  const checker = program.getTypeChecker();
  const target = (symbol: ts.Symbol): ts.Symbol =>
    (symbol.flags & SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  const index = program.getSourceFile(join(folder, "lib/index.d.ts"))!;
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(index)!).map(target);
  const given = new Set(exported);
  const declarationsOf = ({ declarations = [] }: ts.Symbol): ts.Declaration[] =>
    declarations.filter((node) => node.getSourceFile().fileName.startsWith(join(folder, "lib")));
  const follow = (node: ts.Node): void => {
    if (isParameter(node) || isTypeParameterDeclaration(node) || isFunctionTypeNode(node)) return;
    if (isHeritageClause(node) || isIndexedAccessTypeNode(node)) return;
    const symbol = isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (symbol && (target(symbol).flags & SymbolFlags.Type) !== 0) given.add(target(symbol));
    tslabTypeScript.forEachChild(node, follow);
  };
  // A set goes on to what is added meanwhile.
  for (const symbol of given) declarationsOf(symbol).forEach(follow);
  // An alias that cannot be imported is written out.
  const needsName = SymbolFlags.Interface | SymbolFlags.Class;
  return [...given]
    .filter((symbol) => (symbol.flags & needsName) !== 0 && declarationsOf(symbol).length > 0)
    .filter((symbol) => !exported.includes(symbol))
    .map(({ name }) => name);
}

const cellProblems = (name: keyof typeof cells): string[] => problems(program.getSourceFile(cellFile(name))!);

test("tslab's compiler is an older one", () => {
  assert.equal(tslabTypeScript.version, "5.0.4");
});

test("tslab's compiler reads the declarations, and finds every public name in them", () => {
  const declarations = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.endsWith(".d.ts") && !fileName.includes("node_modules"));
  assert.ok(declarations.length > 20);
  assert.deepEqual(
    declarations.flatMap((source) => problems(source)),
    [],
  );
  assert.deepEqual(cellProblems("names"), []);
});

test("what a public name gives can be named, whole and in its parts", () => {
  assert.deepEqual(unnamed(), []);
});

test("the examples of the doc comments are correct cells", () => {
  assert.ok(blocks.length > 50);
  assert.deepEqual(cellProblems("examples"), []);
});

test("the examples of the doc comments have no mistake in a strict project of today's compiler", () => {
  const file = cellFile("examples");
  const strict = ts.createProgram([file], {
    ...libConfig().options,
    noUnusedLocals: false,
    noUncheckedIndexedAccess: false,
  });
  assert.deepEqual(problems(strict.getSourceFile(file)!, strict), []);
});

test("what a cell gets wrong is found", () => {
  const wrong = cellProblems("wrong");
  assert.equal(wrong.length, 2);
  assert.match(wrong[0]!, /Expected 2 arguments, but got 1/);
  assert.match(wrong[1]!, /'nois' does not exist/);
});
