/**
 * Repair: running an import again loads what has been rebuilt.
 *
 * Node keeps every module that it has loaded.
 * On stock tslab: import a library, rebuild it, run the import cell again: the old code still runs.
 *
 * So before a cell imports, modules outside `node_modules` whose files have changed are forgotten, and with them all that
 * depend on them, however indirectly. Other modules stay, and with them the identity of their classes. Objects made by a
 * forgotten module live on with their old code: `instanceof` the new class is false for them, so whoever changes a class
 * runs the cells again that made its objects.
 */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { sep } from "node:path";
import { requireFromTslab } from "../common/packages";
import { loaders } from "./when-loaded";

interface Version {
  readonly modified: number;
  readonly hash: string;
}

const PACKAGES = `${sep}node_modules${sep}`;
const { cache } = requireFromTslab;

export class FreshModules {
  /** The files that were loaded, as they were then. */
  readonly #versions = new Map<string, Version>();

  constructor() {
    for (const extension of [".js", ".json"] as const) {
      const load = loaders[extension];
      loaders[extension] = (module, filename) => {
        // Read before it is loaded: a change in between then counts as one.
        if (!filename.includes(PACKAGES)) this.#versions.set(filename, versionOf(filename));
        return load(module, filename);
      };
    }
  }

  /** Forgets the modules that have changed since they were loaded, and those that depend on them. */
  refresh(): void {
    const changed = [...this.#versions].filter(([file, version]) => this.#hasChanged(file, version));
    if (changed.length === 0) return;
    for (const file of withDependents(new Set(changed.map(([file]) => file)))) {
      this.#versions.delete(file);
      Reflect.deleteProperty(cache, file);
    }
  }

  #hasChanged(file: string, version: Version): boolean {
    if (modified(file) === version.modified) return false;
    const now = versionOf(file);
    // A build may write a file anew without changing it.
    if (now.hash === version.hash) this.#versions.set(file, now);
    return now.hash !== version.hash;
  }
}

function withDependents(stale: Set<string>): Set<string> {
  const modules = Object.values(cache).filter((module) => module !== undefined);
  let before;
  do {
    before = stale.size;
    for (const { filename, children } of modules) {
      if (children.some((child) => stale.has(child.filename))) stale.add(filename);
    }
  } while (stale.size > before);
  return stale;
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function versionOf(file: string): Version {
  const time = modified(file);
  const hash = time === 0 ? "" : createHash("sha1").update(readFileSync(file)).digest("hex");
  return { modified: time, hash };
}
