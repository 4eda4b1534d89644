let last: Promise<void> = Promise.resolve();

/** Lets figures be drawn one after another. Between two of them the page hears its reader, who may want to stop their cell. */
export function turn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setTimeout(resolve)));
  return last;
}
