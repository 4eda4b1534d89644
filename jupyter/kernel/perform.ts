/** Runs a notebook without Jupyter, and writes what its cells show as JSON, by their ids: `node jupyter/kernel/dist/perform.js NOTEBOOK FILE`. */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { LazyCompiler } from "./known/lazy-compiler";
import { makeCompiler } from "./node/compiler";
import { knownCells } from "./node/known-folder";
import type { Output } from "./perform/gathered-outputs";
import { InProcess } from "./perform/in-process";

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

async function perform(file: string): Promise<Record<string, Output[]>> {
  const folder = dirname(file);
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as { readonly cells: readonly Cell[] };
  const session = new InProcess(folder, new LazyCompiler(knownCells(folder), () => makeCompiler(folder)));
  const shown: Record<string, Output[]> = {};
  for (const { id, cell_type: type, source } of cells)
    if (type === "code") shown[id] = await session.run([source].flat().join(""));
  session.close();
  return shown;
}

const [file = "", target = ""] = process.argv.slice(2).map((name) => resolve(name));
void perform(file).then((shown) => {
  writeFileSync(target, JSON.stringify(shown));
});
