/** The compiler on this machine. Loading this file loads TypeScript. */
import { dirname } from "node:path";
import ts from "typescript";
import { CellCompiler } from "../compile/cell-compiler";
import { kitModule } from "./kit-library";

/** @param folder - the notebook's */
export function makeCompiler(folder: string): CellCompiler {
  return new CellCompiler({
    system: { ...ts.sys, getCurrentDirectory: () => folder },
    typeRoots: [dirname(dirname(require.resolve("@types/node/package.json")))],
    elsewhere: (name) => kitModule(name, folder),
  });
}
