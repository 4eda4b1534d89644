// @ts-check
// What a cell has shown, as a page shows it before anything runs.
import { Buffer } from "node:buffer";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { shownBy } from "../held-back.mjs";
import { joined } from "../lessons.mjs";
import { planeOf, stillOf } from "../stills.mjs";
import { escaped } from "./document.mjs";

/** @typedef {import("../lessons.mjs").Output} Output */
/** @typedef {import("../lessons.mjs").Cell} Cell */
/** @typedef {import("../performances.mjs").Performance} Performance */
/** @typedef {import("../performances.mjs").Display} Display */

/** What text stands in place of controls, where none can be drawn. */
const CONTROLS = /^Controls at their first values: (.*)$/;

/** @param {Cell} cell */
export const hasControls = (cell) =>
  shownBy(cell).some(({ data }) => CONTROLS.test(joined(data?.["text/plain"])));

/**
 * A writer of what the cells of a lesson show: what a run of the lesson has shown, or what the notebook keeps. It puts pictures of the
 * notebook into the site's folder.
 *
 * @param {string} file - the lesson's name
 * @param {string} folder
 * @param {(markdown: string) => string} toHtml
 * @param {Performance} [performance]
 * @returns {(cell: Cell) => Promise<string>}
 */
export function stillWriter(file, folder, toHtml, performance = {}) {
  let pictures = 0;
  /** @param {Output} output */
  const kept = async (output) => {
    const png = output.data?.["image/png"];
    if (png === undefined) return keptText(output, toHtml);
    const name = `pictures/${file}-${++pictures}.png`;
    await writeFile(path.join(folder, name), Buffer.from(joined(png), "base64"));
    const size = /** @type {{ width?: number, height?: number }} */ (output.metadata?.["image/png"] ?? {});
    const [width, height] = [size.width ?? 700, size.height ?? 420];
    const words = escaped(joined(output.data?.["text/plain"]));
    return `<img loading="lazy" width="${width}" height="${height}" src="${name}" alt="${words}">`;
  };
  return async (cell) => {
    const shown = performance[cell.id];
    const all = shown
      ? shown.filter(isSeen).map((display) => performed(display, toHtml))
      : shownBy(cell).map(kept);
    return (await Promise.all(all)).map((html) => `<div class="display">${html}</div>`).join("\n");
  };
}

/** Bars that have gone again leave an empty text. @param {Display} display */
const isSeen = (display) => !(display.kind === "text" && display.text === "");

/** @param {Display} display @param {(markdown: string) => string} toHtml @returns {Promise<string>} */
async function performed(display, toHtml) {
  switch (display.kind) {
    case "figure":
      return (await stillOf(display.figure)) ?? plain(display.words);
    case "points":
      return pointsPlace(display.plane);
    case "controls":
      return controlsPlace(display.controls);
    case "html":
      return display.html;
    case "markdown":
      return toHtml(display.markdown);
    default:
      return plain(display.text);
  }
}

/** Room for controls, which the page makes as it loads. @param {readonly object[]} controls */
function controlsPlace(controls) {
  return `<div class="controls-place" data-controls="${escaped(JSON.stringify(controls))}" style="--rows:${controls.length}"></div>`;
}

/** A plane to draw points in, which the page brings to life as it loads. @param {object} described */
async function pointsPlace(described) {
  const plane = { ...described, channel: undefined };
  return `<div class="points-place" data-plane="${escaped(JSON.stringify(plane))}"><div class="bs-points" inert>${await planeOf(plane)}</div></div>`;
}

/** @param {string} words */
const plain = (words) => `<pre${words.includes("│") ? ' class="ruled"' : ""}>${escaped(words)}</pre>`;

/** @param {Output} output @param {(markdown: string) => string} toHtml */
function keptText({ data = {}, text }, toHtml) {
  if (data["text/html"] !== undefined) return joined(data["text/html"]);
  if (data["text/markdown"] !== undefined) return toHtml(joined(data["text/markdown"]));
  const words = joined(data["text/plain"] ?? text);
  const controls = CONTROLS.exec(words)?.[1];
  if (controls !== undefined)
    return `<p class="asleep">Run this cell to move its controls: ${escaped(controls)}.</p>`;
  return plain(words);
}
