/** Takes a lesson back to what was shipped. What the reader had made of it can be brought back, where nothing new stands. */
import type { Predictions } from "../predictions";
import type { Cell } from "./cell";
import type { Exercises } from "./exercises";
import { notify, notifyInPassing } from "./notice";

let notice: HTMLElement | undefined;

export function resetLesson(cells: readonly Cell[], predictions: Predictions, exercises: Exercises): void {
  const texts = cells.filter(({ isEdited }) => isEdited).map((cell) => [cell, cell.code] as const);
  const isAsShipped = cells.every((cell) => !cell.shownBy && cell.outputs.changedValues.length === 0);
  const { chosen } = predictions;
  const { solved } = exercises;
  // From above: what a cell shows depends on those before it.
  for (const cell of cells) cell.reset();
  predictions.reset();
  exercises.keep(new Set());
  const gone = [
    ...count(texts.length, "edited cell"),
    ...count(Object.keys(chosen).length, "prediction"),
    ...count(solved.size, "solved exercise"),
  ];
  notice?.remove();
  if (gone.length === 0) {
    notifyInPassing(isAsShipped ? "There is nothing to reset." : "The lesson was reset.");
    return;
  }
  notice = notify(`The lesson was reset. Gone: ${gone.join(", ")}.`, {
    label: "Bring all back",
    act: () => {
      // What has been written since stays.
      for (const [cell, text] of texts) if (!cell.isEdited) cell.write(text);
      predictions.keep(chosen);
      exercises.keep(solved);
    },
  });
}

/** Such as "2 edited cells"; nothing if there are none. */
function count(number: number, noun: string): string[] {
  return number === 0 ? [] : [`${number} ${noun}${number === 1 ? "" : "s"}`];
}
