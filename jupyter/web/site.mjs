// @ts-check
// Writes the course as a site of plain files, for any static host: npm run site.
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import { build } from "esbuild";
import katex from "katex";
import { Buffer } from "node:buffer";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { Application, PageEvent } from "typedoc";
import { buildKernel, common, here, root } from "./build.mjs";

/**
 * @typedef {{ output_type: string, name?: string, text?: string | string[], data?: Record<string, string | string[]>, metadata?: Record<string, unknown> }} Output
 * @typedef {{ id: string, cell_type: string, source: string | string[], metadata: { tags?: string[], jupyter?: { source_hidden?: boolean } }, outputs?: Output[] }} Cell
 * @typedef {{ file: string, title: string, cells: Cell[] }} Lesson
 */

/** @param {string | string[] | undefined} text */
const joined = (text) => (Array.isArray(text) ? text.join("") : (text ?? ""));

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** @param {string} tex @param {boolean} displayMode */
const typeset = (tex, displayMode) =>
  katex.renderToString(tex, { displayMode, output: "mathml", throwOnError: true, strict: false });

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
 * Writes the site.
 *
 * @param {string} folder - made anew
 * @param {{ notebook?: boolean }} [options] - whether JupyterLite will be put into it
 */
export async function buildSite(folder, { notebook = false } = {}) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, "pictures"), { recursive: true });
  const toHtml = await markdownWriter();
  const lessons = await readLessons();
  const names = await writeReference(path.join(folder, "reference"));
  await Promise.all([
    buildKernel(folder),
    build({
      ...common,
      entryPoints: [path.join(here, "src/search.ts")],
      outfile: path.join(folder, "search.js"),
    }),
    writeFile(
      path.join(folder, "search.json"),
      JSON.stringify([...lessons.flatMap((lesson) => sectionsOf(lesson, toHtml)), ...names]),
    ),
    build({
      ...common,
      entryPoints: [path.join(here, "src/page.ts")],
      outfile: path.join(folder, "page.js"),
      loader: { ".css": "text" },
    }),
    build({
      ...common,
      stdin: { contents: `import katex from "katex"; window.katex = katex;`, resolveDir: here },
      outfile: path.join(folder, "katex.js"),
    }),
    copyFile(
      path.join(root, "node_modules/plotly.js/dist/plotly-cartesian.min.js"),
      path.join(folder, "plotly.js"),
    ),
    copyFile(path.join(here, "style.css"), path.join(folder, "style.css")),
    ...lessons.map(({ file }) =>
      copyFile(path.join(root, "notebooks", `${file}.ipynb`), path.join(folder, `${file}.ipynb`)),
    ),
    writeFile(path.join(folder, "index.html"), await indexPage(toHtml, notebook)),
  ]);
  await mkdir(path.join(folder, "alone"));
  const alone = await loner(folder);
  for (const [index, lesson] of lessons.entries()) {
    const page = await lessonPage(
      lesson,
      { before: lessons[index - 1], after: lessons[index + 1] },
      toHtml,
      folder,
    );
    await writeFile(path.join(folder, `${lesson.file}.html`), page);
    await writeFile(path.join(folder, "alone", `${lesson.file}.html`), await alone(lesson.file, page));
  }
}

/**
 * Makes one file of a page, which works from a disk: all that it would load is inside, packed.
 *
 * @param {string} folder - of the site
 * @returns {Promise<(file: string, page: string) => Promise<string>>}
 */
async function loner(folder) {
  /** @param {string} name */
  const packed = async (name) => {
    const bytes = gzipSync(await readFile(path.join(folder, name)), { level: 9 });
    return `<script type="text/plain" id="file:${name}">${bytes.toString("base64")}</script>`;
  };
  const needed = ["kernel.js", "types.json", "mathjs.js", "plotly.js", "katex.js"];
  const common = (await Promise.all(needed.map(packed))).join("\n");
  const [style, script] = await Promise.all(
    ["style.css", "page.js"].map((name) => readFile(path.join(folder, name), "utf8")),
  );
  return async (file, page) => {
    const pictures = await Promise.all(
      [...page.matchAll(/src="(pictures\/[^"]+)"/g)].map(async ([, name = ""]) => ({
        name,
        data: (await readFile(path.join(folder, name))).toString("base64"),
      })),
    );
    let text = page
      .replace('<link rel="stylesheet" href="style.css">', () => `<style>${style}</style>`)
      .replaceAll(/<nav class="pages">.*?<\/nav>/gs, "")
      .replaceAll(/<a href="[\w-]+\.html[^"]*">(.*?)<\/a>/gs, "$1");
    for (const { name, data } of pictures)
      text = text.replace(`src="${name}"`, () => `src="data:image/png;base64,${data}"`);
    const inside = `${common}\n${await packed(`${file}.ipynb`)}`;
    const safe = (script ?? "").replaceAll("</script", "<\\/script");
    return text.replace('<script defer src="page.js"></script>', () => `${inside}\n<script>${safe}</script>`);
  };
}

/**
 * What a search can find: a place, its heading, and the words below it.
 * @typedef {{ link: string, page: string, heading: string, text: string }} Section
 */

/**
 * Writes the library's reference, a page for each public name, from the comments in its code.
 *
 * @param {string} folder
 * @returns {Promise<Section[]>} the names, as a search finds them
 */
