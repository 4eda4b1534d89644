/** A browser ends a page that needs more memory than there is, without a word. The next time it is opened in that tab, it says so. */
import { notify } from "./notice";

const KEY = `breaking-symmetry:${location.pathname}:running`;

/** Notes that a cell runs, or that none does any more. */
export function noteRun(isRunning: boolean): void {
  try {
    if (isRunning) sessionStorage.setItem(KEY, "true");
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing will not tell.
  }
}

/** Tells the reader of a page that has ended while a cell was running. */
export function tellBrokenRun(): void {
  // Whoever leaves the page, or reloads it, has ended the run themselves.
  window.addEventListener("pagehide", () => {
    noteRun(false);
  });
  if (wasRunning())
    notify(
      "The browser ended this page while a cell was running: it may have needed more memory than there is. What you have written is still here.",
    );
  noteRun(false);
}

function wasRunning(): boolean {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
