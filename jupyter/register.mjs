// @ts-check
// npm run register: makes kernel and renderer known to the person's own Jupyter and VS Code.
// npm run unregister: takes that back.
import process from "node:process";
import { command } from "./setup/command.mjs";

command(async () => {
  const { register, unregister } = await import("./setup/register.mjs");
  const { here } = await import("./setup/process.mjs");
  if (process.argv.includes("--remove")) unregister(here());
  else await register(here());
});
