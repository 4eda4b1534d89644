/**
 * Known cells as files, one for each, which all kernels of a machine share. Whatever goes wrong with them, cells are only checked
 * once more.
 */
import { createHash } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../common/attempt";
import type { KnownCells } from "../known/store";
import { cacheFolders, readWhole, writeWhole } from "./cache-folder";
import { Environment } from "./environment";

/** A cell takes two small files; the lessons have some 250 cells. */
const MAXIMUM_FILES = 5000;
const MAXIMUM_BYTES = 30e6;
const MAXIMUM_FILE_BYTES = 300e3;

/** How many files are written before the folder is looked over. */
const ROUND = 100;

export class KnownFolder implements KnownCells {
  readonly environment: KnownCells["environment"];
  readonly #folders: readonly string[];
  #written = 0;

  /** @param folders - to read from; the first is written to */
  constructor(folders: readonly string[], environment: KnownCells["environment"]) {
    this.#folders = folders;
    this.environment = environment;
  }

  keyOf(text: string): string {
    return createHash("sha256").update(text).digest("hex");
  }

  get(key: string): unknown {
    for (const folder of this.#folders) {
      const data = readWhole(join(folder, key));
      // The key is inside as well: a file may have been given another's name.
      const [kept, value] = data
        ? attempt(() => JSON.parse(data.toString()) as [string, unknown], ["", undefined])
        : [];
      if (kept === key) return value;
    }
    return undefined;
  }

  set(key: string, value: unknown): void {
    const data = Buffer.from(JSON.stringify([key, value]));
    if (data.length > MAXIMUM_FILE_BYTES) return;
    if (this.#written++ % ROUND === 0) clear(this.#folders[0]!);
    writeWhole(join(this.#folders[0]!, key), data);
  }
}

/** The cells that this machine knows. @param folder - the notebook's */
export function knownCells(folder: string): KnownFolder {
  const folders = cacheFolders().map((cache) => join(cache, "cells"));
  return new KnownFolder(folders, new Environment(folder).of);
}

/** Removes what was written first from a folder that has grown too large; other kernels may do the same. */
function clear(folder: string): void {
  const files = attempt(() => readdirSync(folder), []).flatMap((name) => {
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    return found ? [{ file, time: found.mtimeMs, bytes: found.size }] : [];
  });
  let [count, bytes] = [0, 0];
  for (const { file, bytes: more } of files.sort((a, b) => b.time - a.time)) {
    count++;
    bytes += more;
    if (count > MAXIMUM_FILES || bytes > MAXIMUM_BYTES)
      attempt(() => {
        rmSync(file, { force: true });
      }, undefined);
  }
}
