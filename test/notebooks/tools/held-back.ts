import { type Cell, type Notebook, type Output, sourceOf } from "../../browser/helpers/notebook";
import { type Prediction, predictionsIn } from "../../../jupyter/renderer/src/predictions/parse";

/**
 * Holds a committed output back that would answer a prediction: all outputs of its cell, under a type that no viewer
 * draws. The pages of the site show them when the reader has chosen.
 */
export const HELD_MIME = "application/vnd.breaking-symmetry.answer+json";

/** What stands in their place. */
export const HELD_WORDS = "Run this cell to see what happens.";

export function predictionsOf({ cells }: Notebook): Prediction[] {
  return predictionsIn(cells.map((cell) => ({ type: cell.cell_type, text: sourceOf(cell) })));
}

/** The notebook with the outputs held back that answer its predictions. */
export function withAnswersHeldBack(notebook: Notebook): Notebook {
  const answering = new Set(predictionsOf(notebook).flatMap(({ code }) => code));
  const cells = notebook.cells.map((cell, place) => (answering.has(place) ? heldBack(cell) : cell));
  return { ...notebook, cells };
}

function heldBack(cell: Cell): Cell {
  const outputs = shownBy(cell);
  if (outputs.length === 0) return cell;
  const data = { [HELD_MIME]: outputs, "text/plain": [HELD_WORDS] };
  return { ...cell, outputs: [{ output_type: "display_data", data, metadata: {} }] };
}

export function isHeldBack({ data }: Output): boolean {
  return data !== undefined && HELD_MIME in data;
}

/** What a cell has shown, also where it is held back. */
export function shownBy({ outputs = [] }: Cell): Output[] {
  return outputs.flatMap((output) => (output.data?.[HELD_MIME] as Output[] | undefined) ?? [output]);
}
