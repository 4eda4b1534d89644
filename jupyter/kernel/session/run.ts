/** One thing that a front end asked for and that runs code of the reader: a cell, or a callback of a control. */
import type { CompiledCell } from "../compile/cell-compiler";
import type { ErrorDescription } from "../errors/describe";
import type { CellOutput } from "./cell-output";
import type { Interruptible } from "../common/interrupt";
import type { Request } from "../common/messages";

export class Run implements Interruptible {
  isStopped = false;
  /** Whether its end has been told; code that it has left behind may still run. */
  isFinished = false;
  compiled: CompiledCell | undefined;
  /** An error that no one waited for while it ran. */
  backgroundError: ErrorDescription | undefined;
  readonly request: Request;
  readonly output: CellOutput;
  /** The number that the notebook shows beside the cell. */
  readonly count: number;

  constructor(request: Request, output: CellOutput, count: number) {
    this.request = request;
    this.output = output;
    this.count = count;
  }

  /** The same run with another place for what it prints and shows. */
  withOutput(output: CellOutput): Run {
    return Object.create(this, { output: { value: output } }) as Run;
  }

  /** What Node shows where it keeps a run beside a timer. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[cell]";
  }

  get cellId(): string | undefined {
    const { cellId } = this.request.metadata;
    return typeof cellId === "string" ? cellId : undefined;
  }
}
