/** Where the kernel keeps what saves time: beside itself, or, if it may not write there, in the user's own folder. */
import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { attempt } from "../common/attempt";

/** Beside the compiled kernel. */
const BESIDE = join(dirname(__dirname), "cache");

/** Where users of this system expect such files. */
function usersOwn(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  const otherwise = process.platform === "darwin" ? "Library/Caches" : ".cache";
  return join(LOCALAPPDATA ?? XDG_CACHE_HOME ?? join(homedir(), otherwise), "breaking-symmetry");
}

function isWritable(folder: string): boolean {
  return attempt(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  }, false);
}

/** The folders to read from; the first is written to, if it can be. */
export function cacheFolders(): readonly string[] {
  return isWritable(BESIDE) ? [BESIDE] : [usersOwn(), BESIDE];
}

/** Damaged files would do worse than missing ones, so each has a checksum in front. */
const CHECKSUM_LENGTH = 32;

function checksum(data: Uint8Array): Buffer {
  return createHash("sha256").update(data).digest();
}

/** Reads a file as it was written; undefined if it cannot be read or is damaged. */
export function readWhole(file: string): Buffer | undefined {
  const kept = attempt(() => readFileSync(file), undefined);
  const data = kept?.subarray(CHECKSUM_LENGTH);
  return data && checksum(data).equals(kept!.subarray(0, CHECKSUM_LENGTH)) ? data : undefined;
}

let written = 0;

/** Writes a file, so that others find the whole of it or none. That it cannot be written only costs time. */
export function writeWhole(file: string, data: Uint8Array): void {
  const unfinished = `${file}.${process.pid}-${++written}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, Buffer.concat([checksum(data), data]));
    renameSync(unfinished, file);
  } catch {
    attempt(() => {
      rmSync(unfinished, { force: true });
    }, undefined);
  }
}
