// @ts-check
// The landing page's HTML.
import { escaped, headOf } from "./document.mjs";

/** @typedef {import("./course.mjs").Part} Part */
/** @typedef {import("./course.mjs").Question} Question */

export const TITLE = "Breaking Symmetry: why weights must start random, and how large";
export const DESCRIPTION =
  "Short lessons on how a neural network's weights must start: why not at zero, why at random, and how large. Every cell runs in your browser.";

export const BRAND = `<a class="brand" href="index.html"><svg width="26" height="26" viewBox="0 0 64 64" aria-hidden="true"><path d="M12 32 32 12 52 32 32 52Z" fill="none" stroke="currentColor" stroke-width="4"/><circle cx="12" cy="32" r="6" fill="currentColor"/><circle cx="52" cy="32" r="6" fill="currentColor"/><circle cx="32" cy="12" r="9" fill="var(--u1)"/><circle cx="32" cy="52" r="9" fill="var(--u2)"/></svg>Breaking Symmetry</a>`;

const FONTS = ["serif", "sans"]
  .map((name) => `<link rel="preload" href="fonts/${name}.woff2" as="font" type="font/woff2" crossorigin>`)
  .join("\n");

/**
 * A page of the landing's own look, with its style inside.
 *
 * @param {{ head: string, style: string, body: string, script?: string }} parts
 */
export const ownPage = ({ head, style, body, script = "" }) => `<!doctype html>
<html lang="en">
${head}
${FONTS}
<style>${style}</style>
<body>
${body}
${script === "" ? "" : `<script>${script.replaceAll("</script", "<\\/script")}</script>`}
</body>
</html>
`;

/**
 * @param {{ parts: Part[], questions: Question[], teaching: string, pictures: Map<string, string>, toy: string, toHtml: (markdown: string) => string, notebook: boolean, address?: string }} content
 */
export function landingBody({ parts, questions, teaching, pictures, toy, toHtml, notebook }) {
  /** Markdown of one line. @param {string} text */
  const inline = (text) =>
    toHtml(text)
      .trim()
      .replace(/^<p>(.*)<\/p>$/s, "$1");
  const card = (/** @type {Part["lessons"][number]} */ { file, label, title, words, minutes }) =>
    `<a class="card" href="${file}.html"><span class="picture" aria-hidden="true">${pictures.get(file) ?? ""}</span><span class="label">${/^\d/.test(label) ? label : ""}</span><strong>${escaped(title)}</strong><span class="minutes">${minutes} min</span><span class="words">${inline(words)}</span></a>`;
  const part = (/** @type {Part} */ { title, words, lessons }) =>
    `<section class="part" style="--lessons:${Math.min(3, lessons.length)}"><header><h2>${title}</h2><p>${words}</p></header><div class="cards">${lessons.map(card).join("\n")}</div></section>`;
  const question = (/** @type {Question} */ { asked, link, label }) =>
    `<li><a href="${link}">${inline(asked)}</a> <span>${inline(label.replace(/:.*/, ""))}</span></li>`;
  return `<header class="top">${BRAND}<nav><a href="#lessons">Lessons</a><a href="#questions">Questions</a><a href="reference/index.html">Reference</a>${notebook ? `<a href="notebook/lab/index.html?path=01-why-not-zeros.ipynb">JupyterLab</a>` : ""}<a href="#teachers">For teachers</a><a href="#search">Search</a></nav></header>
<main>
<div class="hero">
<div class="words">
<h1>Start equal, stay equal.</h1>
<p class="lead">These arrows are the weights of two hidden units. Lay one upon the other, and no training will ever part them. Pull one away, and training makes them two.</p>
<p class="more">Short lessons on how a neural network's weights must start: why not at zero, why at random, and how large. Every cell runs here, in TypeScript, and what the text states is checked by the code below it.</p>
<p class="doors"><a class="btn primary" href="01-why-not-zeros.html">Lesson 1: Why not zeros?</a><a class="btn" href="#lessons">All lessons</a></p>
<p class="needs">You should know gradient descent and have met a neural network.</p>
<p class="small">20 minutes · nothing to install · the same numbers on every machine, to the last bit</p>
</div>
${toy}
</div>
<div class="parts" id="lessons"><div>
${parts.map(part).join("\n")}
</div></div>
<section class="questions" id="questions">
<header><h2>You came with a question?</h2><p>Each leads to the run that answers it.</p></header>
<div>
<form role="search"><input type="search" id="search" aria-label="Search the course" placeholder="Search the lessons and the library"></form>
<ol id="found" aria-live="polite"></ol>
<ul>${questions.map(question).join("\n")}</ul>
</div>
</section>
</main>
${foot(toHtml(teaching))}
<script defer src="search.js"></script>`;
}

const CITATION = `@misc{breaking-symmetry,
  title  = {Breaking Symmetry: why a neural network's weights must start random, and how large},
  author = {{The authors of Breaking Symmetry}},
  year   = {2026},
  note   = {Interactive course in TypeScript}
}`;

const CELL = `<script src="…/embed.js"></script>
<breaking-symmetry-cell lesson="04-too-large" cell="cell-08"></breaking-symmetry-cell>`;

/** @param {string} teaching */
const foot = (
  teaching,
) => `<footer><p>The text is under <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>, the code under the MIT licence: share both, and say where they are from. Nothing that you do here leaves your browser.</p>
<details><summary>For teachers</summary><div id="teachers">${teaching}</div></details>
<details><summary>Cite</summary><pre>${escaped(CITATION)}</pre></details>
<details><summary>Put the experiment into a page of your own</summary><pre>${escaped('<iframe src="…/toy.html" width="640" height="580" title="Two hidden units"></iframe>')}</pre></details>
<details><summary>Put a live cell into a page of your own</summary><p>In a lesson, bring the cell to the middle of the window, and choose “Copy this cell for a page of your own” in the menu “More”. It copies such lines:</p><pre>${escaped(CELL)}</pre><p>A cell's name is the <code>data-id</code> of its section in the lesson's page, and its <code>id</code> in the notebook. Where a page has a Content Security Policy, its <code>script-src</code> and <code>frame-src</code> must allow this site.</p></details></footer>`;

/** @param {string} [address] */
export const landingHead = (address) =>
  headOf({
    title: TITLE,
    description: DESCRIPTION,
    card: "cards/index.png",
    ...(address ? { address } : {}),
  });
