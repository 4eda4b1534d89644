// @ts-check
// node jupyter/install-into.mjs <folder of a Python environment>: for Binder, JupyterHub and images, where JupyterLab
// runs from an environment of its own. That environment gets the pinned JupyterLab, the kernel and the renderer.
import process from "node:process";
import { command } from "./setup/command.mjs";

command(async () => {
  const { installInto } = await import("./setup/register.mjs");
  await installInto(process.argv[2]);
});
