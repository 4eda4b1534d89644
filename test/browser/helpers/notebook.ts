import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { JupyterHome } from "./jupyter-home";
import { REPOSITORY } from "./repository";

/** Where a notebook of a test finds the library. */
export const REPOSITORY_LIB = path.join(REPOSITORY, "lib");

export interface Output {
  output_type: string;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  name?: string;
  text?: string | string[];
}

export interface Cell {
  id: string;
  cell_type: "code" | "markdown";
  source: string | string[];
  metadata: Record<string, unknown>;
  outputs?: Output[];
  execution_count?: number | null;
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export const FIGURE_MIME = "application/vnd.plotly.v1+json";

/** Sends a figure as the library does, with nothing but what any tslab has. */
export const SHOW_CELL = `import { lastWriteDisplayData } from "tslab/dist/jupyter.js";
function showFigure(figure: object, id: string, update = false): void {
  const data: any = { "${FIGURE_MIME}": figure, "text/plain": "a figure" };
  lastWriteDisplayData!({ data, metadata: {}, transient: { display_id: id } }, update);
}`;

/** A notebook of code cells, each with the outputs that it is to have already. */
export function notebookOf(cells: readonly (string | (Partial<Cell> & Pick<Cell, "source">))[]): Notebook {
  return {
    cells: cells.map((cell, index) => ({
      id: `cell-${index}`,
      cell_type: "code",
      metadata: {},
      execution_count: null,
      outputs: [],
      ...(typeof cell === "string" ? { source: cell } : cell),
    })),
    metadata: {
      kernelspec: { name: "breaking-symmetry", display_name: "TypeScript", language: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

export function figureOutput(figure: unknown): Output {
  return {
    output_type: "display_data",
    data: { [FIGURE_MIME]: figure, "text/plain": "a figure" },
    metadata: {},
  };
}

export async function writeNotebook(home: JupyterHome, name: string, notebook: Notebook): Promise<void> {
  await writeFile(path.join(home.notebooks, name), JSON.stringify(notebook, null, 1));
}

export async function readNotebook(file: string): Promise<Notebook> {
  return JSON.parse(await readFile(file, "utf8")) as Notebook;
}

/**
 * Reads a notebook that a running JupyterLab may be saving just now. It empties the file before it fills it,
 * so half a file means: look again.
 */
export async function readWhileSaved(file: string, ms = 5_000): Promise<Notebook> {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await readNotebook(file);
    } catch (error) {
      if (!(error instanceof SyntaxError) || Date.now() > end) throw error;
      await setTimeout(50);
    }
  }
}

export function sourceOf(cell: Cell): string {
  return typeof cell.source === "string" ? cell.source : cell.source.join("");
}
