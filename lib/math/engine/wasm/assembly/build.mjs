// @ts-check
/**
 * Compiles the AssemblyScript beside this file and writes ../bytes.ts: `node lib/math/engine/wasm/assembly/build.mjs`.
 * With `--check` it only compares, and fails if the sources have changed since; the tests do that.
 */
import { Buffer } from "node:buffer";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const here = fileURLToPath(import.meta.url.replace(/[^/]*$/, ""));
const target = join(here, "..", "bytes.ts");

// The stub runtime has neither garbage collector nor allocator: nothing here allocates.
const options = ["--runtime", "stub", "--enable", "simd", "-O3", "--noAssert", "--use", "abort="];

/** The text of ../bytes.ts as the sources are now. */
async function compile() {
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error } = await asc.main(["index.ts", "--outFile", "out.wasm", ...options], {
    stderr: process.stderr,
    readFile: (name) => readFile(join(here, name), "utf8").catch(() => null),
    writeFile: (_name, contents) => {
      if (contents instanceof Uint8Array) bytes = contents;
    },
  });
  if (error || !bytes) throw new Error("Cannot compile the loops", { cause: error });
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,100}/g) ?? [];
  return [
    "// Written by assembly/build.mjs: change the sources there, not this.",
    "",
    "/** The loops of assembly/, compiled to WebAssembly, in base64. */",
    "export const bytes: string = [",
    ...lines.map((line) => `  "${line}",`),
    '].join("");',
    "",
  ].join("\n");
}

const text = await compile();
if (!process.argv.includes("--check")) await writeFile(target, text);
else if ((await readFile(target, "utf8")).replaceAll("\r\n", "\n") !== text) {
  process.stderr.write(
    "bytes.ts is not what its sources compile to: run lib/math/engine/wasm/assembly/build.mjs\n",
  );
  process.exitCode = 1;
}
