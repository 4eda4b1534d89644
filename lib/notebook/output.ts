import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";

/** What one output of a cell holds: the same content as several mime types, of which a front end takes the richest it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** The one function of tslab that sends a bundle of mime types; its public `display` sends one type at a time. */
interface TslabOutput {
  lastWriteDisplayData?: (
    output: { data: MimeBundle; metadata: object; transient: { display_id?: string } },
    update: boolean,
  ) => void;
}

/** What the kit's own kernel offers beyond tslab. */
interface KernelHost {
  clearOutput: (wait: boolean) => void;
}

/** tslab's output, if this code runs in a kernel. Loaded late: outside a kernel, tslab would cost a second for nothing. */
function tslabOutput(): TslabOutput | undefined {
  return "__tslab__" in globalThis
    ? (createRequire(__filename)("tslab/dist/jupyter.js") as TslabOutput)
    : undefined;
}

/**
 * Shows a bundle below the running cell. Outside a kernel (a script, a test) its plain text goes to the console.
 *
 * @param bundle - the content by mime type; `text/plain` is what a reader without pictures gets
 */
export function send(bundle: MimeBundle): void {
  const write = tslabOutput()?.lastWriteDisplayData;
  if (write) write({ data: bundle, metadata: {}, transient: {} }, false);
  else console.log(bundle["text/plain"]);
}

/** An output that can be replaced after it was shown. */
interface LiveOutput {
  /** Replaces what is shown. Outside a kernel it does nothing: a console cannot take back its lines. */
  replace(bundle: MimeBundle): void;
}

/** Shows a bundle below the running cell and keeps hold of it, so that it can be replaced later. */
export function sendLive(bundle: MimeBundle): LiveOutput {
  const write = tslabOutput()?.lastWriteDisplayData;
  if (!write) {
    console.log(bundle["text/plain"]);
    return { replace: () => undefined };
  }
  const transient = { display_id: randomUUID() };
  write({ data: bundle, metadata: {}, transient }, false);
  return {
    replace: (next) => {
      write({ data: next, metadata: {}, transient }, true);
    },
  };
}

/**
 * Takes away what the running cell has shown so far.
 *
 * @param options - `wait`: keep the old output until the next one comes, which avoids flicker (default true)
 * @throws Error on a kernel without this ability: stock tslab, or no kernel at all
 */
export function clearOutput({ wait = true }: { wait?: boolean } = {}): void {
  const host = (globalThis as Record<symbol, unknown>)[Symbol.for("breaking-symmetry.kernel")] as
    KernelHost | undefined;
  if (!host) throw new Error("Cannot clear the output: only the kernel that `npm start` sets up can do that");
  host.clearOutput(wait);
}
