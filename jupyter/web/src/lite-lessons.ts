/** The lessons in JupyterLite: the first one is there at the first visit, each leads to its article, and of newer ones the reader is told. */
import { sharedModule } from "../../renderer/src/lab/federated";
import { type Application, type Cells, hasBegun, isNewer, type Notifier, offer } from "./newer-lesson";

/** An open notebook. */
interface Panel {
  readonly context: {
    readonly path: string;
    readonly ready: Promise<void>;
    readonly model: { toJSON(): unknown };
  };
  readonly toolbar: { insertAfter(at: string, name: string, widget: object): boolean };
}

export interface Tracker {
  readonly widgetAdded: { connect(listener: (sender: unknown, panel: Panel) => void): void };
}

/** Whether the address names a notebook; JupyterLab takes its name away when it has been opened. */
const isSentTo = new URLSearchParams(location.search).has("path");

export async function followLessons(app: Application, tracker: Tracker): Promise<void> {
  const { PageConfig } = (await sharedModule("@jupyterlab/coreutils")) as {
    PageConfig: { getBaseUrl(): string; getOption(name: string): string };
  };
  const { Notification } = (await sharedModule("@jupyterlab/apputils")) as { Notification: Notifier };
  const { Widget } = (await sharedModule("@lumino/widgets")) as {
    Widget: new (options: { node: HTMLElement }) => object;
  };
  const notebooks = PageConfig.getBaseUrl();
  tracker.widgetAdded.connect((_, { context, toolbar }) => {
    void context.ready.then(async () => {
      const { path } = context;
      // What the host has, whatever the reader has made of it.
      const response = await fetch(new URL(`files/${encodeURI(path)}`, notebooks));
      if (!response.ok) return;
      toolbar.insertAfter("spacer", "article", new Widget({ node: linkToArticle(path, notebooks) }));
      const lesson = (await response.json()) as Cells;
      if (isNewer(path, lesson, context.model.toJSON() as Cells)) offer(Notification, app, path, lesson);
    });
  });
  await app.restored;
  if (!isSentTo && !hasBegun())
    await app.commands.execute("docmanager:open", { path: PageConfig.getOption("firstLesson") });
}

/** The lesson's page stands above JupyterLite's folder. */
function linkToArticle(path: string, notebooks: string): HTMLElement {
  const link = document.createElement("a");
  link.href = new URL(`../${encodeURI(path.replace(/\.ipynb$/, ".html"))}`, notebooks).href;
  link.textContent = "Read as an article";
  // The notebook and its variables stay.
  link.target = "_blank";
  Object.assign(link.style, { padding: "0 12px", textDecoration: "underline" });
  return link;
}
