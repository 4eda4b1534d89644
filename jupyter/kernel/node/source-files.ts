/** Traces a place in a compiled file to the file it was compiled from, by the source map that lies beside it. */
import { readFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { SourceMap } from "../compile/source-map";
import type { Files, SourcePlace } from "../errors/stack";
import { requireFromTslab } from "../common/packages";
import { attempt } from "../common/attempt";

const MAP_COMMENT = /\/\/# sourceMappingURL=([^\s]+)\s*$/;

const PACKAGES = `${sep}node_modules${sep}`;

/** Folders whose code runs the cells but is not part of them: the kernel, tslab and its TypeScript. */
const INTERNAL_FOLDERS = [
  dirname(__dirname),
  dirname(requireFromTslab.resolve("tslab/package.json")),
  dirname(dirname(require.resolve("typescript"))),
].map((folder) => folder + sep);

export class SourceFiles implements Files {
  /** Modules that were compiled in memory, by the path that they run under. */
  readonly #compiled: ReadonlyMap<string, string>;

  constructor(compiled: ReadonlyMap<string, string>) {
    this.#compiled = compiled;
  }

  isInternal(file: string): boolean {
    return file.startsWith("node:") || INTERNAL_FOLDERS.some((folder) => pathOf(file).startsWith(folder));
  }

  isPackage(file: string): boolean {
    return file.includes(PACKAGES);
  }

  locate(name: string, line: number, column: number): SourcePlace {
    const file = pathOf(name);
    // A map that cannot be read counts as none.
    const original = attempt(() => this.#throughMap(file, line, column), undefined) ?? { file, line, column };
    const text = this.#read(original.file)?.split(/\r?\n/)[original.line - 1];
    const path = relative(process.cwd(), original.file).replaceAll("\\", "/");
    return { path, line: original.line, column: original.column, text };
  }

  #throughMap(
    file: string,
    line: number,
    column: number,
  ): { file: string; line: number; column: number } | undefined {
    const code = this.#compiled.get(file) ?? this.#read(file) ?? "";
    const url = MAP_COMMENT.exec(code)?.[1];
    const json = url === undefined ? undefined : this.#readMap(dirname(file), url);
    if (json === undefined) return undefined;
    const map = new SourceMap(json);
    const found = map.find({ line: line - 1, column: column - 1 });
    if (!found) return undefined;
    const { original, source } = found;
    return {
      file: resolve(dirname(file), map.sources[source]!),
      line: original.line + 1,
      column: original.column + 1,
    };
  }

  #readMap(folder: string, url: string): string | undefined {
    const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(url)?.[1];
    if (inline !== undefined) return Buffer.from(inline, "base64").toString();
    return this.#read(resolve(folder, decodeURI(url)));
  }

  #read(file: string): string | undefined {
    // A stack may name what is not a file, or a file that is gone.
    return attempt(() => readFileSync(file, "utf8"), undefined);
  }
}

function pathOf(file: string): string {
  return file.startsWith("file://") ? attempt(() => fileURLToPath(file), file) : file;
}
