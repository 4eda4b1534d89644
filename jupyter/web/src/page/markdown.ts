/** Markdown that a cell shows, as HTML; what turns it comes with the first. */
import { loadScript } from "../scripts";
import type * as typesetting from "../typesetting";

declare global {
  interface Window {
    /** What markdown.js brings. */
    typesetting?: typeof typesetting;
  }
}

export async function markdown(text: string): Promise<string> {
  await loadScript("markdown.js");
  return window.typesetting!.htmlOf(text);
}
