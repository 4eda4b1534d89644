import path from "node:path";
import ts from "typescript";
import { type Notebook, sourceOf } from "../../browser/helpers/notebook";
import { REPOSITORY } from "../../browser/helpers/repository";

/** A mistake that the compiler finds in a notebook. */
export interface Mistake {
  readonly cell: string;
  /** Line of the cell, from 1. */
  readonly line: number;
  readonly message: string;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], // the kernel's globals: timers, console, performance
  module: ts.ModuleKind.ES2022,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: ["node"],
  strict: true,
  // As the kernel checks cells: a reader need not tell TypeScript that an entry is there.
  strictNullChecks: false,
  noFallthroughCasesInSwitch: true,
  noEmit: true,
  skipLibCheck: true,
};

/** Checks the cells of a notebook as one strict module, which stands where the notebook stands: `../lib` leads to the library. */
export function mistakesIn(notebook: Notebook, file: string): Mistake[] {
  const module = moduleOf(notebook);
  const host = ts.createCompilerHost(OPTIONS);
  const name = path.join(REPOSITORY, "notebooks", `${path.basename(file, ".ipynb")}.ts`);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (wanted, language) =>
    path.resolve(wanted) === name
      ? ts.createSourceFile(wanted, module.text, language)
      : read(wanted, language);
  const exists = host.fileExists.bind(host);
  host.fileExists = (wanted) => path.resolve(wanted) === name || exists(wanted);
  const program = ts.createProgram([name], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map((found) => located(found, module));
}

interface Module {
  readonly text: string;
  /** For each line of the text: the cell that it is from, and its line there. */
  readonly origins: readonly { readonly cell: string; readonly line: number }[];
}

function moduleOf(notebook: Notebook): Module {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const lines = code.flatMap((cell) =>
    sourceOf(cell)
      .split("\n")
      .map((text, index) => ({ text, cell: cell.id, line: index + 1 })),
  );
  // With an export it is a module even if no cell imports anything.
  return { text: [...lines.map(({ text }) => text), "export {};"].join("\n"), origins: lines };
}

function located({ file, start, messageText }: ts.Diagnostic, { origins }: Module): Mistake {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  const row = file !== undefined && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : -1;
  const origin = origins[row];
  return origin === undefined
    ? { cell: file?.fileName ?? "", line: row + 1, message }
    : { ...origin, message };
}
