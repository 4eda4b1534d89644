import { build } from "esbuild";
import path from "node:path";
import { launchBrowser } from "../../browser/helpers/chromium";
import { REPOSITORY } from "../../browser/helpers/repository";
import type { Picture } from "./picture-page";

/** Where still pictures of figures are taken: a page of a headless browser. */
export interface Studio {
  picture(figure: unknown): Promise<Picture>;
  close(): Promise<void>;
}

export async function openStudio(): Promise<Studio> {
  const bundled = await build({
    entryPoints: [path.join(__dirname, "picture-page.ts")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
  });
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.addScriptTag({
    path: path.join(REPOSITORY, "node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js"),
  });
  await page.addScriptTag({ content: bundled.outputFiles[0]!.text });
  return {
    picture: (figure) => page.evaluate((source) => window.takePicture(source), figure),
    close: () => browser.close(),
  };
}
