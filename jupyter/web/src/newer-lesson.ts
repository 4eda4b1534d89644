/** In JupyterLite a reader's copy of a lesson hides the lesson: when there is a newer one, the reader is told, and may have both. */
import { sharedModule } from "../../renderer/src/lab/federated";
import { fingerprint } from "./fingerprint";

interface Cells {
  readonly cells: readonly { readonly source: string | readonly string[] }[];
}

/** An open notebook. */
interface Panel {
  readonly context: {
    readonly path: string;
    readonly ready: Promise<void>;
    readonly model: { toJSON(): unknown };
  };
}

export interface Tracker {
  readonly widgetAdded: { connect(listener: (sender: unknown, panel: Panel) => void): void };
}

export interface Application {
  readonly commands: { execute(command: string, args: object): Promise<unknown> };
  readonly serviceManager: {
    readonly contents: { save(path: string, file: object): Promise<unknown> };
  };
}

interface Notifier {
  info(message: string, options: object): void;
}

/** Tells the reader of each notebook that is opened, if its lesson has changed since the reader began to. */
export async function watchForNewerLessons(app: Application, tracker: Tracker): Promise<void> {
  const { PageConfig } = (await sharedModule("@jupyterlab/coreutils")) as {
    PageConfig: { getBaseUrl(): string };
  };
  const { Notification } = (await sharedModule("@jupyterlab/apputils")) as { Notification: Notifier };
  tracker.widgetAdded.connect((_, { context }) => {
    void context.ready.then(async () => {
      // What the host has, whatever the reader has made of it.
      const response = await fetch(new URL(`files/${encodeURI(context.path)}`, PageConfig.getBaseUrl()));
      if (!response.ok) return;
      const lesson = (await response.json()) as Cells;
      if (isNewer(context.path, lesson, context.model.toJSON() as Cells))
        offer(Notification, app, context.path, lesson);
    });
  });
}

/** Whether a lesson has changed while the reader's copy of it has been another one; asked again, it has not. */
export function isNewer(path: string, lesson: Cells, copy: Cells): boolean {
  const place = `breaking-symmetry lesson ${path}`;
  const [present, own] = [fingerprint(textOf(lesson)), fingerprint(textOf(copy))];
  const begun = localStorage.getItem(place);
  localStorage.setItem(place, present);
  return own !== present && begun !== null && begun !== present;
}

/** What a notebook's cells say. */
function textOf({ cells }: Cells): string {
  return cells.map(({ source }) => (typeof source === "string" ? source : source.join(""))).join("\n\n");
}

function offer(notifier: Notifier, app: Application, path: string, lesson: Cells): void {
  const beside = path.replace(/(\.ipynb)?$/, " (newer).ipynb");
  const open = async (): Promise<void> => {
    await app.serviceManager.contents.save(beside, { type: "notebook", format: "json", content: lesson });
    await app.commands.execute("docmanager:open", { path: beside });
  };
  notifier.info(`There is a newer version of ${path}. Your own copy stays as it is.`, {
    autoClose: false,
    actions: [{ label: "Open the newer one beside it", displayType: "accent", callback: () => void open() }],
  });
}
