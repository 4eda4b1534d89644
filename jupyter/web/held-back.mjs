// @ts-check
// What a committed notebook holds back, since it would answer a prediction.

/** The type under which all outputs of a cell are kept, which no viewer draws. */
export const HELD_MIME = "application/vnd.breaking-symmetry.answer+json";

/** What stands in their place. */
export const HELD_WORDS = "Run this cell to see what happens.";

/**
 * What a cell has shown, also where it is held back.
 *
 * @template {{ data?: Record<string, unknown> }} Output
 * @param {{ outputs?: Output[] }} cell
 * @returns {Output[]}
 */
export function shownBy({ outputs = [] }) {
  return outputs.flatMap(
    (output) => /** @type {Output[] | undefined} */ (output.data?.[HELD_MIME]) ?? [output],
  );
}

/** @param {{ data?: Record<string, unknown> }} output */
export function isHeldBack({ data }) {
  return data !== undefined && HELD_MIME in data;
}
