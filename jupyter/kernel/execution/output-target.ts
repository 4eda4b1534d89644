/**
 * Directs what a cell's code prints and displays to that cell's output: the standard streams, tslab's `display`, and
 * the host object through which a library can clear the output, which tslab offers no way to do.
 */
import { StringDecoder } from "node:string_decoder";
import { setDisplayWriter } from "../tslab";
import type { CellOutput } from "./cell-output";

/** What a library finds as `globalThis[Symbol.for("breaking-symmetry.kernel")]`. */
interface KernelHost {
  clearOutput(wait: boolean): void;
}

const hosts = globalThis as unknown as Record<symbol, KernelHost>;

type Write = typeof process.stdout.write;

/**
 * From now on everything goes to this output. As in other kernels, what a cell's timers print after its end still
 * belongs to it, until the next cell starts.
 */
export function directOutputTo(output: CellOutput): void {
  process.stdout.write = writeTo(output, "stdout");
  process.stderr.write = writeTo(output, "stderr");
  setDisplayWriter((content, update) => {
    output.display(content, update);
  });
  hosts[Symbol.for("breaking-symmetry.kernel")] = {
    clearOutput: (wait) => {
      output.clear(wait);
    },
  };
}

function writeTo(output: CellOutput, stream: "stdout" | "stderr"): Write {
  // A character may be split between two writes of bytes.
  const decoder = new StringDecoder("utf8");
  return (data: string | Uint8Array, ...rest: unknown[]) => {
    output.write(stream, typeof data === "string" ? data : decoder.write(Buffer.from(data)));
    const done = rest.find((argument) => typeof argument === "function") as (() => void) | undefined;
    if (done) queueMicrotask(done);
    return true;
  };
}
