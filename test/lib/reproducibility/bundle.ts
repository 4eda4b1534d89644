import { build } from "esbuild";
import { byHandCells } from "./by-hand";

/**
 * A script that leaves in the variable `reproducibility` what results.ts exports, and the lessons' cells by hand as
 * `byHand`. It is made for browsers: whatever of Node the library imported would be an error here.
 */
export async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from "./results"; export { byHand } from "by-hand";`,
      resolveDir: __dirname,
    },
    plugins: [byHandCells],
    // What notebooks alone need is loaded when it is first used.
    external: ["mathjs", "tslab"],
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
