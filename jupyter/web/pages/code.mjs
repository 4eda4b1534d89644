// @ts-check
// Code with its colours, as the editor shows it.
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import { escaped } from "./document.mjs";

/** The classes that the style sheet knows; a page with an element for each other token takes far longer to lay out. */
const STYLED = /^tok-(keyword|string2?|number|bool|comment|operator)$/;

/** @param {string} code */
export function coloured(code) {
  const lines = [""];
  highlightCode(
    code,
    typescriptLanguage.parser.parse(code),
    classHighlighter,
    (text, classes) => {
      const html = STYLED.test(classes) ? `<span class="${classes}">${escaped(text)}</span>` : escaped(text);
      lines.push((lines.pop() ?? "") + html);
    },
    () => lines.push(""),
  );
  const texts = code.split("\n");
  return lines
    .map((html, place) => html && `<span class="line" style="${indentOf(texts[place] ?? "")}">${html}</span>`)
    .join("\n");
}

/** Tells the style sheet how far in a line begins. @param {string} line */
const indentOf = (line) => `--in: ${/^ */.exec(line)?.[0].length}`;
