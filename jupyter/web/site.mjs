// @ts-check
// Writes the course as a site of plain files, for any static host: npm run site.
import { build } from "esbuild";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { loner } from "./alone.mjs";
import { buildKernel, common, here, root } from "./build.mjs";
import { sectionsOf, writeReference } from "./findable.mjs";
import { markdownWriter, readLessons } from "./lessons.mjs";
import { indexPage, lessonPage } from "./pages.mjs";

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
