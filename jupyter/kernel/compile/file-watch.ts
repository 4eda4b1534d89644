/**
 * Repair: types are those of the files as they are when a cell runs.
 *
 * tslab lets TypeScript poll every file of a cell's program for changes, the hundreds that never change included.
 * On stock tslab: rebuild a library and at once run a cell that uses what is new in it: TypeScript does not know it yet.
 *
 * So nothing is polled. The files outside `node_modules` are looked at before each cell.
 */
import { ts, type TypeScript } from "./tslab";

interface Watched {
  readonly callbacks: Set<TypeScript.FileWatcherCallback>;
  modified: number | undefined;
}

export class FileWatch {
  readonly #files = new Map<string, Watched>();

  /** From now on TypeScript learns of changed files only through `refresh`. */
  constructor() {
    ts.sys.watchFile = (file, callback) => this.#watch(file, callback);
  }

  /** Tells TypeScript which files have changed, appeared or vanished. */
  refresh(): void {
    for (const [file, watched] of this.#files) {
      const before = watched.modified;
      watched.modified = modified(file);
      if (watched.modified === before) continue;
      const kind = eventKind(before, watched.modified);
      for (const callback of watched.callbacks) callback(file, kind);
    }
  }

  #watch(file: string, callback: TypeScript.FileWatcherCallback): TypeScript.FileWatcher {
    if (file.includes("/node_modules/")) return { close: () => undefined };
    const watched = this.#files.get(file) ?? { callbacks: new Set(), modified: modified(file) };
    watched.callbacks.add(callback);
    this.#files.set(file, watched);
    return {
      close: () => {
        watched.callbacks.delete(callback);
        if (watched.callbacks.size === 0) this.#files.delete(file);
      },
    };
  }
}

function eventKind(before: number | undefined, now: number | undefined): TypeScript.FileWatcherEventKind {
  if (now === undefined) return ts.FileWatcherEventKind.Deleted;
  return before === undefined ? ts.FileWatcherEventKind.Created : ts.FileWatcherEventKind.Changed;
}

function modified(file: string): number | undefined {
  return ts.sys.getModifiedTime?.(file)?.getTime();
}
