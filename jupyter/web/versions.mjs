// @ts-check
// Marks of what is in the site's files, by which a page names just those that it was made with.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** What any lesson may load. */
const COMMON = ["style.css", "page.js", "kernel.js", "compiler.js", "sources.js", "mathjs.js"].concat(
  "plotly.js",
  "editor.js",
  "markdown.js",
);

/**
 * @param {string} folder - of the site
 * @param {string} file - of a lesson, without its ending
 * @returns {Promise<Record<string, string>>} a mark for each file that the lesson's page may load
 */
export async function versionsFor(folder, file) {
  const names = [...COMMON, `${file}.cells.json`, `${file}.ipynb`];
  const marks = names.map(async (name) => {
    const bytes = await readFile(path.join(folder, name));
    return /** @type {const} */ ([name, createHash("sha256").update(bytes).digest("hex").slice(0, 12)]);
  });
  return Object.fromEntries(await Promise.all(marks));
}

/** A page that names its files with their marks. @param {string} page @param {Record<string, string>} versions */
export function withVersions(page, versions) {
  const json = JSON.stringify(versions);
  return page
    .replaceAll(/(?<=(?:href|src)=")(?:style\.css|page\.js)(?=")/g, (name) => `${name}?v=${versions[name]}`)
    .replace("<script", `<script type="application/json" id="versions">${json}</script>\n<script`);
}
