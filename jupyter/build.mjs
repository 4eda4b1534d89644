// @ts-check
// npm run build: builds everything anew.  npm run dev: goes on building whenever a source changes.
import { existsSync } from "node:fs";
import process from "node:process";
import { command } from "./setup/command.mjs";

command(async () => {
  const { build, compiler } = await import("./setup/build.mjs");
  const { exclusively } = await import("./setup/lock.mjs");
  const { here } = await import("./setup/process.mjs");
  const { Problem } = await import("./setup/report.mjs");
  if (!existsSync(compiler(here().root)))
    throw new Problem(
      "Cannot build: the project's Node packages are not installed.",
      "Run npm ci in its folder first.",
    );
  if (process.argv.includes("--watch")) return (await import("./setup/develop.mjs")).develop(here());
  return exclusively(here(), (alone) => build(alone, { force: true }));
});
