import type { MimeBundle } from "./host";
import { sendLive } from "./output";

/** Redraw at most this often, in milliseconds: the eye wants no more, and a front end chokes on thousands of messages. */
const redrawEvery = 100;

/** A bar that grows with the work done. */
export interface Progress {
  /** Tells how much of the work is done; redraws at most ten times a second. */
  report(done: number): void;
  /** Takes the bar away: what the work has made says that it is done. */
  finish(): void;
}

/** The time that is left if the work goes on at its pace so far, in words. */
export function remaining(done: number, total: number, elapsedMs: number): string {
  if (done <= 0) return "";
  const seconds = (elapsedMs / done) * ((total - done) / 1000);
  return seconds < 1
    ? "less than 1 s left"
    : `about ${seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`} left`;
}

function bar(name: string, done: number, total: number, left: string): MimeBundle {
  const text = `${name}: ${done} of ${total}${left && `, ${left}`}`;
  return {
    "text/html": `<label>${text}<br><progress max="${total}" value="${done}" style="width: 60%"></progress></label>`,
    "text/plain": text,
  };
}

/**
 * Shows a progress bar with the time that remains.
 *
 * @param name - what is being done, e.g. `"training"` (plain text)
 * @param total - how many steps the work has (positive integer)
 * @returns the bar; call `report(done)` as often as you like and `finish()` at the end
 * @throws RangeError if `total` is not a positive integer
 */
export function progress(name: string, total: number): Progress {
  if (!Number.isInteger(total) || total <= 0) {
    throw new RangeError(
      `Cannot show the progress of ${total} steps: their number must be a positive integer`,
    );
  }
  const start = performance.now();
  const escaped = name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const output = sendLive(bar(escaped, 0, total, ""));
  let drawn = start;
  return {
    report: (done) => {
      const time = performance.now();
      if (time - drawn < redrawEvery) return;
      drawn = time;
      output.replace(bar(escaped, done, total, remaining(done, total, time - start)));
    },
    finish: () => {
      output.replace({ "text/plain": "" });
    },
  };
}

/**
 * Goes through a list and shows a progress bar meanwhile, with the time that remains: for loops that take long.
 *
 * @param name - what is being done, e.g. `"Seeds"` (plain text)
 * @param items - what to go through, at least one
 * @returns the items, one after the other
 * @throws RangeError if there are no items
 * @example
 * let sum = 0;
 * for (const n of withProgress("Sums", [1, 2, 3])) sum += n;
 * sum; // 6
 */
export function* withProgress<T>(name: string, items: readonly T[]): Generator<T, void> {
  const shown = progress(name, items.length);
  for (const [i, item] of items.entries()) {
    yield item;
    shown.report(i + 1);
  }
  shown.finish();
}
