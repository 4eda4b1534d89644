import path from "node:path";
import ts from "typescript";
import { CellCompiler } from "../../../jupyter/kernel/compile/cell-compiler";
import { CompileError } from "../../../jupyter/kernel/compile/compile-error";
import { type Notebook, sourceOf } from "../../browser/helpers/notebook";
import { REPOSITORY } from "../../browser/helpers/repository";

/** A mistake that the kernel's compiler finds in a notebook. */
export interface Mistake {
  readonly cell: string;
  /** Line of the cell, from 1. */
  readonly line: number;
  readonly message: string;
}

/** The machine as a kernel finds it that stands where the lessons are. */
export const machine = {
  system: { ...ts.sys, getCurrentDirectory: () => path.join(REPOSITORY, "notebooks") },
  typeRoots: [path.join(REPOSITORY, "node_modules/@types")],
  elsewhere: () => undefined,
};

/** Checks the cells of a notebook one after another, as the kernel does; one with a mistake declares its names all the same. */
export function mistakesIn(notebook: Notebook): Mistake[] {
  const compiler = new CellCompiler(machine);
  try {
    return notebook.cells.flatMap((cell) => {
      if (cell.cell_type !== "code") return [];
      const source = sourceOf(cell);
      try {
        compiler.commit(compiler.compile(source, { title: cell.id, scriptName: cell.id }), new Set());
        return [];
      } catch (error) {
        if (!(error instanceof CompileError)) throw error;
        compiler.commit({ source, script: { names: [] } }, new Set());
        return error.complaints.map(({ line, messages }) => ({
          cell: cell.id,
          line,
          message: messages.join("\n"),
        }));
      }
    });
  } finally {
    compiler.close();
  }
}
