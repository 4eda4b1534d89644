/**
 * What a library finds as `globalThis[Symbol.for("breaking-symmetry.kernel")]`: the kernel as the cell sees it on whose behalf
 * the code is running.
 */
import type { KernelHost as LibraryHost } from "../../../lib/notebook/host";
import type { Comms } from "../comms/comms";
import type { Widgets } from "../comms/widgets";
import type { Publish } from "../common/messages";
import type { Run } from "./run";

/** What the kit's library needs, whose words say what each is, and what the kernel's own parts are offered with. */
export interface KernelHost extends LibraryHost {
  /** Takes away what the cell has shown: at once, or as soon as it shows something new. */
  clearOutput(wait: boolean): void;
  /** Asks the reader for a line of text. */
  input(prompt: string, password?: boolean): string;
  /** Loads a package. */
  load(name: string): unknown;
  readonly comms: Comms;
  readonly widgets: Widgets;
}

/** What the parts of the kernel give to it. */
export interface HostParts extends Pick<KernelHost, "onInterrupt" | "input" | "load" | "comms" | "widgets"> {
  readonly call: <T>(run: Run, task: () => T) => Promise<Awaited<T>>;
  readonly collect: <T>(run: Run, task: () => T, receive: Publish) => T;
  readonly atEnd: (run: Run, close: () => void) => void;
}

const hosts = new WeakMap<Run, KernelHost>();

/** The host of a run; it is always the same. */
export function hostOf(run: Run, parts: HostParts): KernelHost {
  const host = hosts.get(run) ?? makeHost(run, parts);
  hosts.set(run, host);
  return host;
}

function makeHost(run: Run, { call, collect, atEnd, ...parts }: HostParts): KernelHost {
  return {
    ...parts,
    skipsFilms: run.request.metadata.films === false,
    display: (output, update = false) => {
      run.output.display({ ...output }, update);
    },
    clearOutput: (wait) => {
      run.output.clear(wait);
    },
    bind:
      (task) =>
      (...args) =>
        call(run, () => task(...args)),
    collect: (task, receive) => collect(run, task, receive),
    atEnd: (close) => {
      atEnd(run, close);
    },
  };
}
