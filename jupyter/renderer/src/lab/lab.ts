/** What the renderer needs of the JupyterLab that it runs in: outputs, which notebook one is in, and that notebook's kernel. */
import type { JsonObject } from "../json";

/** Something that tells its listeners. */
interface Signal<T> {
  connect(listener: (sender: unknown, value: T) => void): void;
  disconnect(listener: (sender: unknown, value: T) => void): void;
}

export interface KernelComm {
  onMsg: (message: { readonly content: { readonly data: Readonly<Record<string, unknown>> } }) => void;
  onClose: () => void;
  readonly isDisposed: boolean;
  send(data: object): unknown;
}

export interface Kernel {
  readonly status: string;
  readonly statusChanged: Signal<string>;
  readonly disposed: Signal<unknown>;
  createComm(target: string, id: string): KernelComm;
}

/** What JupyterLab hands over: an output's mime bundle. */
export interface MimeModel {
  readonly data: JsonObject;
  readonly metadata: JsonObject;
  setData(change: { data: JsonObject; metadata: JsonObject }): void;
}

/** The part of Lumino's widget that the renderer builds on; the class itself comes from the running JupyterLab. */
export interface Widget {
  readonly node: HTMLElement;
  readonly isDisposed: boolean;
  dispose(): void;
}

export type WidgetClass = new () => Widget;

/** Lumino's widget that holds others. */
export type PanelClass = new () => Widget & { addWidget(widget: unknown): void };

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

/** What a cell shows, as its notebook keeps it. */
interface OutputList {
  readonly length: number;
  get(index: number): { readonly data: Readonly<Record<string, unknown>> };
  add(output: object): unknown;
  set(index: number, output: object): void;
  clear(): void;
  toJSON(): readonly Readonly<Record<string, unknown>>[];
}

/** A cell in the page. */
export interface CellWidget {
  readonly node: HTMLElement;
  readonly model: { readonly id: string; readonly outputs?: OutputList; executionCount?: number | null };
}

/** An open notebook. */
export interface NotebookPanel {
  readonly node: HTMLElement;
  readonly context: { save(): Promise<void> };
  readonly content: {
    readonly rendermime: Rendermime;
    readonly widgets: readonly CellWidget[];
    activeCellIndex: number;
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

/** JupyterLab's commands. */
export interface Commands {
  execute(id: string): Promise<unknown>;
}

let tracker: Tracker | undefined;
let commands: Commands | undefined;

export function useLab(lab: { readonly commands: Commands }, found: Tracker): void {
  [tracker, commands] = [found, lab.commands];
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

/** Runs the cell that an output is in, after those above it. */
export async function runTo(node: HTMLElement): Promise<void> {
  const content = (await notebookOf(node))?.content;
  const index = content?.widgets.findIndex((cell) => cell.node.contains(node)) ?? -1;
  if (!content || index < 0) return;
  content.activeCellIndex = index;
  // The kernel runs one after the other, and none after an error.
  for (const command of ["notebook:run-all-above", "notebook:run-cell"]) void commands?.execute(command);
}

/** Adds an output to the cell of another, if the cell has none of that kind. */
export async function addBeside(
  node: HTMLElement,
  data: Readonly<Record<string, unknown>>,
  isKind: (data: Readonly<Record<string, unknown>>) => boolean,
): Promise<void> {
  const cells = (await notebookOf(node))?.content.widgets ?? [];
  const outputs = cells.find((cell) => cell.node.contains(node))?.model.outputs;
  if (!outputs) return;
  const all = Array.from({ length: outputs.length }, (_, i) => outputs.get(i).data);
  if (!all.some(isKind)) outputs.add({ output_type: "display_data", data, metadata: {} });
}
