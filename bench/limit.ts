import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Operations of assembly/limit.ts in one round: 13 vectors of two numbers. */
const OPERATIONS = 26;

/**
 * Compiles a function that does a number of floating-point operations as fast as this core can with 128-bit vectors of
 * f64 in WebAssembly, without reading or writing any number.
 */
export async function vectorLimit(): Promise<(flops: number) => void> {
  const { default: asc } = await import("assemblyscript/asc");
  let bytes: Uint8Array | undefined;
  await asc.main(["limit.ts", "--outFile", "out.wasm", "--runtime", "stub", "--enable", "simd", "-O3"], {
    readFile: (name) => readFile(join(__dirname, "assembly", name), "utf8").catch(() => null),
    writeFile: (_name, contents) => {
      if (contents instanceof Uint8Array) bytes = contents;
    },
  });
  if (!bytes) throw new Error("Cannot compile assembly/limit.ts");
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports as {
    run: (rounds: number) => number;
  };
  return (flops) => run(flops / OPERATIONS);
}
