// @ts-check
// npm run notebooks: runs every notebook and brings it to the form in which notebooks are committed.
// Named notebooks only: npm run notebooks -- notebooks/01-why-not-zeros.ipynb
import { createRequire } from "node:module";
import process from "node:process";
import { command } from "../../jupyter/setup/command.mjs";

command(async () => {
  const { setUp } = await import("../../jupyter/setup/setup.mjs");
  await setUp({ dev: true });
  const { register } = await import("tsx/cjs/api");
  register(); // lets Node load the TypeScript below
  /** @type {unknown} */
  const loaded = createRequire(import.meta.url)("./tools/normalise.ts");
  const { main } = /** @type {typeof import("./tools/normalise.js")} */ (loaded);
  await main(process.argv.slice(2));
});
