// @ts-check
// The pictures that social networks show for a link to the site: one of each lesson, and one of the first page.
import { Resvg, initWasm } from "@resvg/resvg-wasm";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { here } from "../build.mjs";
import { escaped } from "./document.mjs";
import { lessonPicture } from "./pictures.mjs";

/** @typedef {import("./course.mjs").Part} Part */
/** @typedef {import("../performances.mjs").Performance} Performance */

/** The size that social networks ask for. */
const [WIDTH, HEIGHT] = [1200, 630];

/** Where the lesson's picture stands: at twice its size, so that its lines are seen when a network shows the card small. */
const PLACE = ' x="76" y="252" width="1048" height="306"';

const MARK = `<g transform="translate(60 52)"><path d="M6 20 20 6 34 20 20 34Z" fill="none" stroke="#1c1d1f" stroke-width="2.5"/><circle cx="6" cy="20" r="4" fill="#1c1d1f"/><circle cx="34" cy="20" r="4" fill="#1c1d1f"/><circle cx="20" cy="6" r="6" fill="#009e73"/><circle cx="20" cy="34" r="6" fill="#b8568f"/></g>`;

/** @param {{ title: string, above: string, picture: string }} card */
const cardSvg = ({ title, above, picture }) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Inter" font-weight="700">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fdfdfb"/>${MARK}
<text x="112" y="82" font-size="28" fill="#1c1d1f">Breaking Symmetry</text>
<text x="${WIDTH - 60}" y="82" font-size="26" fill="#5d6066" text-anchor="end">${escaped(above)}</text>
<text x="58" y="192" font-size="${title.length > 24 ? 62 : 80}" letter-spacing="-2" fill="#1c1d1f">${escaped(title)}</text>
<rect x="60" y="240" width="1080" height="330" rx="14" fill="#fff" stroke="#e4e2dc" stroke-width="2"/>
${picture.replace(/ width="[^"]*" height="[^"]*"/, PLACE)}</svg>`;

/**
 * @param {string} folder - of the site
 * @param {readonly Part[]} parts
 * @param {Map<string, Performance>} performances
 */
export async function writeCards(folder, parts, performances) {
  const require = createRequire(path.join(here, "package.json"));
  const [wasm, font] = await Promise.all([
    readFile(require.resolve("@resvg/resvg-wasm/index_bg.wasm")),
    readFile(path.join(here, "landing/card.ttf")),
    mkdir(path.join(folder, "cards"), { recursive: true }),
  ]);
  await (started ??= initWasm(wasm));
  const lessons = parts.flatMap((part) => part.lessons);
  const cards = lessons.map(({ file, label, title, minutes }) => {
    const name = /^\d/.test(label) ? `Lesson ${label} · ` : "";
    return { file, of: file, title, above: `${name}${minutes} minutes` };
  });
  const first = { file: "index", of: lessons[0]?.file ?? "", title: "Start equal, stay equal.", above: "" };
  for (const { file, of, title, above } of [first, ...cards]) {
    const picture = await lessonPicture(of, performances.get(of), {
      width: 1048,
      height: 306,
      isAlone: true,
    });
    const fonts = { fontBuffers: [font], defaultFontFamily: "Inter", loadSystemFonts: false };
    const drawn = new Resvg(cardSvg({ title, above, picture }), { font: fonts });
    await writeFile(path.join(folder, "cards", `${file}.png`), drawn.render().asPng());
    drawn.free();
  }
}

/** @type {Promise<void> | undefined} */
let started;
