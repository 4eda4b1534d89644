import { notify, notifyInPassing } from "./notice";

/**
 * Copies a text; where a page may not, shows it.
 *
 * @param what - it is, as the beginning of a sentence
 * @param label - of the field in which it is shown
 */
export async function copy(text: string, what: string, label: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notifyInPassing(`${what} is copied.`);
  } catch {
    const field = Object.assign(document.createElement("input"), { readOnly: true, value: text });
    field.setAttribute("aria-label", label);
    field.addEventListener("focus", () => {
      field.select();
    });
    notify(`${what}, to be copied:`)?.firstChild?.after(" ", field);
    field.focus();
  }
}
