/** Remembers the cells that were run, so that a place in a running script can be traced to the reader's own line. */
import type { CompiledCell } from "../compile/cell-compiler";
import { offsetOf, placeOf } from "../compile/edits";
import { makeScript, type Script } from "../compile/script";
import { parseCell } from "../compile/syntax";
import { parse } from "../compile/syntax-tree";
import { ts, type TypeScript } from "../compile/tslab";

export interface CellPlace {
  readonly cell: string;
  /** The line in the cell, from 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly text: string;
}

/** All that is kept of a cell: it can be compiled again when an error needs it. */
interface Kept {
  readonly title: string;
  readonly source: string;
  readonly earlier: readonly string[];
}

/** What the kernel adds to the code of cells. */
const ADDED = /__box_|__tslab__\./;

export class CellScripts {
  readonly #cells = new Map<string, Kept>();
  #last: { readonly name: string; readonly script: Script } | undefined;

  /** A cell is remembered as long as the kernel runs, because its functions may be called at any time. */
  add({ scriptName, title, source, script: { earlier } }: CompiledCell): void {
    this.#cells.set(scriptName, { title, source, earlier });
  }

  /** The place in a cell of a place in a script (line and column from 1), if the script stems from a cell. */
  locate(name: string, line: number, column: number): CellPlace | undefined {
    const kept = this.#cells.get(name);
    if (!kept) return undefined;
    const { code, originalOffset } = this.#scriptOf(name, kept);
    const offset = originalOffset(offsetOf(code, { line: line - 1, column: column - 1 }));
    const place = placeOf(kept.source, Math.min(offset, kept.source.length));
    const text = kept.source.split(/\r?\n/)[place.line] ?? "";
    return { cell: kept.title, line: place.line + 1, column: place.column + 1, text };
  }

  /** The text of a function as the reader wrote it, from its text in a script. */
  functionSource(text: string): string {
    if (!ADDED.test(text)) return text;
    for (const [name, kept] of [...this.#cells].reverse()) {
      const { code, originalOffset } = this.#scriptOf(name, kept);
      const start = code.indexOf(text);
      if (start >= 0) return functionAt(kept.source, originalOffset(start)) ?? text;
    }
    return text;
  }

  #scriptOf(name: string, { source, earlier }: Kept): Script {
    if (this.#last?.name !== name)
      this.#last = { name, script: makeScript(parseCell(source), new Set(earlier)) };
    return this.#last.script;
  }
}

/** The function or class that begins at an offset. */
function functionAt(source: string, offset: number): string | undefined {
  const file = parse(source);
  const find = (node: TypeScript.Node): string | undefined => {
    if (node.getStart(file) === offset && (ts.isFunctionLike(node) || ts.isClassLike(node)))
      return node.getText(file).replace(/^export\s+(?:default\s+)?/, "");
    return node.pos <= offset && offset < node.end ? ts.forEachChild(node, find) : undefined;
  };
  return find(file);
}
