/** The lesson as a notebook, with the reader's edits and what the page shows of them. */
import type { Cell } from "./cell";
import { place, unreached } from "../files";
import { retract } from "./notice";

/** @param name - of the notebook's file */
export async function download(name: string, cells: readonly Cell[]): Promise<void> {
  const notebook = await read(name);
  for (const cell of notebook.cells) {
    const now = cells.find(({ id }) => id === cell.id);
    if (!now) continue;
    cell.source = now.code;
    // What the build has shown was shown by the lesson's own code, which the notebook knows.
    cell.outputs = now.outputs.kept ?? (now.isEdited || now.isOutdated ? [] : cell.outputs);
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
  readonly cells: { readonly id: string; source: string; outputs?: unknown[] | undefined }[];
}

async function read(name: string): Promise<Notebook> {
  const response = await fetch(await place(name)).catch(() => undefined);
  if (response?.ok !== true) throw new Error(unreached(name));
  retract(unreached(name));
  return (await response.json()) as Notebook;
}
