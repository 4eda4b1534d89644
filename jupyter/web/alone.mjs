// @ts-check
// A lesson as one file, which works from a disk.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { pageScript } from "./page-script.mjs";

/**
 * Makes one file of a page, which works from a disk: all that it would load is inside, packed.
 *
 * @param {string} folder - of the site
 * @returns {Promise<(file: string, page: string) => Promise<string>>}
 */
export async function loner(folder) {
  /** @param {string} name */
  const packed = async (name) => {
    const bytes = gzipSync(await readFile(path.join(folder, name)), { level: 9 });
    return `<script type="text/plain" id="file:${name}">${bytes.toString("base64")}</script>`;
  };
  const needed = [
    "kernel.js",
    "compiler.js",
    "sources.js",
    "mathjs.js",
    "plotly.js",
    "markdown.js",
    "editor.js",
  ];
  const common = (await Promise.all(needed.map(packed))).join("\n");
  const [plain = "", script] = await Promise.all(
    ["style.css", "page.js"].map((name) => readFile(path.join(folder, name), "utf8")),
  );
  const style = await withFonts(plain, folder);
  return async (file, page) => {
    const pictures = await Promise.all(
      [...page.matchAll(/src="(pictures\/[^"]+)"/g)].map(async ([, name = ""]) => ({
        name,
        data: (await readFile(path.join(folder, name))).toString("base64"),
      })),
    );
    let text = page
      .replaceAll(/<link rel="(preload|icon)"[^>]*>\n/g, "")
      .replace('<link rel="stylesheet" href="style.css">', () => `<style>${style}</style>`)
      .replaceAll(/<nav class="pages".*?<\/nav>/gs, "")
      .replace(/<button type="button" id="copy-(link|cell)">.*?<\/button>\n/g, "")
      .replaceAll(/<a class="site[^>]*>.*?<\/a>\n?/gs, "")
      .replaceAll(/<a href="[\w-]+\.html[^"]*">(.*?)<\/a>/gs, "$1");
    for (const { name, data } of pictures)
      text = text.replace(`src="${name}"`, () => `src="data:image/png;base64,${data}"`);
    const own = await Promise.all([packed(`${file}.ipynb`), packed(`${file}.cells.json`)]);
    const inside = [common, ...own].join("\n");
    const safe = (script ?? "").replaceAll("</script", "<\\/script");
    return text.replace(pageScript, () => `${inside}\n<script>${safe}</script>`);
  };
}

/** A style sheet with its fonts in it. @param {string} style @param {string} folder */
async function withFonts(style, folder) {
  let text = style;
  for (const [whole, name = ""] of style.matchAll(/url\("?(?:\.\/)?(fonts\/[\w-]+\.woff2)"?\)/g)) {
    const font = await readFile(path.join(folder, name));
    text = text.replace(whole, () => `url(data:font/woff2;base64,${font.toString("base64")})`);
  }
  return text;
}
