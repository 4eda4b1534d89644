/** What one output of a cell holds: the same content as several mime types, of which a front end takes the richest it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** The state of a widget, as Jupyter's widgets protocol has it. */
export type WidgetState = Readonly<Record<string, unknown>>;

/** A control in the kernel, and its views in every page that shows it. */
export interface WidgetModel {
  readonly id: string;
  readonly state: WidgetState;
  onChange(changed: WidgetState): void;
  onCustom(content: unknown): void;
  set(changed: WidgetState): void;
  close(): void;
}

/** A channel to the pages that show something. */
export interface Comm {
  onMessage(message: { readonly data: WidgetState }): void;
  send(data: WidgetState): void;
  close(): void;
}

/** An output as a kernel takes it. */
export interface DisplayData {
  readonly data: MimeBundle;
  readonly metadata: object;
  readonly transient: { readonly display_id?: string };
}

/** What the kit's own kernel offers beyond tslab, as the cell sees it on whose behalf the code is running. */
export interface KernelHost {
  display(output: DisplayData, update?: boolean): void;
  /** Calls a listener when the reader interrupts; returns what ends that. */
  onInterrupt(listener: () => void): () => void;
  readonly comms: { offer(target: string, id: string): Comm };
  readonly widgets: {
    open(state: WidgetState): WidgetModel;
    /** A model that is none of Jupyter's own: pages that know it join it by its id. */
    offer(state: WidgetState): WidgetModel;
  };
  /** A function that runs a task later, as part of the cell. */
  bind<A extends unknown[], R>(task: (...args: A) => R): (...args: A) => Promise<Awaited<R>>;
  /** Runs a task at once; what it prints and shows, as messages of Jupyter's protocol, goes to a listener instead of the cell. */
  collect<T>(task: () => T, receive: (type: string, content: WidgetState) => void): T;
  /** Whether nobody watches this run, so that a film shows its end at once. */
  readonly skipsFilms?: boolean;
  /** Calls something when the cell runs again or is deleted. */
  atEnd(close: () => void): void;
}

/** The kernel that runs this code, if it is the kit's own. */
export function kernelHost(): KernelHost | undefined {
  return (globalThis as Record<symbol, unknown>)[Symbol.for("breaking-symmetry.kernel")] as
    KernelHost | undefined;
}
