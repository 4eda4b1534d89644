import { keepKeys } from "../lab/shortcuts";
import { type Prediction, predictionsIn } from "./parse";
import { optionsIn, show, type Shown, showTally, tallyOf } from "./show";

/** What predictions need of an open notebook. */
export interface Notebook {
  readonly node: HTMLElement;
  readonly content: { readonly widgets: readonly Cell[] };
}

interface Cell {
  readonly node: HTMLElement;
  readonly model: {
    readonly type: string;
    readonly sharedModel: { getSource(): string };
    /** Of a cell of code that has been run. */
    readonly executionCount?: number | null;
    getMetadata(key: string): unknown;
    setMetadata(key: string, value: unknown): void;
  };
}

/** Where a choice is kept: in the metadata of the cell that asks, and so in the reader's file. */
const KEY = "prediction";

/** How often, in milliseconds, a notebook is looked at while it changes. */
const PAUSE = 100;

/** Makes the predictions of a notebook a choice, and says what became of them, for as long as it is open. */
export function followPredictions(notebook: Notebook): void {
  let timer: number | undefined;
  const look = (): void => {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      update(notebook, look);
    }, PAUSE);
  };
  // JupyterLab renders a text again when it likes, and shows in a cell's prompt that it has run.
  new MutationObserver(look).observe(notebook.node, { childList: true, subtree: true, characterData: true });
  look();
}

/** Leaves the keys that move between options, and choose one, to the options. */
export function keepKeysOfPredictions(): void {
  keepKeys(".bs-prediction input", ({ key }) => key === " " || key.startsWith("Arrow"));
}

function update({ node, content }: Notebook, look: () => void): void {
  const cells = content.widgets;
  const found = predictionsIn(
    cells.map(({ model }) => ({ type: model.type, text: model.sharedModel.getSource() })),
  );
  const states = found.map((prediction) => stateOf(prediction, cells));
  found.forEach((prediction, place) => {
    const [asking, answering] = [cells[prediction.question]!, cells[prediction.answer]!];
    const list = optionsIn(asking.node.querySelectorAll<HTMLElement>(".jp-RenderedMarkdown ul"));
    const answer = answering.node.querySelector<HTMLDetailsElement>(".jp-RenderedMarkdown details");
    const choose = (option: number): void => {
      asking.model.setMetadata(KEY, option);
      look();
    };
    if (list && answer) show({ ...states[place]!, list, answer, choose });
  });
  const headings = [...node.querySelectorAll(".jp-RenderedMarkdown h2")];
  const heading = headings.find(({ textContent }) => textContent.startsWith("Takeaways"));
  if (heading) showTally(heading, tallyOf(states));
}

/** What is known of a prediction without its text in the page. */
type State = Pick<Shown, "right" | "chosen" | "isSettled">;

function stateOf({ question, code, right }: Prediction, cells: readonly Cell[]): State {
  const kept = cells[question]!.model.getMetadata(KEY);
  const chosen = typeof kept === "number" ? kept : undefined;
  const inSight = code.filter((place) => !isFolded(cells[place]!));
  const isRun = inSight.every((place) => typeof cells[place]!.model.executionCount === "number");
  return { right, chosen, isSettled: chosen !== undefined && isRun };
}

function isFolded({ model }: Cell): boolean {
  return (model.getMetadata("jupyter") as { source_hidden?: boolean } | undefined)?.source_hidden === true;
}
