/** Composes the kernel: tslab's parts, each with its repairs around it. */
import { KernelHandler } from "./assistance/kernel-handler";
import { CellConverter } from "./conversion/cell-converter";
import { repairCompilerOptions } from "./conversion/compiler-options";
import { FileWatch } from "./conversion/file-watch";
import { FreshConverter } from "./conversion/fresh-converter";
import { TranspileTap } from "./conversion/transpile-tap";
import type { ControlThread } from "./control/control-thread";
import { CellScripts } from "./errors/cell-scripts";
import { CellExecutor } from "./execution/cell-executor";
import { CellRunner } from "./execution/cell-runner";
import { FreshModules } from "./modules/fresh-modules";
import { KernelServer } from "./protocol/kernel-server";

/**
 * Starts a kernel.
 *
 * @param connectionFile - Jupyter's description of the connection to serve
 * @param control - the thread that serves the control channel of the connection
 * @param onWarm - called when all code that cells need has been loaded and used, possibly again later
 */
export async function startKernel(
  connectionFile: string,
  control: ControlThread,
  onWarm: () => void,
): Promise<void> {
  repairCompilerOptions();
  const scripts = new CellScripts();
  const tslabConverter = new FreshConverter(new FileWatch());
  const converter = new CellConverter(tslabConverter, new TranspileTap(), scripts);
  const executor = new CellExecutor(process.cwd(), converter, new FreshModules(), control.state);
  const runner = new CellRunner(executor, scripts, control.state);
  const handler = new KernelHandler(executor.tslab, () => {
    control.state.protect(() => {
      tslabConverter.warmUp();
    });
    onWarm();
  });
  const server = new KernelServer(handler, connectionFile, runner, control);
  process.on("SIGINT", () => {
    control.state.noteInterrupt();
    executor.interruption.trigger();
  });
  process.on("uncaughtException", (error) => {
    runner.reportBackgroundError(error);
  });
  process.on("unhandledRejection", (reason) => {
    runner.reportBackgroundError(reason);
  });
  await Promise.all([server.init(), control.bound]);
}
