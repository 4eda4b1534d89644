/** tslab's handler of requests, with better answers about the kernel itself, completion and inspection. */
import type { JupyterContent } from "../protocol/message";
import { TslabHandler } from "../tslab";
import { describeKernel } from "./kernel-info";

export class KernelHandler extends TslabHandler {
  override handleKernel(): JupyterContent {
    return describeKernel();
  }

  override handleShutdown({ restart }: { restart: boolean }): JupyterContent {
    return { status: "ok", restart };
  }
}
