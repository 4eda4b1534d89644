import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type KernelCommand, makeJupyterHome } from "../../browser/helpers/jupyter-home";
import { type Notebook, readNotebook } from "../../browser/helpers/notebook";
import { projectPython } from "../../browser/helpers/repository";

const run = promisify(execFile);

/** How a notebook is run: in which kernel, and whether as a reader runs it, for whom a fact that no longer holds is no error. */
export interface Execution {
  readonly kernel?: KernelCommand;
  readonly asReader?: boolean;
}

/** A notebook with fresh outputs, run from start to end in a kernel of its own, beside the library as in the repository. */
export async function executed(
  notebook: Notebook,
  { kernel, asReader = false }: Execution = {},
): Promise<Notebook> {
  const home = await makeJupyterHome(kernel);
  const env = { ...home.environment, ...(!asReader && { BREAKING_SYMMETRY_STRICT: "1" }) };
  try {
    const source = path.join(home.notebooks, "notebook.ipynb");
    const result = path.join(home.folder, "result.ipynb");
    await writeFile(source, JSON.stringify(withoutOutputs(notebook)));
    const script = path.join(__dirname, "../execute.py");
    await run(projectPython(), [script, source, result], { env, maxBuffer: 1e8 });
    return await readNotebook(result);
  } finally {
    await home.remove();
  }
}

function withoutOutputs(notebook: Notebook): Notebook {
  return {
    ...notebook,
    cells: notebook.cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
    ),
  };
}
