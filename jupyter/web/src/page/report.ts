/** The report on a lesson's exercises: it says what their cards say, also before it is run and after it was. */

const HEADING = /^\d+ of \d+ exercises passed$/;

/**
 * @param isSolved - whether the exercise with a title is solved; undefined if there is none
 * @returns brings the report up to date
 */
export function followReport(
  main: HTMLElement,
  isSolved: (title: string) => boolean | undefined,
): () => void {
  const cells = [...main.querySelectorAll(".cell")];
  const cell = cells.find((one) => one.querySelector("pre.code")?.textContent.includes("exerciseReport("));
  const outputs = cell?.querySelector(".outputs");
  if (!outputs) return () => undefined;
  cell?.classList.add("report");
  const update = (): void => {
    const heading = outputs.querySelector("strong");
    if (!heading || !HEADING.test(heading.textContent)) return;
    const lines = [...outputs.querySelectorAll("li")];
    for (const line of lines) {
      const title = line.textContent.trim().slice(1).trim();
      const passed = isSolved(title);
      if (passed !== undefined) write(line, `${passed ? "✔" : "◇"} ${title}`);
    }
    const passed = lines.filter(({ textContent }) => textContent.startsWith("✔")).length;
    write(heading, `${passed} of ${lines.length} exercises passed`);
  };
  // The kernel, too, may write it.
  new MutationObserver(update).observe(outputs, { childList: true, subtree: true });
  return update;
}

/** Writes only what is not there yet: each change is seen. */
function write(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
