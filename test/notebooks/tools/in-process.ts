import path from "node:path";
import { CellCompiler } from "../../../jupyter/kernel/compile/cell-compiler";
import { InProcess } from "../../../jupyter/kernel/perform/in-process";
import { type Notebook, sourceOf } from "../../browser/helpers/notebook";
import { REPOSITORY } from "../../browser/helpers/repository";
import { machine } from "./type-check";

/** A notebook with fresh outputs, run from start to end as a reader runs it, for whom a fact that no longer holds is no error. */
export async function executedInProcess(notebook: Notebook): Promise<Notebook> {
  const session = new InProcess(path.join(REPOSITORY, "notebooks"), new CellCompiler(machine));
  const cells: Notebook["cells"] = [];
  try {
    for (const cell of notebook.cells)
      cells.push(cell.cell_type === "code" ? { ...cell, outputs: await session.run(sourceOf(cell)) } : cell);
  } finally {
    session.close();
  }
  return { ...notebook, cells };
}
