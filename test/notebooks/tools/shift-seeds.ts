import path from "node:path";
import { type Cell, type Notebook, readNotebook, sourceOf } from "../../browser/helpers/notebook";
import { executed } from "./execute";
import { failures, textOf } from "./outputs";

/*
 * node --import tsx test/notebooks/tools/shift-seeds.ts NOTEBOOK [shift]
 *
 * Runs a notebook with other seeds (each larger by 1000, or by `shift`) and lists the facts that no longer hold. What is
 * stated generally holds for other seeds too; a sentence about one draw says "with this seed".
 */

/** What a notebook's facts are with other seeds. */
export interface Shifted {
  /** The facts that no longer hold, or cannot be worked out any more. */
  readonly fallen: readonly string[];
  /** The cells that fail. */
  readonly failed: readonly string[];
}

/** Runs a notebook with every seed of `seeded` larger by `shift`. NumPy's seeds stay: what is told of them is theirs. */
export async function withShiftedSeeds(notebook: Notebook, shift = 1000): Promise<Shifted> {
  const run = await executed(shifted(notebook, shift), { asReader: true });
  const said = run.cells.flatMap(({ outputs = [] }) => outputs.map(textOf)).join("\n");
  const fallen = [...said.matchAll(/^◇ (?:No longer so|Cannot be checked) with your change: (.*)$/gm)];
  return { fallen: fallen.map(([, sentence]) => sentence!), failed: failures(run) };
}

/** Whether a sentence may fall with other seeds: it says that it is about the lesson's own. */
export function isAboutOneDraw(sentence: string): boolean {
  return /\bwith (?:this seed|these seeds)\b/.test(sentence);
}

/** The notebook with a cell below its imports that puts another function in the place of `seeded`. */
function shifted(notebook: Notebook, shift: number): Notebook {
  const imports = notebook.cells.findIndex((cell) => sourceOf(cell).includes('from "../lib"'));
  const source = [
    'import { seeded as unshifted } from "../lib";',
    `const seeded = (seed: number) => unshifted(seed + ${shift});`,
  ].join("\n");
  const cell: Cell = { id: "shifted-seeds", cell_type: "code", source, metadata: {}, outputs: [] };
  const [above, below] = [notebook.cells.slice(0, imports + 1), notebook.cells.slice(imports + 1)];
  return { ...notebook, cells: [...above, cell, ...below] };
}

async function main([file, shift]: readonly string[]): Promise<void> {
  if (file === undefined) throw new Error("Name a notebook, and then by how much to shift its seeds (1000)");
  const { fallen, failed } = await withShiftedSeeds(await readNotebook(file), Number(shift ?? 1000));
  const [allowed, wrong] = [fallen.filter(isAboutOneDraw), fallen.filter((one) => !isAboutOneDraw(one))];
  const list = (title: string, lines: readonly string[]): void => {
    console.log([`${lines.length} ${title}`, ...lines.map((line) => `  ${line}`)].join("\n"));
  };
  console.log(path.basename(file));
  list("facts no longer hold", wrong);
  list("facts no longer hold that say “with this seed”", allowed);
  list("cells fail", failed);
}

if (require.main === module) void main(process.argv.slice(2));
