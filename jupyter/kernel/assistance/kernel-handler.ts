/** tslab's handler of requests, with better answers about the kernel itself, completion and inspection. */
import type { JupyterContent } from "../protocol/message";
import { TslabHandler, type Executor } from "../tslab";
import { complete } from "./completion";
import { inspect } from "./inspection";
import { describeKernel } from "./kernel-info";

interface CodeRequest {
  readonly code: string;
  readonly cursor_pos: number;
}

/**
 * A front end that connects asks again every half second until all channels work; the kernel must not be busy by then. Time in
 * milliseconds without such a question.
 */
const QUIET_TIME = 600;

export class KernelHandler extends TslabHandler {
  readonly #executor: Executor;
  readonly #warmUp: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** `warmUp` is called in a quiet moment after someone has asked what kernel this is. */
  constructor(executor: Executor, warmUp: () => void) {
    super(executor, false);
    this.#executor = executor;
    this.#warmUp = warmUp;
  }

  override handleKernel(): JupyterContent {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#warmUp, QUIET_TIME);
    return describeKernel();
  }

  override handleComplete({ code, cursor_pos: cursor }: CodeRequest): JupyterContent {
    return complete(this.#executor, code, cursor);
  }

  override handleInspect({ code, cursor_pos: cursor }: CodeRequest): JupyterContent {
    return inspect(this.#executor, code, cursor);
  }

  override handleShutdown({ restart }: { restart: boolean }): JupyterContent {
    return { status: "ok", restart };
  }
}
