/** The lesson as a notebook, with the reader's edits and without outputs. */
import { place, unreached } from "../files";
import { retract } from "./notice";

/**
 * @param name - of the notebook's file
 * @param codeOf - what a cell holds now; undefined if the page has no such cell
 */
export async function download(name: string, codeOf: (id: string) => string | undefined): Promise<void> {
  const notebook = await read(name);
  for (const cell of notebook.cells) {
    cell.source = codeOf(cell.id) ?? cell.source;
    if (cell.outputs) cell.outputs = [];
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob([JSON.stringify(notebook, null, 1)], { type: "application/json" }),
  );
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

interface Notebook {
  readonly cells: { readonly id: string; source: string; outputs?: unknown[] }[];
}

async function read(name: string): Promise<Notebook> {
  const response = await fetch(await place(name)).catch(() => undefined);
  if (response?.ok !== true) throw new Error(unreached(name));
  retract(unreached(name));
  return (await response.json()) as Notebook;
}
