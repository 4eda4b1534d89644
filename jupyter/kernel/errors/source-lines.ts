/** Traces a place in a compiled file to the file it was compiled from, by the source map that lies beside it. */
import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, resolve } from "node:path";
import { attempt } from "./attempt";

export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  /** The text of the line, if it can be read. */
  readonly text: string | undefined;
}

const MAP_COMMENT = /\/\/# sourceMappingURL=([^\s]+)\s*$/;

/** The place in the source of a place in a file (line and column from 1); the same place if there is no map. */
export function locateSource(file: string, line: number, column: number): SourcePlace {
  // A map that cannot be read is no map.
  const original = attempt(() => throughMap(file, line, column), undefined) ?? { file, line };
  const text = readText(original.file)?.split(/\r?\n/)[original.line - 1];
  return { ...original, text };
}

function throughMap(file: string, line: number, column: number): { file: string; line: number } | undefined {
  const url = MAP_COMMENT.exec(readText(file) ?? "")?.[1];
  const json = url === undefined ? undefined : readMap(dirname(file), url);
  if (json === undefined) return undefined;
  const entry = new SourceMap(JSON.parse(json) as SourceMapPayload).findEntry(line - 1, column - 1);
  if (!("originalSource" in entry)) return undefined;
  return { file: resolve(dirname(file), entry.originalSource), line: entry.originalLine + 1 };
}

function readMap(folder: string, url: string): string | undefined {
  const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(url)?.[1];
  if (inline !== undefined) return Buffer.from(inline, "base64").toString();
  return readText(resolve(folder, decodeURI(url)));
}

function readText(file: string): string | undefined {
  // A stack may name what is no file, or a file that is gone.
  return attempt(() => readFileSync(file, "utf8"), undefined);
}
