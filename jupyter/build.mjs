// @ts-check
// npm run build: builds everything anew.  npm run dev: goes on building whenever a source changes.
import process from "node:process";
import { command } from "./setup/command.mjs";

command(async () => {
  const { build } = await import("./setup/build.mjs");
  const { exclusively } = await import("./setup/lock.mjs");
  const { here } = await import("./setup/process.mjs");
  if (process.argv.includes("--watch")) return (await import("./setup/develop.mjs")).develop(here());
  return exclusively(here(), (alone) => build(alone, { force: true }));
});
