import type { MimeBundle } from "./output";

/** The state of a widget, as Jupyter's widgets protocol has it. */
export type WidgetState = Readonly<Record<string, unknown>>;

/** A control in the kernel, and its views in every page that shows it. */
export interface WidgetModel {
  readonly id: string;
  onChange: (changed: WidgetState) => void;
  onCustom: (content: unknown) => void;
  set(changed: WidgetState): void;
  close(): void;
}

/** A channel to the pages that show something. */
export interface Comm {
  onMessage: (message: { readonly data: WidgetState }) => void;
  send(data: WidgetState): void;
  close(): void;
}

/** What the kit's own kernel offers beyond tslab, as the cell sees it on whose behalf the code is running. */
export interface KernelHost {
  clearOutput(wait: boolean): void;
  display(
    output: { data: MimeBundle; metadata: object; transient: { display_id?: string } },
    update?: boolean,
  ): void;
  readonly comms: { offer(target: string, id: string): Comm };
  readonly widgets: { open(state: WidgetState): WidgetModel };
  /** A function that runs a task later, as part of the cell. */
  bind<A extends unknown[], R>(task: (...args: A) => R): (...args: A) => Promise<Awaited<R>>;
  /** Calls something when the cell runs again or is deleted. */
  atEnd(close: () => void): void;
}

/** The kernel that runs this code, if it is the kit's own. */
export function kernelHost(): KernelHost | undefined {
  return (globalThis as Record<symbol, unknown>)[Symbol.for("breaking-symmetry.kernel")] as
    KernelHost | undefined;
}
