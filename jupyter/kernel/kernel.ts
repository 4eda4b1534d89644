/** Composes the kernel: tslab's parts, each with its repairs around it. */
import { KernelHandler } from "./assistance/kernel-handler";
import { CellConverter } from "./conversion/cell-converter";
import { repairCompilerOptions } from "./conversion/compiler-options";
import { TranspileTap } from "./conversion/transpile-tap";
import { CellScripts } from "./errors/cell-scripts";
import { CellExecutor } from "./execution/cell-executor";
import { CellRunner } from "./execution/cell-runner";
import { KernelServer } from "./protocol/kernel-server";
import { createConverter } from "./tslab";

/** Starts a kernel that serves the connection described in a file. */
export async function startKernel(connectionFile: string): Promise<void> {
  repairCompilerOptions();
  const scripts = new CellScripts();
  const converter = new CellConverter(
    createConverter({ isJS: false, isBrowser: false }),
    new TranspileTap(),
    scripts,
  );
  const executor = new CellExecutor(process.cwd(), converter);
  const runner = new CellRunner(executor, scripts);
  const server = new KernelServer(new KernelHandler(executor.tslab, false), connectionFile, runner);
  process.on("SIGINT", () => {
    executor.interruption.trigger();
  });
  process.on("uncaughtException", (error) => {
    runner.reportBackgroundError(error);
  });
  process.on("unhandledRejection", (reason) => {
    runner.reportBackgroundError(reason);
  });
  await server.init();
}
