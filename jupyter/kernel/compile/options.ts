/** How TypeScript checks cells. */
import ts from "typescript";

/**
 * As strict as helps a learner: null, a wrong argument and a wrong name are caught. An index into an array asks for no `!`, a
 * parameter for no type, and a variable may be declared before it has a value.
 */
const STRICTNESS: ts.CompilerOptions = {
  strict: true,
  strictPropertyInitialization: false,
  useUnknownInCatchVariables: false,
  noFallthroughCasesInSwitch: true,
};

/** @param typeRoots - the folders in which `@types/node` is */
export function optionsFor(typeRoots: string[]): ts.CompilerOptions {
  return {
    ...STRICTNESS,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", ...newer()],
    typeRoots,
    types: ["node"],
    experimentalDecorators: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    allowJs: true,
    skipLibCheck: true,
  };
}

/** What TypeScript knows of newer JavaScript, as far as this machine has it. */
function newer(): string[] {
  const offers: readonly [boolean, ...string[]][] = [
    ["isWellFormed" in String.prototype, "lib.es2024.string.d.ts"],
    ["groupBy" in Object, "lib.es2024.object.d.ts", "lib.es2024.collection.d.ts"],
    ["withResolvers" in Promise, "lib.es2024.promise.d.ts"],
    ["union" in Set.prototype, "lib.es2025.collection.d.ts"],
    ["Iterator" in globalThis, "lib.es2025.iterator.d.ts"],
  ];
  return offers.flatMap(([isThere, ...files]) => (isThere ? files : []));
}

/** What strict TypeScript says that is no mistake in a cell. */
const NO_MISTAKES = new Set([
  // An `import x = require("x")`, which a script can have.
  1202,
  // A variable that is read before it has a value: the value is undefined.
  2454,
  // Unreachable code and unused labels.
  7027, 7028,
]);

/** TypeScript's numbers of messages that a type is `any` unless it is written. */
const [FIRST_IMPLICIT, LAST_IMPLICIT] = [7005, 7057];

export function isMistake({ code }: ts.Diagnostic): boolean {
  return !NO_MISTAKES.has(code) && (code < FIRST_IMPLICIT || code > LAST_IMPLICIT);
}
