// @ts-check
// A cell of code on a page: a card with what it shows, its code and its buttons.
import { isHeldBack } from "../held-back.mjs";
import { joined } from "../lessons.mjs";
import { wordsOf } from "../words.mjs";
import { coloured } from "./code.mjs";
import { escaped } from "./document.mjs";
import { hasControls } from "./outputs.mjs";

/** @typedef {import("../lessons.mjs").Cell} Cell */

/** Cells of these kinds are about their code, whatever they show. */
const ABOUT_CODE = ["by-hand", "edit", "exercise", "parameters"];

/** @param {Cell} cell */
export const isCheck = ({ metadata }) => metadata.tags?.includes("check") === true;

/** Whether a cell is folded in the notebook: imports, helpers, facts that are checked. @param {Cell} cell */
const isFolded = ({ metadata }) => metadata.jupyter?.source_hidden === true;

/** Whether a cell is looked at, and its code a thing for those who want to know. @param {Cell} cell */
function isLookedAt(cell) {
  const tags = cell.metadata.tags ?? [];
  if (tags.some((tag) => ABOUT_CODE.includes(tag))) return false;
  return hasControls(cell) || /\btrainLive\(|\bawait watch\(/.test(joined(cell.source));
}

/**
 * @param {Cell} cell
 * @param {string} outputs - what it has shown, as HTML; a check shows nothing before it is asked
 * @param {import("../needs.mjs").Ties} [ties] - without them it needs all above
 */
export function cellSection(cell, outputs, ties) {
  const told = ties ? ` data-needs="${ties.needs.join(" ")}" data-gives="${ties.gives.join(" ")}"` : "";
  const named = `data-id="${cell.id}"${told}`;
  if (isCheck(cell)) return checkSection(cell, outputs, named);
  const { source, outputs: kept = [] } = cell;
  const code = joined(source);
  const text = `<pre class="code">${coloured(code)}</pre>`;
  const isHeld = kept.some(isHeldBack);
  const note = isHeld
    ? `\n<p class="note"><span>Choose above what you expect, or run this cell.</span></p>`
    : "";
  const shown = `<div class="outputs still">${outputs}</div>${note}`;
  const tools = `<div class="tools">${button("run", "Run ▸", "Run this cell")}${EDITING}</div>`;
  const body = isLookedAt(cell)
    ? `${shown}\n<div class="foot"><details class="source"><summary>The code: ${lines(code)}</summary>${text}</details>${tools}</div>`
    : `${text}\n${tools}\n${shown}`;
  const section = `<section class="cell${isHeld ? " held" : ""}" ${named}>\n${body}\n</section>`;
  return isFolded(cell) ? beside(cell, section) : section;
}

/** The check of an exercise is run without a look at its code. @param {Cell} cell @param {string} outputs @param {string} named */
function checkSection({ source }, outputs, named) {
  return `<section class="cell check" ${named}>
<div class="tools">${button("run", "Check my answer")}${EDITING}</div>
<div class="outputs still" data-verdict="${escaped(wordsOf(outputs))}"></div>
<details class="source"><summary>How it is checked</summary><pre class="code">${coloured(joined(source))}</pre></details>
</section>`;
}

const EDITING = button("reset", "Reset") + button("format", "Format", "Format", ' title="Shift-Alt-F"');

/** @param {string} name @param {string} words @param {string} [label] */
function button(name, words, label = words, more = "") {
  const said = label === words ? "" : ` aria-label="${label}"`;
  return `<button type="button" class="${name}"${said}${more}>${words}</button>`;
}

/** @param {string} code */
function lines(code) {
  const count = code.trimEnd().split("\n").length;
  return count === 1 ? "1 line" : `${count} lines`;
}

/** A folded cell stands in the margin, by what its first line says. @param {Cell} cell @param {string} section */
function beside({ source, metadata }, section) {
  const code = joined(source);
  const isFacts = metadata.tags?.includes("facts") === true;
  const label = /^\/\/ (.*)/.exec(code)?.[1] ?? "A helper";
  const count = code.match(/^ {2}["'`]/gm)?.length ?? 0;
  const title = isFacts ? `${label} (${count})` : label;
  return `<details class="folded note-beside${isFacts ? " facts" : ""}"><summary>${escaped(title)}</summary>${section}</details>`;
}
