// @ts-check
// Paints the lessons' figures into the site's pages.
import path from "node:path";
import { deflateSync } from "node:zlib";
import { importSource, root } from "./build.mjs";

/**
 * @typedef {object} Painter
 * @property {(source: unknown) => object} readFigure
 * @property {(figure: object, width: number, options: { deflate: (bytes: Uint8Array) => Uint8Array, className?: string }) => { svg: string } | undefined} paint
 * @property {readonly { name: string, width: number }[]} ROOMS
 * @property {(figure: object) => string} titleHtml
 * @property {(svg: string) => string} withColours
 */

/** The painter, as the page has it. @returns {Promise<Painter>} */
const loadPainter = async () =>
  /** @type {Painter} */ (await importSource(path.join(root, "jupyter/renderer/src/paint/index.ts")));

/** @type {Promise<Painter> | undefined} */
let painter;

/**
 * A figure as HTML: its title, and the figure in each of the widths of which the style sheet shows the one that fits.
 *
 * @param {unknown} source - the figure as a cell shows it
 * @returns {Promise<string | undefined>} undefined if only plotly can draw it
 */
export async function stillOf(source) {
  const { paint, readFigure, ROOMS, titleHtml } = await (painter ??= loadPainter());
  const figure = readFigure(source);
  const drawn = ROOMS.map(
    ({ name, width }) => paint(figure, width, { deflate: deflateSync, className: name })?.svg,
  );
  if (drawn.includes(undefined)) return undefined;
  return `<figure class="drawn"><figcaption class="gtitle">${titleHtml(figure)}</figcaption>${drawn.join("")}</figure>`;
}

/** A figure without its title, in the colours of the page that it stands in. @param {unknown} source @param {number} width */
export async function stillSvg(source, width) {
  const { paint, readFigure } = await (painter ??= loadPainter());
  return paint(readFigure(source), width, { deflate: deflateSync })?.svg;
}

/** @typedef {{ pointsMarkup: (plane: object) => string }} PlaneWriter */

/** A plane to draw points in, with its tools, as it stands before it comes to life. @param {object} plane */
export async function planeOf(plane) {
  const file = path.join(root, "jupyter/renderer/src/points/markup.ts");
  const { pointsMarkup } = /** @type {PlaneWriter} */ (await importSource(file));
  return pointsMarkup(plane);
}

/**
 * A figure as a picture that stands alone, with its colours in it: for a card, or a file.
 *
 * @param {unknown} source
 * @param {number} width
 * @returns {Promise<string | undefined>}
 */
export async function pictureOf(source, width) {
  const { paint, readFigure, withColours } = await (painter ??= loadPainter());
  const svg = paint(readFigure(source), width, { deflate: deflateSync })?.svg;
  return svg === undefined ? undefined : withColours(svg);
}
