/**
 * What a library finds as `globalThis[Symbol.for("breaking-symmetry.kernel")]`: the kernel as the cell sees it on whose behalf
 * the code is running.
 */
import type { Comms } from "../comms/comms";
import type { Widgets } from "../comms/widgets";
import type { Content, Publish } from "../common/messages";
import type { Run } from "./run";

export interface KernelHost {
  /** Shows a bundle, or updates one shown before under its display id. */
  display(content: Content, update?: boolean): void;
  /** Takes away what the cell has shown: at once, or as soon as it shows something new. */
  clearOutput(wait: boolean): void;
  /** Calls a listener when the reader interrupts; returns what ends that. */
  onInterrupt(listener: () => void): () => void;
  /** Asks the reader for a line of text. */
  input(prompt: string, password?: boolean): string;
  /** Loads a package. */
  load(name: string): unknown;
  readonly comms: Comms;
  readonly widgets: Widgets;
  /** A function that runs a task later, as part of the cell: its output goes there, and it can be interrupted. */
  bind<A extends unknown[], R>(task: (...args: A) => R): (...args: A) => Promise<Awaited<R>>;
  /** Runs a task at once; what it prints and shows, as messages of Jupyter's protocol, goes to a listener instead of the cell. */
  collect<T>(task: () => T, receive: Publish): T;
  /** Calls something when the cell runs again or is deleted. */
  atEnd(close: () => void): void;
}

/** What the parts of the kernel give to it. */
export interface HostParts extends Pick<KernelHost, "onInterrupt" | "input" | "load" | "comms" | "widgets"> {
  readonly call: <T>(run: Run, task: () => T) => Promise<Awaited<T>>;
  readonly collect: <T>(run: Run, task: () => T, receive: Publish) => T;
  readonly atEnd: (run: Run, close: () => void) => void;
}

export function hostOf(run: Run, { call, collect, atEnd, ...parts }: HostParts): KernelHost {
  return {
    ...parts,
    display: (content, update = false) => {
      run.output.display(content, update);
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
