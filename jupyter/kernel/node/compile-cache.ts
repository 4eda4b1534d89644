/**
 * Repair: a kernel starts faster from the second time on.
 *
 * TypeScript is ten megabytes of JavaScript that V8 compiles anew in each kernel.
 * On stock tslab: every start takes as long as the first.
 *
 * So V8's compiled code is kept in a folder beside the compiled kernel. Node does that by itself from 22.1 on; before, it is
 * done here for TypeScript alone. If the folder cannot be written, everything works as it does without it.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import nodeModule from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { requireFromTslab } from "../common/packages";

const FOLDER = join(dirname(__dirname), "cache");

/** What newer versions of Node offer. */
interface NodeCompileCache {
  enableCompileCache?(folder: string): unknown;
  flushCompileCache?(): void;
}

type Loader = (module: NodeJS.Module, filename: string) => unknown;
type ModuleFunction = (...commonJs: unknown[]) => unknown;

const node = nodeModule as NodeCompileCache;

/** Uses compiled code of an earlier start, to be called before TypeScript is loaded. The result keeps this start's. */
export function useCompileCache(): () => void {
  if (node.enableCompileCache) {
    node.enableCompileCache(FOLDER);
    return () => node.flushCompileCache?.();
  }
  return cacheModule(requireFromTslab.resolve("@tslab/typescript-for-tslab"));
}

/** Loads one module, which must not depend on others than Node's own, from compiled code. */
function cacheModule(filename: string): () => void {
  const source = readFileSync(filename, "utf8");
  const cacheFile = join(FOLDER, `typescript-${source.length}-${process.version}-${process.arch}.bin`);
  const cachedData = read(cacheFile);
  const script = new Script(nodeModule.wrap(source), { filename, ...(cachedData && { cachedData }) });
  const loaders = (requireFromTslab as unknown as { extensions: Record<".js", Loader> }).extensions;
  const load = loaders[".js"];
  loaders[".js"] = (module, name) => {
    if (name !== filename) return load(module, name);
    loaders[".js"] = load;
    const run = script.runInThisContext() as ModuleFunction;
    return run.call(module.exports, module.exports, requireFromTslab, module, filename, dirname(filename));
  };
  let isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  return () => {
    if (!isKept) write(cacheFile, script.createCachedData());
    isKept = true;
  };
}

/** Damaged code would bring the process down, so it is kept with a checksum in front. */
const CHECKSUM_LENGTH = 32;

function checksum(data: Uint8Array): Buffer {
  return createHash("sha256").update(data).digest();
}

function read(file: string): Buffer | undefined {
  try {
    const kept = readFileSync(file);
    const data = kept.subarray(CHECKSUM_LENGTH);
    return checksum(data).equals(kept.subarray(0, CHECKSUM_LENGTH)) ? data : undefined;
  } catch {
    return undefined;
  }
}

function write(file: string, data: Buffer): void {
  // Another kernel may be starting: it has to find the whole file or none.
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(unfinished, Buffer.concat([checksum(data), data]));
    renameSync(unfinished, file);
  } catch {
    // A folder that cannot be written only costs time.
    rmSync(unfinished, { force: true });
  }
}
