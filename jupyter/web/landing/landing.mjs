// @ts-check
// Writes the landing page, its experiment for other pages' frames, and the pages for what is not there, or not kept.
import { build } from "esbuild";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { common, here } from "../build.mjs";
import { writeCards } from "./cards.mjs";
import { readCourse } from "./course.mjs";
import { headOf } from "./document.mjs";
import { DESCRIPTION, landingBody, landingHead, ownPage } from "./page.mjs";
import { missingPage } from "./missing.mjs";
import { notKeptPage } from "./not-kept.mjs";
import { lessonPicture } from "./pictures.mjs";

/** @typedef {import("../performances.mjs").Performance} Performance */

/** @param {string} name */
const own = (name) => path.join(here, "landing", name);

/**
 * @param {string} folder - of the site
 * @param {{ toHtml: (markdown: string) => string, performances: Map<string, Performance>, notebook: boolean, address?: string | undefined }} options
 */
export async function writeLanding(folder, { toHtml, performances, notebook, address }) {
  const [course, toy, script, listKept, base, toyStyle, landingStyle] = await Promise.all([
    readCourse(),
    readFile(own("toy/toy.html"), "utf8"),
    bundled("toy/start.ts"),
    bundled("../src/list-kept.ts"),
    minified("../style/base.css"),
    minified("toy/toy.css"),
    minified("landing.css"),
  ]);
  const style = [base, toyStyle, landingStyle].join("");
  const lessons = course.parts.flatMap((part) => part.lessons);
  const drawn = lessons.map(async ({ file }) => {
    const picture = await lessonPicture(file, performances.get(file), { width: 360, height: 132 });
    return /** @type {const} */ ([file, picture]);
  });
  const pictures = new Map(await Promise.all(drawn));
  const body = landingBody({ ...course, pictures, toy, toHtml, notebook });
  const about = { title: "Two hidden units", description: DESCRIPTION, card: "cards/index.png" };
  await Promise.all([
    writeFile(path.join(folder, "index.html"), ownPage({ head: landingHead(address), style, body, script })),
    writeFile(
      path.join(folder, "toy.html"),
      ownPage({ head: headOf(about), style, body: `<main class="alone">${toy}</main>`, script }),
    ),
    writeFile(path.join(folder, "404.html"), missingPage(style)),
    writeFile(path.join(folder, "not-kept.html"), notKeptPage(style, listKept)),
    writeCards(folder, course.parts, performances),
    copyFile(own("icon.svg"), path.join(folder, "icon.svg")),
  ]);
}

/** A script that is part of its page: it works before, or without, anything else. @param {string} name */
async function bundled(name) {
  const { outputFiles } = await build({ ...common, entryPoints: [own(name)], write: false });
  return outputFiles[0]?.text ?? "";
}

/**
 * A style sheet as it stands in a page of the site's first folder. A font that comes late is kept for the next page, so that no
 * text moves under the visitor's hand.
 *
 * @param {string} name
 */
async function minified(name) {
  const options = { entryPoints: [own(name)], external: ["../fonts/*"], write: /** @type {const} */ (false) };
  const { outputFiles } = await build({ ...common, ...options });
  return (outputFiles[0]?.text ?? "")
    .replaceAll("../fonts/", "fonts/")
    .replaceAll("font-display:swap", "font-display:optional");
}
