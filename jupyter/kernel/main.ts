/** The command that a kernelspec names: `node jupyter/kernel/dist/main.js --config-path FILE`. */
import { parseArgs } from "node:util";
import { createRequire } from "node:module";
import { useCompileCache } from "./startup/compile-cache";
import { ControlThread } from "./control/control-thread";

const { values } = parseArgs({ options: { "config-path": { type: "string" } } });
const connectionFile = values["config-path"];
if (connectionFile === undefined) {
  console.error("Cannot start the kernel: --config-path has to name Jupyter's connection file");
  process.exitCode = 2;
} else {
  // The control thread starts while this thread loads TypeScript.
  const control = new ControlThread(connectionFile);
  const keepCompiledCode = useCompileCache();
  const { startKernel } = createRequire(__filename)("./kernel") as typeof import("./kernel");
  startKernel(connectionFile, control, keepCompiledCode).catch(async (error: unknown) => {
    // A kernel that cannot be reached must not stay: whoever started it sees it end, and may choose other ports.
    console.error(`Cannot start the kernel: ${describeFailure(error)}`);
    await control.close();
    process.exit(1);
  });
}

/** Names the address as well if a socket could not be bound. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "address" in error ? `${error.message}: ${String(error.address)}` : (error.stack ?? error.message);
}
