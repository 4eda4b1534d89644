/** What the renderer needs of the JupyterLab that it runs in: which notebook an output is in, and that notebook's kernel. */

/** Something that tells its listeners. */
interface Signal<T> {
  connect(listener: (sender: unknown, value: T) => void): void;
  disconnect(listener: (sender: unknown, value: T) => void): void;
}

export interface KernelComm {
  onMsg: (message: { readonly content: { readonly data: Readonly<Record<string, unknown>> } }) => void;
  readonly isDisposed: boolean;
  send(data: object): unknown;
}

export interface Kernel {
  readonly status: string;
  readonly statusChanged: Signal<string>;
  createComm(target: string, id: string): KernelComm;
}

/** Makes what draws outputs of some types. */
export interface RendererFactory {
  readonly safe: boolean;
  readonly mimeTypes: readonly string[];
  createRenderer(options: unknown): unknown;
}

/** Draws outputs of some types. */
export interface Rendermime {
  getFactory(mime: string): RendererFactory | undefined;
  addFactory(factory: RendererFactory, rank: number): void;
  preferredMimeType(bundle: object, safe: "ensure" | "prefer" | "any"): string | undefined;
  createRenderer(mime: string): {
    readonly node: HTMLElement;
    readonly isDisposed: boolean;
    dispose(): void;
    renderModel(model: unknown): Promise<void>;
  };
}

/** An open notebook. */
export interface NotebookPanel {
  readonly node: HTMLElement;
  readonly context: { save(): Promise<void> };
  readonly content: {
    readonly rendermime: Rendermime;
    readonly model: { getMetadata(key: string): unknown } | null;
  };
  readonly sessionContext: {
    readonly ready: Promise<void>;
    readonly session: { readonly kernel: Kernel | null } | null;
  };
}

/** The open notebooks. */
export interface Tracker {
  readonly size: number;
  readonly widgetAdded: Signal<NotebookPanel>;
  find(test: (panel: NotebookPanel) => boolean): NotebookPanel | undefined;
}

/** How long, in milliseconds, an output may take to be put into its notebook, and how often to look. */
const PATIENCE = 10_000;
const INTERVAL = 50;

let tracker: Tracker | undefined;

export function useTracker(found: Tracker): void {
  tracker = found;
}

/** The language of a notebook's cells, as its file says. */
export function languageOf({ content }: NotebookPanel): string | undefined {
  const spec = content.model?.getMetadata("kernelspec") as { readonly language?: string } | undefined;
  return spec?.language?.toLowerCase();
}

/** The notebook that an output is in; undefined if it is in none, as in a page that is not JupyterLab. */
export async function notebookOf(node: HTMLElement): Promise<NotebookPanel | undefined> {
  for (let waited = 0; waited < PATIENCE; waited += INTERVAL) {
    const panel = tracker?.find((candidate) => candidate.node.contains(node));
    if (panel) return panel;
    // A view of an output beside the notebooks does not tell which it belongs to.
    if (node.isConnected && tracker?.size === 1) return tracker.find(() => true);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
  return undefined;
}

export async function kernelOf(node: HTMLElement): Promise<Kernel | undefined> {
  const panel = await notebookOf(node);
  await panel?.sessionContext.ready;
  return panel?.sessionContext.session?.kernel ?? undefined;
}
