/** What has to run before a cell, and what its outputs stem from. */
import type { Cell } from "./cell";
import { changedIn, declares, isShared } from "./changes";

const isNeeded = (one: Cell, by: Cell): boolean => by.needs?.has(one.id) ?? true;

/**
 * The cells above one that have to run before it: of those it needs, the ones that the kernel does not know as they are now, and
 * what stems from them. As long as nothing is edited, the build has told what is needed; an edited cell may use anything above
 * it, and all below may use it.
 */
export function neededBy(cell: Cell, cells: readonly Cell[]): Cell[] {
  const above = cells.slice(0, cells.indexOf(cell));
  const isUsed = (one: Cell, by: Cell): boolean => by.isEdited || isNeeded(one, by);
  const lastEdit = above.map(({ isEdited }) => isEdited).lastIndexOf(true);
  const stale: Cell[] = [];
  for (const [place, one] of above.entries()) {
    if (place > lastEdit && !isUsed(one, cell)) continue;
    if (!one.isRun || stale.some((before) => isUsed(before, one))) stale.push(one);
  }
  return stale;
}

/**
 * Whether other code has shown what a cell shows than what stands there now: its own, that of cells which it needs, or that of an
 * edited cell which changes what it uses.
 */
export function isOutdated(cell: Cell, cells: readonly Cell[]): boolean {
  const place = cells.indexOf(cell);
  return cells.slice(0, place + 1).some((one, at) => {
    const before = cell.shownBy?.get(one.id) ?? one.original;
    if (one.code === before) return false;
    return (
      one === cell ||
      isNeeded(one, cell) ||
      newlyChanged(one, [before, one.code]).some((name) => reaches(name, at, place, cells))
    );
  });
}

/** The cells above one whose results it has changed as it has run: another text does not take that back, but they do. */
export function spoiltBy(cell: Cell, cells: readonly Cell[]): Cell[] {
  const names = newlyChanged(cell, [cell.shownBy?.get(cell.id) ?? cell.original]);
  return cells.slice(0, cells.indexOf(cell)).filter(({ code }) => names.some((name) => declares(code, name)));
}

/** Which names other texts of a cell change. What the lesson's own changes, the build has told. */
function newlyChanged({ original }: Cell, texts: readonly string[]): string[] {
  const told = changedIn(original);
  return texts.flatMap(changedIn).filter((name) => !told.includes(name));
}

/** Whether what one cell names is used by another, or by what that needs. */
function reaches(name: string, from: number, to: number, cells: readonly Cell[]): boolean {
  const codes = cells.map(({ code }) => code);
  return cells
    .slice(0, to + 1)
    .some(
      (user, at) =>
        at > from &&
        (at === to || isNeeded(user, cells[to]!)) &&
        isShared(name, codes.slice(0, from + 1), codes.slice(from + 1, at + 1)),
    );
}
