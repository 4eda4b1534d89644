// @ts-check
// Writes the course as a site of plain files, for any static host: npm run site.
import { build } from "esbuild";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { loner } from "./alone.mjs";
import { buildKernel, common, here, root } from "./build.mjs";
import { questionsOf, sectionsOf, writeReference } from "./findable.mjs";
import { writeLanding } from "./landing/landing.mjs";
import { markdownWriter, readLessons } from "./lessons.mjs";
import { lessonPage } from "./pages.mjs";
import { performancesOf } from "./performances.mjs";
import { versionsFor, withVersions } from "./versions.mjs";

/**
 * Writes the site.
 *
 * @param {string} folder - made anew
 * @param {{ notebook?: boolean, address?: string | undefined }} [options] - whether JupyterLite will be put into it, and the address that it
 *   will have, which social networks want
 */
export async function buildSite(folder, { notebook = false, address } = {}) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, "pictures"), { recursive: true });
  await mkdir(path.join(folder, "fonts"));
  const toHtml = await markdownWriter();
  const lessons = await readLessons();
  const performances = await performancesOf(lessons);
  const names = await writeReference(path.join(folder, "reference"), toHtml);
  const [needs] = await Promise.all([
    buildKernel(folder, lessons),
    build({
      ...common,
      entryPoints: [path.join(here, "src/search.ts")],
      outfile: path.join(folder, "search.js"),
    }),
    writeFile(
      path.join(folder, "search.json"),
      JSON.stringify([
        ...(await questionsOf(lessons, toHtml)),
        ...lessons.flatMap((lesson) => sectionsOf(lesson, toHtml)),
        ...names,
      ]),
    ),
    build({
      ...common,
      entryPoints: [path.join(here, "src/page.ts")],
      outfile: path.join(folder, "page.js"),
      loader: { ".css": "text" },
    }),
    build({
      ...common,
      // A page that it is put into may be of another encoding.
      charset: "ascii",
      entryPoints: [path.join(here, "src/embed.ts")],
      outfile: path.join(folder, "embed.js"),
    }),
    build({
      ...common,
      entryPoints: [path.join(here, "src/offline.ts")],
      outfile: path.join(folder, "offline.js"),
    }),
    build({
      ...common,
      entryPoints: [path.join(here, "src/editor.ts")],
      globalName: "editing",
      outfile: path.join(folder, "editor.js"),
    }),
    build({
      ...common,
      entryPoints: [path.join(here, "src/typesetting.ts")],
      globalName: "typesetting",
      outfile: path.join(folder, "markdown.js"),
    }),
    copyFile(
      path.join(root, "node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js"),
      path.join(folder, "plotly.js"),
    ),
    build({
      ...common,
      entryPoints: [path.join(here, "style/lesson-page.css")],
      outfile: path.join(folder, "style.css"),
      loader: { ".woff2": "file" },
      assetNames: "fonts/[name]",
    }),
    copyFile(path.join(here, "fonts/OFL.txt"), path.join(folder, "fonts/OFL.txt")),
    ...lessons.map(({ file }) =>
      copyFile(path.join(root, "notebooks", `${file}.ipynb`), path.join(folder, `${file}.ipynb`)),
    ),
    writeLanding(folder, { toHtml, notebook, performances, address }),
  ]);
  await mkdir(path.join(folder, "alone"));
  const alone = await loner(folder);
  for (const [index, lesson] of lessons.entries()) {
    const page = await lessonPage(
      { ...lesson, needs: needs.get(lesson.file) },
      {
        before: lessons[index - 1],
        after: lessons[index + 1],
        place: `${index + 1} of ${lessons.length}`,
        address,
        notebook,
      },
      toHtml,
      folder,
      performances.get(lesson.file),
    );
    const versions = await versionsFor(folder, lesson.file);
    await writeFile(path.join(folder, `${lesson.file}.html`), withVersions(page, versions));
    await writeFile(path.join(folder, "alone", `${lesson.file}.html`), await alone(lesson.file, page));
  }
}
