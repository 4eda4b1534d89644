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
const importLine = `import { ${names.join(", ")} } from "../lib/index";`;
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
function problems(source: ts.SourceFile): string[] {
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) =>
      `${source.fileName}: ${tslabTypeScript.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
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
  assert.deepEqual(declarations.flatMap(problems), []);
  assert.deepEqual(cellProblems("names"), []);
});

test("the examples of the doc comments are correct cells", () => {
  assert.ok(blocks.length > 50);
  assert.deepEqual(cellProblems("examples"), []);
});

test("what a cell gets wrong is found", () => {
  const wrong = cellProblems("wrong");
  assert.equal(wrong.length, 2);
  assert.match(wrong[0]!, /Expected 2 arguments, but got 1/);
  assert.match(wrong[1]!, /'nois' does not exist/);
});
