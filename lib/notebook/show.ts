import { bundleOf, type Showable } from "./bundles";
import { send, sendLive } from "./output";

/**
 * Shows figures, matrices and texts below the running cell, in the order given.
 *
 * @param values - figures of the library or your own (`{ data, layout }` as plotly.js takes them), matrices (as tables),
 *   strings (as markdown), numbers; or arrays of these
 * @throws TypeError if a value is none of these
 */
export function show(...values: readonly (Showable | readonly Showable[])[]): void {
  for (const value of values.flat<readonly unknown[]>() as Showable[]) send(bundleOf(value));
}

/** Something shown that can be changed in place. */
export interface Live {
  /** Puts another figure, matrix or text in place of what is shown. */
  update(value: Showable): void;
}

/**
 * Shows a figure (or matrix or text) that can be replaced in place, as often as you like: a film in a cell.
 *
 * @param value - what to show first
 * @returns the shown thing; call its `update` with the next state
 * @throws TypeError if the value cannot be shown
 */
export function showLive(value: Showable): Live {
  const output = sendLive(bundleOf(value));
  return {
    update: (next) => {
      output.replace(bundleOf(next));
    },
  };
}
