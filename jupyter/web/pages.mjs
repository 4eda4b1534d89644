// @ts-check
// The site's pages: an article for each lesson, and the index.
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import { Buffer } from "node:buffer";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "./build.mjs";
import { isHeldBack, shownBy } from "./held-back.mjs";
import { joined, withAnchors } from "./lessons.mjs";

/** @typedef {import("./lessons.mjs").Output} Output */
/** @typedef {import("./lessons.mjs").Cell} Cell */
/** @typedef {import("./lessons.mjs").Lesson} Lesson */

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Code with its colours, as the editor shows it. @param {string} code */
function coloured(code) {
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

/**
 * @param {Lesson} lesson
 * @param {{ before: Lesson | undefined, after: Lesson | undefined }} neighbours
 * @param {(markdown: string) => string} toHtml
 * @param {string} folder
 */
export async function lessonPage({ file, title, cells }, { before, after }, toHtml, folder) {
  let pictures = 0;
  const parts = [];
  for (const cell of cells) {
    if (cell.cell_type === "markdown") {
      parts.push(withAnchors(toHtml(joined(cell.source))));
      continue;
    }
    const outputs = [];
    for (const output of shownBy(cell)) {
      const png = output.data?.["image/png"];
      if (png === undefined) outputs.push(stillOutput(output, toHtml));
      else {
        const name = `pictures/${file}-${++pictures}.png`;
        await writeFile(path.join(folder, name), Buffer.from(joined(png), "base64"));
        const size = /** @type {{ width?: number, height?: number }} */ (
          output.metadata?.["image/png"] ?? {}
        );
        outputs.push(
          `<img loading="lazy" width="${size.width ?? 700}" height="${size.height ?? 420}" src="${name}" alt="${escaped(joined(output.data?.["text/plain"]))}">`,
        );
      }
    }
    parts.push(cellSection(cell, outputs.join("\n")));
  }
  const link = (/** @type {Lesson | undefined} */ lesson, /** @type {string} */ arrow) =>
    lesson ? `<a href="${lesson.file}.html">${arrow} ${escaped(lesson.title)}</a>` : "<span></span>";
  return document(
    title,
    `<div class="bar">
<a href="index.html">Breaking Symmetry</a>
<a href="index.html#search">Search</a>
<button type="button" id="run-all">Run all</button>
<button type="button" id="stop">Stop</button>
<button type="button" id="reset-all">Reset</button>
<button type="button" id="download">Download</button>
<span role="status" id="kernel-state">Run a cell to start.</span>
</div>
<main data-notebook="${file}.ipynb">
${parts.join("\n")}
<nav class="pages"><a href="alone/${file}.html" download>This lesson as one file</a></nav>
<nav class="pages">${link(before, "←")}${link(after, "→")}</nav>
</main>
<script defer src="page.js"></script>`,
  );
}

/** @param {Cell} cell @param {string} outputs */
function cellSection({ id, source, metadata, outputs: kept = [] }, outputs) {
  const code = joined(source);
  const tags = metadata.tags ?? [];
  const isFolded = metadata.jupyter?.source_hidden === true;
  // A check is run without a look at its code.
  const isCheck = isFolded && tags.includes("check");
  const isHeld = kept.some(isHeldBack);
  /** @param {string} html */
  const folded = (html) =>
    `<details class="folded"><summary>${foldedTitle(code, tags)}</summary>${html}</details>`;
  const text = `<pre class="code">${coloured(code)}</pre>`;
  const run = isCheck ? "Check my answer ▸" : "Run ▸";
  const section = `<section class="cell${isHeld ? " held" : ""}" data-id="${id}">
${isCheck ? "" : text}
<div class="tools"><button type="button" class="run"${isCheck ? "" : ' aria-label="Run this cell"'}>${run}</button><button type="button" class="reset">Reset</button></div>
${isCheck ? folded(text) : ""}
<div class="outputs still">${outputs}</div>${isHeld ? `\n<p class="note">Choose above what you expect, or run this cell.</p>` : ""}
</section>`;
  return isFolded && !isCheck ? folded(section) : section;
}

/** What a folded cell is, as its first line says. @param {string} code @param {string[]} tags */
function foldedTitle(code, tags) {
  if (tags.includes("check")) return "How it is checked";
  const label = /^\/\/ (.*)/.exec(code)?.[1] ?? "A helper";
  const facts = code.match(/^ {2}["'`]/gm) ?? [];
  return escaped(tags.includes("facts") ? `${label} (${facts.length})` : label);
}

/** @param {Output} output @param {(markdown: string) => string} toHtml */
function stillOutput({ data = {}, text }, toHtml) {
  if (data["text/html"] !== undefined) return joined(data["text/html"]);
  if (data["text/markdown"] !== undefined) return toHtml(joined(data["text/markdown"]));
  const words = joined(data["text/plain"] ?? text);
  const controls = /^Controls at their first values: (.*)$/.exec(words)?.[1];
  if (controls !== undefined)
    return `<p class="note">Run this cell to move its controls: ${escaped(controls)}.</p>`;
  return `<pre>${escaped(words)}</pre>`;
}

/** The README's introduction, its table of lessons and its questions. @param {(markdown: string) => string} toHtml @param {boolean} notebook */
export async function indexPage(toHtml, notebook) {
  const readme = await readFile(path.join(root, "README.md"), "utf8");
  const [introduction = ""] = readme.split("\n![");
  const lessons = /## Lessons\n([^]*?)\n## /.exec(readme)?.[1] ?? "";
  const text = `${introduction}\n\nEvery page below runs in your browser: edit a cell, press Shift-Enter, drag a control. Nothing is installed, and nothing is sent anywhere. The library that the lessons use has a [reference](reference/index.html).${notebook ? " For files and new cells of your own there is [JupyterLab](notebook/lab/index.html), in the browser too." : ""}\n\n## Lessons\n${lessons}`;
  const html = toHtml(text.replaceAll("](notebooks/", "]("));
  const search = `<form role="search"><input type="search" id="search" aria-label="Search the course" placeholder="Search the course"></form>
<ol id="found" aria-live="polite"></ol>`;
  const [title = "", rest = ""] = html.split(/(?<=<\/h1>)/);
  return document(
    "Breaking Symmetry",
    `<main>${title}${search}${withAnchors(rest)}</main>\n<script defer src="search.js"></script>`,
  );
}

/** @param {string} title @param {string} body */
function document(title, body) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
<body>
${body}
</body>
</html>
`;
}