async function writeReference(folder) {
  const app = await Application.bootstrap({
    entryPoints: [path.join(root, "lib/index.ts")],
    tsconfig: path.join(root, "lib/tsconfig.json"),
    name: "Breaking Symmetry: the library",
    navigationLinks: { "The course": "../index.html" },
    readme: "none",
    disableSources: true,
    hideGenerator: true,
    githubPages: false,
    logLevel: "Warn",
  });
  /** @type {Map<unknown, string>} */
  const addresses = new Map();
  app.renderer.on(PageEvent.BEGIN, ({ model, url }) => void addresses.set(model, url));
  const project = await app.convert();
  if (!project) throw new Error("Cannot write the library's reference: its code does not compile");
  await app.generateDocs(project, folder);
  return (project.children ?? []).map((name) => {
    const { summary = [] } = name.comment ?? name.signatures?.[0]?.comment ?? {};
    const text = summary.map((part) => part.text).join("");
    return { link: `reference/${addresses.get(name)}`, page: "Library", heading: name.name, text };
  });
}

/**
 * The sections of a lesson, each with the words of its prose.
 *
 * @param {Lesson} lesson
 * @param {(markdown: string) => string} toHtml
 * @returns {Section[]}
 */
function sectionsOf({ file, title, cells }, toHtml) {
  const prose = cells.filter(
    ({ cell_type: type, metadata }) => type === "markdown" && !metadata.tags?.includes("solution"),
  );
  const html = withAnchors(prose.map(({ source }) => toHtml(joined(source))).join("\n"));
  return html.split(/(?=<h[1-3][ >])/).map((section) => {
    const [, id, heading = ""] = /^<h[1-3](?: id="([^"]*)")?>(.*?)<\/h[1-3]>/.exec(section) ?? [];
    const words = (/** @type {string} */ text) =>
      text
        .replaceAll(/<annotation[^]*?<\/annotation>|<[^>]*>|\u2061/g, " ")
        .replaceAll(
          /&(quot|lt|gt|#39|amp);/g,
          (_, /** @type {keyof typeof characters} */ name) => characters[name],
        )
        .replaceAll(/\s+/g, " ")
        .trim();
    const text = words(section.replace(/^<h[1-3].*?<\/h[1-3]>/, ""));
    return { link: `${file}.html${id ? `#${id}` : ""}`, page: title, heading: words(heading), text };
  });
}

/** The page's own way from markdown to HTML. @returns {Promise<(markdown: string) => string>} */
async function markdownWriter() {
  const { outputFiles } = await build({
    ...common,
    format: "esm",
    entryPoints: [path.join(here, "src/markdown.ts")],
    write: false,
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  /** @type {unknown} */
  const loaded = await import(`data:text/javascript;base64,${code}`);
  const { toHtml } = /** @type {typeof import("./src/markdown.js")} */ (loaded);
  return (markdown) => toHtml(markdown, typeset).replaceAll(/href="([\w-]+)\.ipynb/g, 'href="$1.html');
}

/** The notebooks in the order in which the README lists them. @returns {Promise<Lesson[]>} */
async function readLessons() {
  const readme = await readFile(path.join(root, "README.md"), "utf8");
  const listed = [...readme.matchAll(/\]\(notebooks\/([\w-]+)\.ipynb\)/g)].map(([, name]) => name ?? "");
  const present = (await readdir(path.join(root, "notebooks"))).filter((name) => name.endsWith(".ipynb"));
  const files = [...new Set(listed)].filter((name) => present.includes(`${name}.ipynb`));
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(root, "notebooks", `${file}.ipynb`), "utf8");
      /** @type {unknown} */
      const notebook = JSON.parse(text);
      const { cells } = /** @type {{ cells: Cell[] }} */ (notebook);
      return { file, cells, title: /^# (.+)$/m.exec(joined(cells[0]?.source))?.[1] ?? file };
    }),
  );
}

/**
 * @param {Lesson} lesson
 * @param {{ before: Lesson | undefined, after: Lesson | undefined }} neighbours
 * @param {(markdown: string) => string} toHtml
 * @param {string} folder
 */
async function lessonPage({ file, title, cells }, { before, after }, toHtml, folder) {
  let pictures = 0;
  const parts = [];
  for (const cell of cells) {
    if (cell.cell_type === "markdown") {
      parts.push(withAnchors(toHtml(joined(cell.source))));
      continue;
    }
    const outputs = [];
    for (const output of cell.outputs ?? []) {
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
<button type="button" id="predict" aria-pressed="false" title="Show what a cell answers only after you have run it">Predict first</button>
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
function cellSection({ id, source, metadata }, outputs) {
  const code = joined(source);
  const section = `<section class="cell" data-id="${id}">
<pre class="code">${coloured(code)}</pre>
<div class="tools"><button type="button" class="run" aria-label="Run this cell">Run ▸</button><button type="button" class="reset">Reset</button></div>
<div class="outputs still">${outputs}</div>
</section>`;
  if (metadata.jupyter?.source_hidden !== true) return section;
  return `<details class="folded"><summary>${foldedTitle(code, metadata.tags ?? [])}</summary>${section}</details>`;
}

/** What a folded cell is, for who wonders whether to open it. @param {string} code @param {string[]} tags */
function foldedTitle(code, tags) {
  if (tags.includes("facts")) return `The facts above, checked (${code.match(/^ {2}["']/gm)?.length ?? 1})`;
  if (tags.includes("check")) return "Check your answer";
  return code.includes('from "../lib"') ? "What this lesson imports" : "A helper";
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

const characters = { quot: '"', lt: "<", gt: ">", "#39": "'", amp: "&" };

/** Headings that can be linked to. @param {string} html */
function withAnchors(html) {
  return html.replaceAll(/<h([23])>(.*?)<\/h\1>/g, (_, level, /** @type {string} */ title) => {
    const id = title
      .replaceAll(/<[^>]*>|&[#\w]+;/g, "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-|-$/g, "");
    return `<h${level} id="${id}">${title}</h${level}>`;
  });
}

/** The README's introduction, its table of lessons and its questions. @param {(markdown: string) => string} toHtml @param {boolean} notebook */
async function indexPage(toHtml, notebook) {
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
