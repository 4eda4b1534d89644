import { HELD_MIME, HELD_WORDS, shownBy } from "../../../jupyter/web/held-back.mjs";
import { type Prediction, predictionsIn } from "../../../jupyter/renderer/src/predictions/parse";
import { type Cell, type Notebook, sourceOf } from "../../browser/helpers/notebook";

export function predictionsOf({ cells }: Notebook): Prediction[] {
  return predictionsIn(cells.map((cell) => ({ type: cell.cell_type, text: sourceOf(cell) })));
}

/**
 * The notebook with the outputs held back that would answer its predictions: all outputs of a cell, under a type that no
 * viewer draws. The pages of the site show them when the reader has chosen.
 */
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
