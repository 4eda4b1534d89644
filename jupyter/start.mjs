// @ts-check
// npm start: sets up what is missing and opens JupyterLab on the first notebook. Arguments after -- go to JupyterLab.
import process from "node:process";
import { command } from "./setup/command.mjs";

command(async () => {
  const { startLab } = await import("./setup/lab.mjs");
  await startLab(process.argv.slice(2));
});
