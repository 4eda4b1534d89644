/** A file system that TypeScript reads, in memory: its own library, what a page offers, and the library's types. */
import path from "path";

/** Files by path. */
export type FileTexts = Readonly<Record<string, string>>;

/** The folder in which cells stand, as the notebooks do beside `lib`. */
export const NOTEBOOKS = "/kit/notebooks";

/** Where the declarations of the page's own functions are. */
export const TYPES = "/kit/node_modules/@types";

/** Where TypeScript looks for its own library. */
const COMPILER = "/ts/lib/tsc.js";

/** Where the library's sources are, beside its types. */
const SOURCES = "/kit/lib/";

const files = new Map<string, string>();
// TypeScript looks for nothing, not even for the cells, in a folder that is not there.
const folders = new Set<string>([NOTEBOOKS]);

/** Puts files in place, before the first cell is compiled. */
export function addFiles(texts: FileTexts): void {
  for (const [path, text] of Object.entries(texts)) {
    files.set(path, text);
    for (let folder = parent(path); !folders.has(folder); folder = parent(folder)) {
      folders.add(folder);
      if (folder === "/") break;
    }
  }
}

let loadSources = (): FileTexts => ({});

/** Says how to get the library's sources, by path in its folder. Nothing is compiled from them, so most readers never need them. */
export function offerSources(load: () => FileTexts): void {
  loadSources = load;
}

function read(file: string): string | undefined {
  const text = files.get(file);
  if (text !== undefined || !file.startsWith(SOURCES) || !file.endsWith(".ts")) return text;
  return loadSources()[file.slice(SOURCES.length)];
}

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

const nothing = (): undefined => undefined;
const watcher = { close: nothing };

/** What TypeScript knows of a machine (its interface `System`). */
export const system = {
  args: [],
  newLine: "\n",
  useCaseSensitiveFileNames: true,
  write: nothing,
  readFile: read,
  writeFile: nothing,
  resolvePath: (file: string): string => path.resolve(NOTEBOOKS, file),
  fileExists: (path: string): boolean => files.has(path),
  directoryExists: (path: string): boolean => folders.has(path.replace(/(.)\/$/, "$1")),
  createDirectory: nothing,
  getExecutingFilePath: (): string => COMPILER,
  getCurrentDirectory: (): string => NOTEBOOKS,
  getDirectories: (path: string): string[] =>
    [...folders].filter((folder) => parent(folder) === path).map((folder) => folder.slice(path.length + 1)),
  readDirectory: (): string[] => [],
  getModifiedTime: (path: string): Date | undefined => (files.has(path) ? new Date(0) : undefined),
  watchFile: () => watcher,
  watchDirectory: () => watcher,
  exit: nothing,
  setTimeout: (callback: () => void, milliseconds: number): unknown => setTimeout(callback, milliseconds),
  clearTimeout: (timer: number): void => {
    clearTimeout(timer);
  },
};
