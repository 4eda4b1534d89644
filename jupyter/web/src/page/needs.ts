/** What has to run before a cell. */
import type { Cell } from "./cell";

/**
 * The cells above one that have to run before it: of those it needs, the ones that the kernel does not know as they are now, and
 * what stems from them. As long as nothing is edited, the build has told what is needed; an edited cell may use anything above
 * it, and all below may use it.
 */
export function neededBy(cell: Cell, cells: readonly Cell[]): Cell[] {
  const above = cells.slice(0, cells.indexOf(cell));
  const isNeeded = (one: Cell, by: Cell): boolean => by.isEdited || !by.needs || by.needs.has(one.id);
  const lastEdit = above.map(({ isEdited }) => isEdited).lastIndexOf(true);
  const stale: Cell[] = [];
  for (const [place, one] of above.entries()) {
    if (place > lastEdit && !isNeeded(one, cell)) continue;
    if (!one.isRun || stale.some((before) => isNeeded(before, one))) stale.push(one);
  }
  return stale;
}
