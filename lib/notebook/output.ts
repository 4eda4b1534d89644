import { kernelHost, type DisplayData, type MimeBundle } from "./host";

/** Shows an output, or updates one that was shown before. */
type Write = (output: DisplayData, update: boolean) => void;

/** Where outputs go: to the kit's own kernel, or to tslab's; nowhere outside a kernel. */
function writer(): Write | undefined {
  const host = kernelHost();
  if (host) return host.display.bind(host);
  if (!("__tslab__" in globalThis)) return undefined;
  // The one function of tslab that sends a bundle of mime types; its public `display` sends one type at a time. It is
  // loaded late: outside a kernel, tslab would cost a second for nothing.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  return (require("tslab/dist/jupyter.js") as { lastWriteDisplayData?: Write }).lastWriteDisplayData;
}

/**
 * Shows a bundle below the running cell. Outside a kernel (a script, a test) its plain text goes to the console.
 *
 * @param bundle - the content by mime type; `text/plain` is what a reader without pictures gets
 */
export function send(bundle: MimeBundle): void {
  const write = writer();
  if (write) write({ data: bundle, metadata: {}, transient: {} }, false);
  else console.log(bundle["text/plain"]);
}

/** An output that can be replaced after it was shown. */
interface LiveOutput {
  /** Replaces what is shown. Outside a kernel it does nothing: a console cannot take back its lines. */
  replace(bundle: MimeBundle): void;
}

/** An identifier that no other output has; not all pages offer `randomUUID`. */
function newId(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Shows a bundle below the running cell and keeps hold of it, so that it can be replaced later. */
export function sendLive(bundle: MimeBundle): LiveOutput {
  const write = writer();
  if (!write) {
    console.log(bundle["text/plain"]);
    return { replace: () => undefined };
  }
  const transient = { display_id: newId() };
  write({ data: bundle, metadata: {}, transient }, false);
  return {
    replace: (next) => {
      write({ data: next, metadata: {}, transient }, true);
    },
  };
}
