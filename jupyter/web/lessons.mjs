// @ts-check
// The lessons as the site's pages need them: read, and their prose turned into HTML.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import temml from "temml";
import { here, importSource, root } from "./build.mjs";

/**
 * @typedef {{ output_type: string, name?: string, text?: string | string[], data?: Record<string, string | string[]>, metadata?: Record<string, unknown> }} Output
 * @typedef {{ id: string, cell_type: string, source: string | string[], metadata: { tags?: string[], jupyter?: { source_hidden?: boolean } }, outputs?: Output[] }} Cell
 * @typedef {{ file: string, title: string, cells: Cell[], needs?: Map<string, import("./needs.mjs").Ties> | undefined }} Lesson - needs: what each cell needs of those above it, by their ids
 */

/** @param {string | string[] | undefined} text */
export const joined = (text) => (Array.isArray(text) ? text.join("") : (text ?? ""));

/** @param {string} tex @param {boolean} displayMode */
const typeset = (tex, displayMode) => temml.renderToString(tex, { displayMode, throwOnError: true });

/** The notebooks in the order in which the README lists them. @returns {Promise<Lesson[]>} */
export async function readLessons() {
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

/** The page's own way from markdown to HTML. @returns {Promise<(markdown: string) => string>} */
export async function markdownWriter() {
  const loaded = await importSource(path.join(here, "src/markdown.ts"));
  const { toHtml } = /** @type {typeof import("./src/markdown.js")} */ (loaded);
  return (markdown) => toHtml(markdown, typeset).replaceAll(/href="([\w-]+)\.ipynb/g, 'href="$1.html');
}

/** Headings that can be linked to. @param {string} html */
export function withAnchors(html) {
  return html.replaceAll(/<h([23])>(.*?)<\/h\1>/g, (_, level, /** @type {string} */ title) => {
    const id = title
      .replaceAll(/<[^>]*>|&[#\w]+;/g, "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-|-$/g, "");
    return `<h${level} id="${id}">${title}</h${level}>`;
  });
}
