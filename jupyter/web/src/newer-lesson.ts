/** In JupyterLite a reader's copy of a lesson hides the lesson: when there is a newer one, the reader is told, and may have both. */
import { fingerprint } from "./fingerprint";

export interface Cells {
  readonly cells: readonly { readonly source: string | readonly string[] }[];
}

export interface Application {
  readonly commands: { execute(command: string, args: object): Promise<unknown> };
  readonly restored: Promise<void>;
  readonly serviceManager: {
    readonly contents: { save(path: string, file: object): Promise<unknown> };
  };
}

export interface Notifier {
  info(message: string, options: object): void;
}

/** Where it is kept as what a reader has begun a lesson. */
const BEGUN = "breaking-symmetry lesson ";

/** Whether the reader has opened any lesson yet. */
export function hasBegun(): boolean {
  return Object.keys(localStorage).some((key) => key.startsWith(BEGUN));
}

/** Whether a lesson has changed while the reader's copy of it has been another one; asked again, it has not. */
export function isNewer(path: string, lesson: Cells, copy: Cells): boolean {
  const place = BEGUN + path;
  const [present, own] = [fingerprint(textOf(lesson)), fingerprint(textOf(copy))];
  const begun = localStorage.getItem(place);
  localStorage.setItem(place, present);
  return own !== present && begun !== null && begun !== present;
}

/** What a notebook's cells say. */
function textOf({ cells }: Cells): string {
  return cells.map(({ source }) => (typeof source === "string" ? source : source.join(""))).join("\n\n");
}

/** Tells of a newer lesson. */
export function offer(notifier: Notifier, app: Application, path: string, lesson: Cells): void {
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
