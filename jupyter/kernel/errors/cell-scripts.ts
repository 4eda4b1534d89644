/** Remembers the cells that were run, so that a place in a running script can be traced to the reader's own line. */
import type { CompiledCell } from "../compile/cell-compiler";
import { Lines } from "../compile/lines";
import { PlaceFinder } from "../compile/place-map";

export interface CellPlace {
  readonly cell: string;
  /** The line in the cell, from 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly text: string;
}

/** What the kernel adds to the code of cells. */
const ADDED = /__box_|__tslab__\./;

export class CellScripts {
  readonly #cells = new Map<string, CompiledCell>();

  /** A cell is remembered as long as the kernel runs, because its functions may be called at any time. */
  add(cell: CompiledCell): void {
    this.#cells.set(cell.scriptName, cell);
  }

  /** The place in a cell of a place in a script (line and column from 1), if the script stems from a cell. */
  locate(name: string, line: number, column: number): CellPlace | undefined {
    const cell = this.#cells.get(name);
    if (!cell) return undefined;
    const { source, title, script } = cell;
    const offset = new Lines(script.code).offsetOf({ line: line - 1, column: column - 1 });
    const place = new Lines(source).placeOf(
      Math.min(new PlaceFinder(script.map).find(offset), source.length),
    );
    const text = source.split(/\r?\n/)[place.line] ?? "";
    return { cell: title, line: place.line + 1, column: place.column + 1, text };
  }

  /** The text of a function as the reader wrote it, from its text in a script. */
  functionSource(text: string): string {
    if (!ADDED.test(text)) return text;
    for (const { source, script } of [...this.#cells.values()].reverse()) {
      const start = script.code.indexOf(text);
      if (start < 0) continue;
      const places = new PlaceFinder(script.map);
      const written = source.slice(places.find(start), places.find(start + text.length));
      return written.replace(/^export\s+(?:default\s+)?/, "");
    }
    return text;
  }
}
