/** Markdown with formulas to HTML: a script of its own, loaded when a cell first shows some. */
import temml from "temml";
import { toHtml } from "./markdown";

export function htmlOf(markdown: string): string {
  return toHtml(markdown, (tex, displayMode) => temml.renderToString(tex, { displayMode }));
}
