import type { Cell } from "../../browser/helpers/notebook";

/** Whether a cell of code is folded away from the reader. */
export function isFolded({ metadata }: Cell): boolean {
  const { source_hidden: isHidden } = (metadata.jupyter ?? {}) as { source_hidden?: boolean };
  return isHidden === true;
}

export function hasTag({ metadata }: Cell, tag: string): boolean {
  return (metadata.tags as string[] | undefined)?.includes(tag) ?? false;
}
