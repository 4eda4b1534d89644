/** The keyboard is somewhere in the page, also when what it was on is gone. */

/** Puts the keyboard on what Tab does not reach by itself, such as a heading or a cell, without scrolling. */
export function focusOn(node: HTMLElement): void {
  node.focus({ preventScroll: true });
  if (node.matches(":focus")) return;
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
}

/**
 * Removes a node from the page; the keyboard, if it was there, goes on from another.
 *
 * @param next - where it goes on; what stands before the node, or around it, if left out
 */
export function removeFocused(
  node: HTMLElement,
  next = node.previousElementSibling ?? node.parentElement,
): void {
  const isHeld = node.contains(document.activeElement);
  node.remove();
  if (isHeld && next instanceof HTMLElement) focusOn(next);
}
