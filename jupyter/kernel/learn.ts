/**
 * Gets to know the lessons, so that not even their first reader waits for TypeScript: `node jupyter/kernel/dist/learn.js FOLDER`.
 * What is known already costs nothing.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants, setPriority } from "node:os";
import { join, resolve } from "node:path";
import { learn } from "./known/learn";
import { type Compiler, LazyCompiler } from "./known/lazy-compiler";
import { attempt } from "./common/attempt";
import { useCompileCache } from "./node/compile-cache";
import { knownCells } from "./node/known-folder";

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

// Readers who run cells meanwhile go first.
attempt(() => {
  setPriority(constants.priority.PRIORITY_LOW);
}, undefined);

const folder = resolve(process.argv[2] ?? ".");
const known = knownCells(folder);
let keepCompiledCode: (() => void) | undefined;
for (const name of readdirSync(folder).sort()) {
  if (!name.endsWith(".ipynb")) continue;
  const { cells } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
    readonly cells: readonly Cell[];
  };
  const sources = cells.flatMap(({ cell_type: type, source }) =>
    type === "code" ? [[source].flat().join("")] : [],
  );
  learn(new LazyCompiler(known, loadCompiler), sources);
}
keepCompiledCode?.();

function loadCompiler(): Compiler {
  keepCompiledCode ??= useCompileCache();
  return (createRequire(__filename)("./node/compiler") as typeof import("./node/compiler")).makeCompiler(
    folder,
  );
}
