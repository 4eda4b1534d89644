/**
 * Repair: TypeScript is loaded faster from the second time on.
 *
 * TypeScript is nine megabytes of JavaScript that V8 compiles anew in each kernel.
 * On stock tslab: every start takes as long as the first.
 *
 * So V8's compiled code is kept. Node does that by itself from 22.1 on; before, it is done here for TypeScript alone.
 */
import { readFileSync } from "node:fs";
import nodeModule, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { cacheFolders, readWhole, writeWhole } from "./cache-folder";
import { loaders } from "./when-loaded";

/** What newer versions of Node offer. */
interface NodeCompileCache {
  enableCompileCache?(folder: string): unknown;
  flushCompileCache?(): void;
}

type ModuleFunction = (...commonJs: unknown[]) => unknown;

const node = nodeModule as NodeCompileCache;

/** Uses compiled code of an earlier start, to be called before TypeScript is loaded. The result keeps this start's. */
export function useCompileCache(): () => void {
  if (!node.enableCompileCache) return cacheTypeScript();
  node.enableCompileCache(cacheFolders()[0]!);
  return () => node.flushCompileCache?.();
}

/** Loads TypeScript, which depends on no modules but Node's own, from compiled code. */
function cacheTypeScript(): () => void {
  const filename = require.resolve("typescript");
  const source = readFileSync(filename, "utf8");
  const name = `typescript-${source.length}-${process.version}-${process.arch}.bin`;
  const folders = cacheFolders();
  const cachedData = folders
    .map((folder) => readWhole(join(folder, name)))
    .find((data) => data !== undefined);
  const script = new Script(nodeModule.wrap(source), { filename, ...(cachedData && { cachedData }) });
  const load = loaders[".js"];
  loaders[".js"] = (module, wanted) => {
    if (wanted !== filename) return load(module, wanted);
    loaders[".js"] = load;
    const run = script.runInThisContext() as ModuleFunction;
    return run.call(
      module.exports,
      module.exports,
      createRequire(filename),
      module,
      filename,
      dirname(filename),
    );
  };
  return () => {
    if (!cachedData || script.cachedDataRejected === true)
      writeWhole(join(folders[0]!, name), script.createCachedData());
  };
}
