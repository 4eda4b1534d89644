// @ts-check
// npm run build: builds everything anew.  npm run dev: goes on building whenever a source changes.
import process from "node:process";
import { command } from "./setup/command.mjs";

command(async () => {
  const { build, projects } = await import("./setup/build-steps.mjs");
  const { here } = await import("./setup/surroundings.mjs");
  const surroundings = here();
  if (!process.argv.includes("--watch")) return build(surroundings, { force: true });
  const { expectInterrupt } = await import("./setup/lifetime.mjs");
  const { watch } = await import("./setup/watch.mjs");
  const { watchRenderer } = await import("./setup/watch-renderer.mjs");
  expectInterrupt();
  watchRenderer(surroundings);
  const compiler = watch(surroundings, projects);
  surroundings.progress.say("Watching lib, jupyter/kernel and jupyter/renderer (Ctrl-C stops)");
  return new Promise((resolve) => compiler.once("exit", resolve));
});
