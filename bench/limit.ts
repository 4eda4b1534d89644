import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Operations of assembly/limit.ts in one round: 13 vectors of two numbers. */
const OPERATIONS = 26;

/** What this core reaches with 128-bit vectors of f64 in WebAssembly, in GFLOP/s: the best of some tries. */
export async function vectorLimit(): Promise<number> {
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
  const rounds = 4e6;
  let best = 0;
  for (let i = 0; i < 100; i++) {
    const start = performance.now();
    run(rounds);
    best = Math.max(best, (rounds * OPERATIONS) / (performance.now() - start) / 1e6);
  }
  return best;
}
