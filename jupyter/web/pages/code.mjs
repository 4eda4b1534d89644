// @ts-check
// Code with its colours, as the editor shows it.
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import { escaped } from "./document.mjs";

/** @param {string} code */
export function coloured(code) {
  let html = "";
  highlightCode(
    code,
    typescriptLanguage.parser.parse(code),
    classHighlighter,
    (text, classes) => (html += classes ? `<span class="${classes}">${escaped(text)}</span>` : escaped(text)),
    () => (html += "\n"),
  );
  return html;
}
