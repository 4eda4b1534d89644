/** The command that a kernelspec names: `node jupyter/kernel/dist/main.js --config-path FILE`. */
import { parseArgs } from "node:util";
import { startKernel } from "./kernel";

const { values } = parseArgs({ options: { "config-path": { type: "string" } } });
const connectionFile = values["config-path"];
if (connectionFile === undefined) {
  console.error("Cannot start the kernel: --config-path has to name Jupyter's connection file");
  process.exitCode = 2;
} else void startKernel(connectionFile);
