/** TypeScript in a page, with all declarations that cells see: a script of its own, which the kernel loads when it is first needed. */
import type { CellCompiler } from "../../kernel/compile/cell-compiler";
import { addFiles, type FileTexts, offerSources, system, TYPES } from "./file-system";
import { PageCompiler } from "./refusals";

declare const self: { declarations: FileTexts; makeCompiler: MakeCompiler };

/** @param loadSources - the library's sources, by path in its folder */
export type MakeCompiler = (loadSources: () => FileTexts) => CellCompiler;

addFiles(self.declarations);

self.makeCompiler = (loadSources) => {
  offerSources(loadSources);
  return new PageCompiler({ system, typeRoots: [TYPES], elsewhere: () => undefined });
};
