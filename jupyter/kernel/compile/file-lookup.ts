/**
 * Files as TypeScript finds them: the modules in memory, and those on the machine as they are when a cell is checked.
 *
 * Nothing is watched. Packages count as unchanged; the few other files are looked at before each cell.
 */
import ts from "typescript";
import { attempt } from "../common/attempt";

export const PACKAGES = "/node_modules/";

/** A module that is no file. */
export interface Module {
  readonly text: string;
  readonly version: number;
}

export class FileLookup {
  readonly #system: ts.System;
  readonly #modules: ReadonlyMap<string, Module>;
  readonly #versions = new Map<string, string>();
  readonly #snapshots = new Map<string, { version: string; snapshot: ts.IScriptSnapshot | undefined }>();
  readonly #found = new Map<string, unknown>();

  constructor(system: ts.System, modules: ReadonlyMap<string, Module>) {
    this.#system = system;
    this.#modules = modules;
  }

  readonly fileExists = (path: string): boolean =>
    this.#modules.has(path) || this.once("file", path, () => this.#system.fileExists(path));

  readonly readFile = (path: string): string | undefined =>
    this.#modules.get(path)?.text ?? this.#readOnce(path);

  readonly directoryExists = (path: string): boolean =>
    this.once("folder", path, () => this.#system.directoryExists(path));

  readonly getDirectories = (path: string): string[] =>
    this.once("folders", path, () => this.#system.getDirectories(path));

  /** The text of a file, as TypeScript wants it: the same object as long as the file is the same. */
  snapshot(path: string): ts.IScriptSnapshot | undefined {
    const version = this.version(path);
    const kept = this.#snapshots.get(path);
    if (kept?.version === version) return kept.snapshot;
    const text = this.readFile(path);
    const snapshot = text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    this.#snapshots.set(path, { version, snapshot });
    return snapshot;
  }

  /** What tells one state of a file from another. */
  version(path: string): string {
    const module = this.#modules.get(path);
    if (module) return `module ${module.version}`;
    const known = this.#versions.get(path);
    if (known !== undefined) return known;
    const version = this.#read(path);
    this.#versions.set(path, version);
    return version;
  }

  /** Looks at all files anew, except those of packages. */
  refresh(): void {
    for (const path of this.#versions.keys())
      if (!path.includes(PACKAGES)) this.#versions.set(path, this.#read(path));
  }

  /** Looks for the files of packages anew. */
  forget(): void {
    this.#found.clear();
  }

  #read(path: string): string {
    return String(this.#system.getModifiedTime?.(path)?.getTime() ?? 0);
  }

  #readOnce(path: string): string | undefined {
    const read = (): string | undefined => this.#system.readFile(path);
    return path.endsWith("/package.json") ? this.once("text", path, () => shortened(read())) : read();
  }

  /** Looks once for what belongs to a package: TypeScript asks again and again. */
  once<T>(kind: string, path: string, look: () => T): T {
    if (!path.includes(PACKAGES)) return look();
    const key = `${kind} ${path}`;
    if (!this.#found.has(key)) this.#found.set(key, look());
    return this.#found.get(key) as T;
  }
}

/** What TypeScript reads of a package's description. */
const READ = ["name", "version", "type", "types", "typings", "main", "exports", "imports", "typesVersions"];

/** A package's description without the rest: TypeScript parses it again and again, for each file of the package. */
function shortened(text: string | undefined): string | undefined {
  const parse = (): object => JSON.parse(text ?? "") as object;
  const description = attempt(parse, undefined);
  if (typeof description !== "object" || Array.isArray(description)) return text;
  return JSON.stringify(
    Object.fromEntries(Object.entries(description).filter(([key]) => READ.includes(key))),
  );
}
