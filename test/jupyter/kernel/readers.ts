/** Two readers of a lesson in one process: for one, what was checked before is known; for the other, TypeScript checks each cell. */
import { join } from "node:path";
import type { CompiledCell } from "../../../jupyter/kernel/compile/cell-compiler";
import { CompileError } from "../../../jupyter/kernel/compile/compile-error";
import { type Compiler, LazyCompiler } from "../../../jupyter/kernel/known/lazy-compiler";
import { KnownTable } from "../../../jupyter/kernel/known/store";
import { makeCompiler } from "../../../jupyter/kernel/node/compiler";
import { REPOSITORY } from "./client";

const FOLDER = join(REPOSITORY, "notebooks");

/** What becomes of a cell: its script and what it declares, or what is wrong with it. */
export type Outcome = Pick<CompiledCell, "script" | "declares"> | { readonly wrong: unknown };

export class Reader {
  /** How many of the cells had to be checked. */
  checked = 0;
  readonly #compiler: Compiler;

  private constructor(make: (check: () => Compiler) => Compiler) {
    this.#compiler = make(() => {
      const compiler = makeCompiler(FOLDER);
      const compile = compiler.compile.bind(compiler);
      compiler.compile = (...cell) => {
        this.checked++;
        return compile(...cell);
      };
      return compiler;
    });
  }

  /** For whom TypeScript checks each cell. */
  static new(): Reader {
    return new Reader((check) => check());
  }

  /** Who knows some cells. */
  static who(known: KnownTable): Reader {
    return new Reader((check) => new LazyCompiler(known, check));
  }

  /** What would become of a cell, were it run now. */
  compile(source: string): Outcome {
    return this.#try(source)[0];
  }

  /** Runs a cell, as far as a compiler hears of it. @param unreached - the names that it has not come to */
  run(source: string, unreached: readonly string[] = []): Outcome {
    const [outcome, cell] = this.#try(source);
    if (cell) this.#compiler.commit(cell, new Set(unreached));
    return outcome;
  }

  isComplete(source: string): unknown {
    return this.#compiler.isComplete(source);
  }

  close(): void {
    this.#compiler.close();
  }

  #try(source: string): [Outcome, CompiledCell?] {
    try {
      const cell = this.#compiler.compile(source, { title: "Cell", scriptName: "cell" });
      // As it comes from a file.
      const { script, declares } = JSON.parse(JSON.stringify(cell)) as CompiledCell;
      return [{ script, declares }, cell];
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return [{ wrong: { name: error.name, complaints: error.complaints } }];
    }
  }
}

/** The cells that are known to who has run a lesson. */
export function knowing(sources: readonly string[]): KnownTable {
  const known = new KnownTable("test");
  const reader = Reader.who(known);
  for (const source of sources) reader.run(source);
  reader.close();
  return new KnownTable("test", JSON.parse(JSON.stringify(known)) as ReturnType<KnownTable["toJSON"]>);
}
