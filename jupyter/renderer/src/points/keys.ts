import type { Drawing } from "./drawing";

/** What keys do in the plane. */
const COMMANDS: Readonly<Record<string, (drawing: Drawing, far: number) => string>> = {
  ArrowLeft: (drawing, far) => drawing.moveBy(-far, 0),
  ArrowRight: (drawing, far) => drawing.moveBy(far, 0),
  ArrowUp: (drawing, far) => drawing.moveBy(0, far),
  ArrowDown: (drawing, far) => drawing.moveBy(0, -far),
  // What is selected is put down first, so that a key that is pressed twice adds one point.
  Enter: (drawing) => (drawing.selected === undefined ? drawing.add() : drawing.select(undefined)),
  " ": (drawing) => (drawing.selected === undefined ? drawing.add() : drawing.select(undefined)),
  Delete: (drawing) => drawing.remove(),
  Backspace: (drawing) => drawing.remove(),
  "]": (drawing) => drawing.next(1),
  "[": (drawing) => drawing.next(-1),
  n: (drawing) => drawing.next(1),
  p: (drawing) => drawing.next(-1),
};

/** Whether a key belongs to what has the focus, and not to the page around: whatever types a letter or moves something. */
export function isOwnKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (isUndo({ key, ctrlKey, metaKey })) return true;
  return !ctrlKey && !metaKey && !altKey && key !== "Escape" && !(shiftKey && key === "Enter");
}

export function isUndo({
  key,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">): boolean {
  return (ctrlKey || metaKey) && key.toLowerCase() === "z";
}

/** What a key does to the drawing, if it does anything; it returns what has happened in a sentence. */
export function commandOf(event: KeyboardEvent): ((drawing: Drawing) => string) | undefined {
  if (isUndo(event)) return (drawing) => drawing.undo();
  const command = isOwnKey(event) ? COMMANDS[event.key] : undefined;
  return command && ((drawing) => command(drawing, event.shiftKey ? 5 : 1));
}
