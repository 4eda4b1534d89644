import { type Prediction, sameWords } from "../../../jupyter/renderer/src/predictions/parse";
import { type Cell, type Notebook, sourceOf } from "../../browser/helpers/notebook";
import { isFolded } from "./cells";
import { predictionsOf } from "./held-back";

/** What is wrong with the predictions of a lesson, in words. */
export function flawsOfPredictions(notebook: Notebook): string[] {
  const { cells } = notebook;
  const found = predictionsOf(notebook);
  const asking = cells.filter(
    (cell) => cell.cell_type === "markdown" && sourceOf(cell).includes("**Predict"),
  );
  const malformed = asking
    .filter((cell) => !found.some(({ question }) => cells[question] === cell))
    .map((cell) => `${cell.id} ${flawOfForm(cell)}`);
  if (malformed.length > 0) return malformed;
  const flaws = found.flatMap((prediction) => flawsOf(prediction, cells));
  const places = new Set(found.map(({ right }) => right));
  if (flaws.length === 0 && found.length > 1 && places.size === 1)
    flaws.push(`every right option is option ${found[0]!.right + 1}`);
  return flaws;
}

/** Why a cell that asks is not a prediction. */
function flawOfForm(cell: Cell): string {
  if (!/\n- \[ \] .*\s*$/.test(sourceOf(cell))) return "asks without a list of options at its end";
  return "has no folded answer below its code";
}

function flawsOf(prediction: Prediction, cells: readonly Cell[]): string[] {
  const { question, options, code, answer, right } = prediction;
  const flaws: string[] = [];
  const { length } = options;
  if (length < 2 || length > 4)
    flaws.push(`offers ${length} option${length === 1 ? "" : "s"} instead of 2 to 4`);
  else if (options.some((one, i) => options.slice(0, i).some((other) => sameWords(one, other))))
    flaws.push("offers the same option twice");
  else if (code.length === 0) flaws.push("has no code below it that answers");
  else if (right === -1)
    flaws.push(`offers no option “${leadOf(cells[answer]!)}”, with which its answer begins`);
  else flaws.push(...givenAway(prediction, cells));
  if (sourceOf(cells[question]!).split("**Predict").length > 2) flaws.push("asks twice");
  return flaws.map((flaw) => `${cells[question]!.id} ${flaw}`);
}

function leadOf(cell: Cell): string {
  return /\*\*([^]+?)\*\*/.exec(sourceOf(cell))?.[1] ?? "";
}

/** Where the right option stands in sight. One word alone (“yes”, “three”) may stand anywhere. */
function givenAway({ question, options, code, answer, right }: Prediction, cells: readonly Cell[]): string[] {
  const words = plain(options[right]!);
  if (!words.includes(" ")) return [];
  const others = options.filter((_, option) => option !== right).map(plain);
  const visible = [question, ...code.filter((place) => !isFolded(cells[place]!)), answer];
  return visible
    .filter((place) => {
      const text = plain(inSight(sourceOf(cells[place]!)));
      // A question may name all that is possible.
      return states(text, words) && !others.every((other) => states(text, other));
    })
    .map((place) => `is answered in sight by ${cells[place]!.id}: “${words}”`);
}

/** A cell's text without the options and without what is folded. */
function inSight(source: string): string {
  return source.replaceAll(/^- \[ \] .*$/gm, "").replaceAll(/<details>[^]*?<\/details>/g, "");
}

function plain(text: string): string {
  return text
    .replaceAll(/[*_`$]|\.$/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** Whether a text has these words, and not only the beginning of longer ones (“near 0” in “near 0.69”). */
function states(text: string, words: string): boolean {
  const escaped = words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?!\\.?[\\p{L}\\p{N}])`, "u").test(text);
}
