// @ts-check
// The page of a lesson: an article with its contents, and a bar that stays in sight.
import { joined, withAnchors } from "../lessons.mjs";
import { pageScript } from "../page-script.mjs";
import { wordsOf } from "../words.mjs";
import { cellSection, isCheck } from "./cell.mjs";
import { document, escaped } from "./document.mjs";
import { stillWriter } from "./outputs.mjs";
import { exerciseCard, exerciseIn, opening, questions, showsUnits, withUnits } from "./prose.mjs";

/** @typedef {import("../lessons.mjs").Lesson} Lesson */
/** @typedef {import("../lessons.mjs").Cell} Cell */

/**
 * What a lesson stands between, its place in the course, and whether the site has JupyterLite.
 * @typedef {{ before?: Lesson | undefined, after?: Lesson | undefined, place?: string, address?: string | undefined, notebook?: boolean }} Neighbours
 * @typedef {import("../performances.mjs").Performance} Performance
 */

/**
 * @param {Lesson} lesson
 * @param {Neighbours} neighbours
 * @param {(markdown: string) => string} toHtml
 * @param {string} folder
 * @param {Performance} [performance] - what a run of the lesson has shown
 */
export async function lessonPage(
  { file, title, cells, needs },
  { before, after, place = "", address, notebook = false },
  toHtml,
  folder,
  performance,
) {
  const still = stillWriter(file, folder, toHtml, performance);
  /** @param {Cell} cell */
  const section = async (cell) => cellSection(cell, await still(cell), needs?.get(cell.id));
  /** What the cells between a text and the next show, or those between it and the one before. @param {number} place @param {1 | -1} step */
  const beside = (place, step) => {
    const further = step > 0 ? cells.slice(place + 1) : cells.slice(0, place).reverse();
    const end = further.findIndex(({ cell_type: type }) => type === "markdown");
    return further.slice(0, end < 0 ? undefined : end).flatMap(({ id }) => performance?.[id] ?? []);
  };
  /** @param {Cell} cell @param {number} place */
  const text = ({ source }, place) => {
    const html = toHtml(joined(source));
    return showsUnits([...beside(place, -1), ...beside(place, 1)]) ? withUnits(html) : html;
  };
  const body = await article(cells, text, section);
  const contents = contentsOf(body);
  const about = {
    title,
    description: wordsOf(/<p class="dek">(.*?)<\/p>/s.exec(body)?.[1] ?? title),
    card: `cards/${file}.png`,
    address,
  };
  return document(
    about,
    `${bar(file, place, contents.list, notebook)}
<div class="page">
<nav class="contents" aria-label="Contents">${contents.list}${contents.dots}</nav>
<main data-notebook="${file}.ipynb">
${body}
<nav class="pages" aria-label="Lessons">${linkTo(before, "before")}${linkTo(after, "after")}</nav>
</main>
</div>
${pageScript}`,
  );
}

/** @param {readonly Cell[]} cells @param {(cell: Cell, place: number) => string} textOf @param {(cell: Cell) => Promise<string>} section */
async function article(cells, textOf, section) {
  /** @type {string[]} */
  const parts = [];
  /** @type {{ exercise: { number: string, title: string, task: string }, cells: string[] } | undefined} */
  let open;
  const close = () => {
    if (open) parts.push(exerciseCard(open.exercise, open.cells));
    open = undefined;
  };
  for (const [index, cell] of cells.entries()) {
    const into = () => open?.cells ?? parts;
    if (cell.cell_type !== "markdown") {
      if (!cell.metadata.tags?.includes("exercise") && !isCheck(cell)) close();
      into().push(await section(cell));
      continue;
    }
    const html = textOf(cell, index);
    if (cell.metadata.tags?.includes("solution")) {
      into().push(html);
      continue;
    }
    close();
    const isAsked = cells[index + 1]?.metadata.tags?.includes("exercise") === true;
    const exercise = isAsked ? exerciseIn(html) : undefined;
    const text = exercise?.before ?? html;
    parts.push(index === 0 ? opening(text) : questions(withAnchors(text)));
    if (exercise) open = { exercise, cells: [] };
  }
  close();
  return parts.join("\n");
}

/** The headings of an article as links, and its exercises as dots. @param {string} body */
function contentsOf(body) {
  const headings = [...body.matchAll(/<h2 id="([^"]*)">(.*?)<\/h2>/g)];
  const items = headings.map(([, id = "", title = ""]) => `<li><a href="#${id}">${title}</a></li>`);
  const exercises = [...body.matchAll(/<section class="exercise" id="(exercise-(\d+))"/g)];
  const dots = exercises.map(
    ([, id, number]) =>
      `<a href="#${id}" title="Exercise ${number}" aria-label="Exercise ${number}: open"></a>`,
  );
  return {
    list: `<ol>${items.join("")}</ol>`,
    dots: dots.length === 0 ? "" : `<div class="dots">${dots.join("")}</div>`,
  };
}

/** @param {string} file @param {string} place @param {string} contents @param {boolean} notebook - whether the site has JupyterLite */
function bar(file, place, contents, notebook) {
  return `<header class="bar"><div>
<span class="name"><a href="index.html">Breaking Symmetry</a><span class="where">${place}</span></span>
<label class="switch wide"><input type="checkbox" role="switch" data-switch="predict-first" checked>Predict first</label>
<a class="site wide" href="index.html#search">Search</a>
<button type="button" id="run-all">Run all</button>
<button type="button" id="stop">Stop</button>
<button type="button" aria-label="More" popovertarget="menu">···</button>
</div><span class="progress"></span></header>
<div class="menu" id="menu" popover>
<div class="narrow">${contents}<hr></div>
<label class="switch slim"><input type="checkbox" role="switch" data-switch="predict-first" checked>Predict first</label>
<label class="switch"><input type="checkbox" role="switch" data-switch="code-first">Show all code</label>
<button type="button" id="reset-all">Reset this lesson</button>
<hr>
<button type="button" id="copy-link">Copy a link to your version</button>
<button type="button" id="copy-cell">Copy this cell for a page of your own</button>
<button type="button" id="download">Download as a notebook</button>
<a class="site" href="alone/${file}.html" download>Download as one file</a>
${notebook ? `<a class="site" href="notebook/lab/index.html?path=${file}.ipynb">Open in JupyterLite</a>\n` : ""}<a class="site" href="index.html">All lessons</a>
<a class="site" href="index.html#search">Search</a>
<a class="site" href="reference/index.html">The library</a>
</div>
<p id="kernel-state" role="status"></p>`;
}

/** @param {Lesson | undefined} lesson @param {"before" | "after"} side */
function linkTo(lesson, side) {
  if (!lesson) return "";
  const word = side === "before" ? "← Previous" : "Next →";
  return `<a class="${side}" href="${lesson.file}.html"><small>${word}</small>${escaped(lesson.title)}</a>`;
}
