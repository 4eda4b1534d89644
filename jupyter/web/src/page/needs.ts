/** What has to run before a cell, and what its outputs stem from. */
import type { Cell } from "./cell";
import { changedIn, declares, isShared } from "./changes";

const isNeeded = (one: Cell, by: Cell): boolean => by.needs?.has(one.id) ?? true;

/** Texts with names in them, and texts and comments in which words are no names. */
const TEXTS = /(`(?:[^`\\]|\\.)*`)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/.*|\/\*[^]*?\*\//g;

/**
 * Whether a cell may have to run before one below it. Of the lesson's own code the build has told; an edited cell may use
 * whatever it names, and the report all; all below may use what has been edited.
 */
function isUsed(one: Cell, by: Cell): boolean {
  if (one.isEdited) return true;
  if (!by.isEdited || !one.gives) return isNeeded(one, by);
  const names = by.code.replaceAll(TEXTS, (_, template?: string) => template ?? " ").match(/[\w$]+/g) ?? [];
  return names.some((name) => name === "exerciseReport" || one.gives!.has(name));
}

/**
 * The cells above one that have to run before it: of those it needs, directly or not, the ones that the kernel does not know as
 * they are now, and what stems from them.
 */
export function neededBy(cell: Cell, cells: readonly Cell[]): Cell[] {
  const needed = [cell];
  for (const one of cells.slice(0, cells.indexOf(cell)).reverse())
    if (needed.some((by) => isUsed(one, by))) needed.unshift(one);
  const stale: Cell[] = [];
  for (const one of needed.slice(0, -1))
    if (!one.isRun || stale.some((before) => isUsed(before, one))) stale.push(one);
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
