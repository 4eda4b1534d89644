import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { patience } from "../../run/patience.mjs";
import { REPOSITORY } from "./repository";

const RENDERER = path.join(REPOSITORY, "jupyter/renderer/src");

/** What the page's script brings. */
const SCRIPT = `
import { readFigure } from "./figure/figure";
import { PaintedFigure } from "./figure/painted";
import { paint } from "./paint/paint";
const load = async () => { window.asked = (window.asked ?? 0) + 1; await window.mayLoad; return window.Plotly; };
window.views = [];
window.addFigure = (source) => {
  const host = document.createElement("div");
  document.body.append(host);
  const view = new PaintedFigure(host, load, (error) => { host.textContent = String(error); });
  window.views.push(view);
  return view.show(readFigure(source));
};
window.showFigure = (index, source) => window.views[index].show(readFigure(source));
window.paintFigure = (source, width) => paint(readFigure(source), width)?.svg;
`;

/** Opens a page in which figures are painted as on the site: \`addFigure(figure)\`, \`showFigure(index, figure)\`, \`paintFigure(figure, width)\`. */
export async function openPainted(
  browser: Browser,
  { width = 944, ...options }: { width?: number; hasTouch?: boolean; isMobile?: boolean } = {},
): Promise<Page> {
  const bundled = await build({
    stdin: { contents: SCRIPT, resolveDir: RENDERER, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
  });
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...options });
  context.setDefaultTimeout(patience(10_000));
  const page = await context.newPage();
  // What tsx adds to functions, here to those that run in the page.
  await page.addInitScript("globalThis.__name = (named) => named;");
  await page.goto("about:blank");
  const styles = await Promise.all(
    ["style.css", "paint/style.css"].map((name) => readFile(path.join(RENDERER, name), "utf8")),
  );
  await page.setContent(
    `<!doctype html><meta name="viewport" content="width=device-width"><style>body{margin:0;--sans:sans-serif}${styles.join("")}</style><body data-jp-theme-light="true">`,
  );
  await page.addScriptTag({
    path: path.join(REPOSITORY, "node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js"),
  });
  await page.addScriptTag({ content: bundled.outputFiles[0]!.text });
  return page;
}
