/**
 * Repair: a cell is converted faster.
 *
 * tslab lets TypeScript work out, for each of the hundreds of files in a cell's program, which others it refers to: twice per
 * cell, each time with a type checker made anew. All that tslab asks of this is which sources the cell depends on.
 * On stock tslab: a cell like `const a = 1` makes three type checkers, here it makes two.
 *
 * So that is answered from the cell's imports, and everything else by the program itself.
 */
import { ts, type TypeScript } from "./tslab";

type Builder = TypeScript.EmitAndSemanticDiagnosticsBuilderProgram;
type CreateBuilder = TypeScript.CreateProgram<Builder>;

/** What TypeScript keeps to itself: the files that a file's imports were resolved to, and how to find a file's names. */
interface Resolutions {
  readonly resolvedModules?: { forEach(use: (resolution: Resolution | undefined) => void): void };
}
interface Resolution {
  readonly resolvedModule?: { readonly resolvedFileName: string };
}
interface Binder {
  readonly bindSourceFile: (file: TypeScript.SourceFile, options: TypeScript.CompilerOptions) => void;
}

/** Where errors are put that only keep declarations from being written down, such as TS4094. */
export interface DeclarationErrors {
  found: readonly TypeScript.Diagnostic[];
}

/** Makes the program of a cell. */
export const createLightBuilder =
  (declarationErrors: DeclarationErrors): CreateBuilder =>
  (...program) => {
    // TypeScript overloads the function, and the last overload has fewer parameters.
    const builder = (ts.createAbstractBuilder as unknown as CreateBuilder)(...program);
    builder.getSourceFile = (name) => {
      const file = builder.getProgram().getSourceFile(name);
      // tslab reads a cell's names off the file, which has them only once it is bound.
      if (file && !(file as Partial<typeof file>).locals)
        (ts as unknown as Binder).bindSourceFile(file, builder.getCompilerOptions());
      return file;
    };
    const emit = builder.emit.bind(builder);
    builder.emit = (file, write, token, onlyDeclarations, transformers) => {
      if (!isCell(file)) return emit(file, write, token, onlyDeclarations, undefined);
      // tslab wants a script, but ours is made elsewhere (script.ts): only the declarations are worth the time.
      write?.(`${builder.getCompilerOptions().outDir}/__tslab__.js`, "", false);
      return emit(file, write, token, true, transformers);
    };
    builder.getAllDependencies = (file) => [...dependencies(file, builder)];
    const getDeclarationDiagnostics = builder
      .getProgram()
      .getDeclarationDiagnostics.bind(builder.getProgram());
    builder.getProgram().getDeclarationDiagnostics = (...file) => {
      declarationErrors.found = getDeclarationDiagnostics(...file);
      return [];
    };
    return builder;
  };

/** tslab's transformers are meant for a cell. They damage modules that it imports, which later cells import once more. */
function isCell(file: TypeScript.SourceFile | undefined): boolean {
  return file?.fileName.endsWith("/__tslab__.ts") ?? true;
}

/** Thrown where a cell imports a library of which only the sources are there. */
export class UnbuiltModule extends Error {}

function dependencies(file: TypeScript.SourceFile, builder: Builder, found = new Set<string>()): Set<string> {
  if (found.has(file.fileName)) return found;
  const folder = builder.getProgram().getCurrentDirectory().replaceAll("\\", "/");
  if (!file.isDeclarationFile && !file.fileName.startsWith(`${folder}/`))
    throw new UnbuiltModule(file.fileName);
  found.add(file.fileName);
  if (file.isDeclarationFile) return found;
  (file as Resolutions).resolvedModules?.forEach((resolution) => {
    const next =
      resolution?.resolvedModule && builder.getSourceFile(resolution.resolvedModule.resolvedFileName);
    if (next) dependencies(next, builder, found);
  });
  return found;
}
