// @ts-check
// A lesson as one file, which works from a disk.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";

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
  const needed = ["kernel.js", "types.json", "sources.js", "mathjs.js", "plotly.js", "katex.js"];
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
