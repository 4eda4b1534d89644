/** Gets to know the cells of a notebook before a reader runs them. */
import { attempt } from "../common/attempt";
import type { CompiledCell } from "../compile/cell-compiler";
import type { Compiler } from "./lazy-compiler";

/**
 * Compiles cells as if they ran one after another. What does not compile, as in an unsolved exercise, is left out.
 *
 * @returns the compiled cells, with undefined for what is left out
 */
export function learn(compiler: Compiler, sources: readonly string[]): (CompiledCell | undefined)[] {
  const compiled = sources.map((source) => {
    const cell = attempt(() => compiler.compile(source, { title: "", scriptName: "" }), undefined);
    if (cell) compiler.commit(cell, new Set());
    return cell;
  });
  compiler.close();
  return compiled;
}
