/** Remembers what became of each cell, so that a place in a running script can be traced to the cell's own line. */
import { SourceMap, type SourceMapPayload } from "node:module";
import type { EditedText, Place } from "../conversion/edits";

/** tslab puts one line, `export {};`, in front of a cell. */
const LINES_BEFORE = 1;

export interface CellPlace {
  readonly cell: string;
  /** The line in the cell, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A cell and the two steps that made a script of it, each a source map (as JSON) followed by edits. */
interface Script {
  readonly cell: string;
  readonly source: string;
  readonly moduleMap: string;
  readonly module: EditedText;
  readonly scriptMap: string;
  readonly script: EditedText;
}

export class CellScripts {
  readonly #scripts = new Map<string, Script>();

  /** A script is remembered as long as the kernel runs, because its functions may be called at any time. */
  add(name: string, script: Script): void {
    this.#scripts.set(name, script);
  }

  /** The place in a cell of a place in a script (line and column from 1), if the script stems from a cell. */
  locate(name: string, line: number, column: number): CellPlace | undefined {
    const script = this.#scripts.get(name);
    if (!script) return undefined;
    const inScript = script.script.originalPlace({ line: line - 1, column: column - 1 });
    const inEditedModule = throughMap(script.scriptMap, inScript);
    const inCell =
      inEditedModule && throughMap(script.moduleMap, script.module.originalPlace(inEditedModule));
    if (!inCell) return undefined;
    const cellLine = inCell.line - LINES_BEFORE;
    const text = script.source.split(/\r?\n/)[cellLine];
    return text === undefined ? undefined : { cell: script.cell, line: cellLine + 1, text };
  }
}

/** Source maps are parsed only now, when an error needs them. */
function throughMap(json: string, { line, column }: Place): Place | undefined {
  const entry = new SourceMap(JSON.parse(json) as SourceMapPayload).findEntry(line, column);
  return "originalLine" in entry ? { line: entry.originalLine, column: entry.originalColumn } : undefined;
}
