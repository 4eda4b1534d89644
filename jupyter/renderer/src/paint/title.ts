/** The title of a figure, which stands above the painted figure as text. */
import type { Figure } from "../figure/figure";
import { at } from "../json";
import { keptTogether, linesOf, spans } from "./words";

export function titleHtml({ layout }: Figure): string {
  const title = at(layout, "title", "text");
  return typeof title === "string" ? spans(keptTogether(linesOf(title).join(" ")), "html") : "";
}
