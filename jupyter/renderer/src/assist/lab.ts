/** What JupyterLab and Notebook 7 offer in a cell of our kernel: see editor.ts. */
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { sharedModule } from "../lab/federated";
import { keepKeys } from "../lab/shortcuts";
import { addImport, checking, formatIn, importLine } from "./editor";

type Content = Readonly<Record<string, unknown>>;

interface Message {
  readonly header: { readonly msg_type: string };
  readonly content: Content;
}

interface Signal<T> {
  connect(listener: (sender: unknown, value: T) => void): void;
}

interface Kernel {
  readonly name: string;
  readonly clientId: string;
  readonly username: string;
  readonly anyMessage: Signal<{ readonly msg: Message }>;
  sendShellMessage(message: unknown, expectReply: boolean): { readonly done: Promise<Message> };
}

interface Cell {
  readonly model: { readonly type: string; readonly sharedModel: { getSource(): string } };
  /** None while the cell is far out of sight. */
  readonly editor: { readonly editor: EditorView } | null;
}

interface Panel {
  readonly content: { readonly widgets: readonly Cell[] };
  readonly sessionContext: {
    readonly session: { readonly kernel: Kernel | null } | null;
    readonly kernelChanged: Signal<{ readonly newValue: Kernel | null }>;
  };
}

interface Tracker {
  readonly currentWidget: Panel | null;
  readonly activeCell: Cell | null;
  readonly widgetAdded: Signal<Panel>;
  find(test: (panel: Panel) => boolean): Panel | undefined;
}

interface Application {
  readonly commands: { addCommand(id: string, options: object): void; addKeyBinding(options: object): void };
  readonly contextMenu: { addItem(options: object): void };
}

interface Extensions {
  addExtension(extension: {
    readonly name: string;
    readonly factory: (options: { readonly model: Cell["model"] }) => unknown;
  }): void;
}

interface Completion {
  /** Since JupyterLab 4.1. */
  readonly selected?: Signal<{ readonly insertText: string }>;
}

/** What JupyterLab's packages share: the names of what its plug-ins provide, and its own parts. */
interface Shared {
  readonly INotebookTracker: unknown;
  readonly IEditorExtensionRegistry: unknown;
  readonly ICompletionProviderManager: unknown;
  readonly ICommandPalette: unknown;
  readonly IMainMenu: unknown;
  readonly EditorExtensionRegistry: { createImmutableExtension(extension: Extension): unknown };
  readonly KernelMessage: { createMessage(parts: object): unknown };
  readonly Notification: { warning(words: string, options: object): void };
}

/** Sends the kernel a message; gives the content of its reply. */
type Ask = (kernel: Kernel, msgType: string, content: object) => Promise<Content>;

const FORMAT = "breaking-symmetry:format-cell";

/** Makes the plug-in, with what it takes from JupyterLab. */
export async function assistance(name: string): Promise<object> {
  const names = ["notebook", "codemirror", "completer", "apputils", "mainmenu", "services"];
  const packages = await Promise.all(names.map((one) => sharedModule(`@jupyterlab/${one}`)));
  const shared = Object.assign({}, ...packages) as Shared;
  const ask: Ask = async (kernel, msgType, content) => {
    const { clientId: session, username } = kernel;
    const message = shared.KernelMessage.createMessage({
      msgType,
      channel: "shell",
      session,
      username,
      content,
    });
    return (await kernel.sendShellMessage(message, true).done).content;
  };
  return {
    id: `${name}:assistance`,
    description: "Checks, completes and formats the cells of our kernel.",
    autoStart: true,
    requires: [shared.INotebookTracker, shared.IEditorExtensionRegistry],
    optional: [shared.ICompletionProviderManager, shared.ICommandPalette, shared.IMainMenu],
    activate: (
      app: Application,
      tracker: Tracker,
      extensions: Extensions,
      completion: Completion | null,
      palette: { addItem(item: object): void } | null,
      menu: { readonly editMenu: { addGroup(items: readonly object[]): void } } | null,
    ) => {
      // In the list of problems, keys move in it.
      keepKeys(".cm-panel-lint", () => true);
      extensions.addExtension({
        name: `${name}:checking`,
        factory: ({ model }) =>
          model.type === "code"
            ? shared.EditorExtensionRegistry.createImmutableExtension(
                checking((code) => diagnose(model, code, tracker, ask)),
              )
            : null,
      });
      followCompletion(tracker, completion);
      offerFormatting(app, tracker, ask, (words) => {
        shared.Notification.warning(words, { autoClose: 5000 });
      });
      palette?.addItem({ command: FORMAT, category: "Notebook Cell Operations" });
      menu?.editMenu.addGroup([{ command: FORMAT }]);
    },
  };
}

