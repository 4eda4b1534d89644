// @ts-check
// What the site's search finds: the sections of the lessons, and the names of the library with its reference.
import path from "node:path";
import { Application, PageEvent } from "typedoc";
import { root } from "./build.mjs";
import { readCourse } from "./landing/course.mjs";
import { joined, withAnchors } from "./lessons.mjs";
import { NEIGHBOURS } from "./pages/prose.mjs";
import { wordsOf } from "./words.mjs";

/** @typedef {import("./lessons.mjs").Lesson} Lesson */

/**
 * What a search can find: a place, its heading, and the words below it.
 * @typedef {{ link: string, page: string, heading: string, text: string }} Section
 */

/**
 * Writes the library's reference, a page for each public name and for each type that one speaks of, from the comments in
 * its code.
 *
 * @param {string} folder
 * @param {(markdown: string) => string} toHtml
 * @returns {Promise<Section[]>} the names, as a search finds them
 */
export async function writeReference(folder, toHtml) {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: [path.join(root, "lib/index.ts")],
    tsconfig: path.join(root, "lib/tsconfig.json"),
    name: "Breaking Symmetry: the library",
    navigationLinks: { "The course": "../index.html" },
    readme: "none",
    disableSources: true,
    hideGenerator: true,
    githubPages: false,
    logLevel: "Warn",
    plugin: ["typedoc-plugin-missing-exports"],
    // @ts-expect-error A setting of the plugin.
    placeInternalsInOwningModule: true,
    excludeExternals: true,
  });
  /** @type {Map<unknown, string>} */
  const addresses = new Map();
  app.renderer.on(PageEvent.BEGIN, ({ model, url }) => void addresses.set(model, url));
  const project = await app.convert();
  if (!project) throw new Error("Cannot write the library's reference: its code does not compile");
  await app.generateDocs(project, folder);
  return (project.children ?? []).map((name) => {
    const { summary = [] } = name.comment ?? name.signatures?.[0]?.comment ?? {};
    const text = wordsOf(toHtml(summary.map((part) => part.text).join("")));
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
export function sectionsOf({ file, title, cells }, toHtml) {
  const prose = cells.filter(
    ({ cell_type: type, metadata }) => type === "markdown" && !metadata.tags?.includes("solution"),
  );
  // A search does not answer a prediction.
  const inSight = prose.map(({ source }) => joined(source).replaceAll(/<details>[^]*?<\/details>/g, ""));
  const html = withAnchors(inSight.map(toHtml).join("\n")).replace(NEIGHBOURS, "");
  return html.split(/(?=<h[1-3][ >])/).map((section) => {
    const [, id, heading = ""] = /^<h[1-3](?: id="([^"]*)")?>(.*?)<\/h[1-3]>/.exec(section) ?? [];
    const text = wordsOf(section.replace(/^<h[1-3].*?<\/h[1-3]>/, ""));
    return { link: `${file}.html${id ? `#${id}` : ""}`, page: title, heading: wordsOf(heading), text };
  });
}

/**
 * The questions that readers come with, each with the section that answers it.
 *
 * @param {readonly Lesson[]} lessons
 * @param {(markdown: string) => string} toHtml
 * @returns {Promise<Section[]>}
 */
export async function questionsOf(lessons, toHtml) {
  const titles = new Map(lessons.map(({ file, title }) => [file, title]));
  const { questions } = await readCourse();
  return questions.map(({ asked, link, label }) => ({
    link,
    page: titles.get(link.replace(/\.html.*/, "")) ?? label,
    heading: wordsOf(toHtml(asked)),
    text: "",
  }));
}
