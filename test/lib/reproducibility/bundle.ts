import { join } from "node:path";
import { build } from "esbuild";

/**
 * A script that leaves in the variable `reproducibility` what results.ts exports. It is made for browsers: whatever of
 * Node the library imported would be an error here.
 */
export async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, "results.ts")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "reproducibility",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}