/** The kernel of a notebook, if it is ours. */
function kernelOf(panel: Panel | null | undefined): Kernel | undefined {
  const kernel = panel?.sessionContext.session?.kernel;
  return kernel?.name === "breaking-symmetry" ? kernel : undefined;
}

async function diagnose(
  model: Cell["model"],
  code: string,
  tracker: Tracker,
  ask: Ask,
): Promise<Content | undefined> {
  const isThis = (cell: Cell): boolean => cell.model === model;
  const panel = tracker.find(({ content }) => content.widgets.some(isThis));
  const kernel = kernelOf(panel);
  if (!panel || !kernel) return undefined;
  const { widgets } = panel.content;
  const above = widgets.slice(0, widgets.findIndex(isThis)).map((cell) => cell.model);
  const texts = above.filter(({ type }) => type === "code").map(({ sharedModel }) => sharedModel.getSource());
  return ask(kernel, "diagnose_request", { code, above: texts });
}

/** A completed name that is not imported gets its import. Of completions JupyterLab tells only the text: what else the kernel has said is kept here. */
function followCompletion(tracker: Tracker, completion: Completion | null): void {
  const replies = new WeakMap<Kernel, unknown>();
  tracker.widgetAdded.connect((_, { sessionContext }) => {
    const follow = (kernel: Kernel | null | undefined): void =>
      kernel?.anyMessage.connect((__, { msg: { header, content } }) => {
        if (header.msg_type === "complete_reply") replies.set(kernel, content.metadata);
      });
    follow(sessionContext.session?.kernel);
    sessionContext.kernelChanged.connect((__, { newValue }) => {
      follow(newValue);
    });
  });
  completion?.selected?.connect((_, { insertText }) => {
    const view = tracker.activeCell?.editor?.editor;
    const kernel = kernelOf(tracker.currentWidget);
    const line = kernel && importLine(replies.get(kernel) ?? {}, insertText);
    if (view?.hasFocus !== true || line === undefined) return;
    // Also told is what all names of the list begin with, which may be a name as well; then the list stays.
    const isOpen = (): boolean => view.dom.closest(".jp-mod-completer-active") !== null;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!isOpen()) addImport(view, line);
      }),
    );
  });
}

function offerFormatting(app: Application, tracker: Tracker, ask: Ask, say: (words: string) => void): void {
  const editable = (): EditorView | undefined => {
    const { activeCell, currentWidget } = tracker;
    const view = activeCell?.model.type === "code" ? activeCell.editor?.editor : undefined;
    return kernelOf(currentWidget) && view?.state.readOnly === false ? view : undefined;
  };
  app.commands.addCommand(FORMAT, {
    label: "Format Cell",
    isEnabled: () => editable() !== undefined,
    execute: async () => {
      const [view, kernel] = [editable(), kernelOf(tracker.currentWidget)];
      if (view && kernel) await formatIn(view, (code) => ask(kernel, "format_request", { code }), say);
    },
  });
  app.commands.addKeyBinding({ command: FORMAT, keys: ["Alt Shift F"], selector: ".jp-Notebook" });
  app.contextMenu.addItem({ command: FORMAT, selector: ".jp-Notebook .jp-CodeCell", rank: 8 });
}
