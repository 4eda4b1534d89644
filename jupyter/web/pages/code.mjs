// @ts-check
// Code with its colours, as the editor shows it.
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import path from "node:path";
import { here, importSource } from "../build.mjs";
import { escaped } from "./document.mjs";

const indent = await importSource(path.join(here, "src/indent.ts"));
const { indentOf } = /** @type {typeof import("../src/indent.js")} */ (indent);

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
