// @ts-check
// A lesson's own figure, drawn small and without words.
import { pictureOf, stillSvg } from "../stills.mjs";

/** @typedef {import("../performances.mjs").Performance} Performance */
/** @typedef {Record<string, unknown>} Json */
/** @typedef {{ data: Json[], layout: Json }} Figure */

/** Which figure is a lesson's own: its cell, which of the cell's figures, and the pair of axes in it, as plotly counts them. */
const OWN = {
  "01-why-not-zeros": { cell: "cell-18", axes: "2" },
  "02-the-proof": { cell: "cell-05-mirror" },
  "02b-what-sets-units-free": { cell: "cell-31" },
  "03-breaking-the-symmetry": { cell: "cell-36-knobs" },
  "04-too-large": { cell: "cell-04" },
  "04b-ten-layers-deep": { cell: "cell-26" },
  "05-one-over-root-n": { cell: "by-hand" },
  "06-the-half-that-relu-loses": { cell: "thirty-figure" },
  "07-the-constants-in-your-framework": { cell: "linear-run" },
  "08-order-and-chaos": { cell: "phase-handle" },
  "09-zeros-that-work": { cell: "sizes" },
  "10-before-the-first-step": { cell: "escape" },
  "11-norms-and-skips": { cell: "shares" },
  "12-width-rate-and-scale": { cell: "best-rates" },
  "examine-your-network": { cell: "compare-cell" },
  "extra-course-assignment": { cell: "cell-32-plane" },
};

/** What stands for a lesson without figures. */
const WORDS = { "03b-other-symmetries": "W_1 = 0, W_2 random" };

/**
 * A lesson's picture.
 *
 * @param {string} file
 * @param {Performance | undefined} performance - of the lesson
 * @param {{ width: number, height: number, isAlone?: boolean }} options - whether it brings its colours along
 * @returns {Promise<string>} an SVG, empty if the lesson does not show that figure
 */
export async function lessonPicture(file, performance, { width, height, isAlone = false }) {
  const words = Object.entries(WORDS).find(([name]) => name === file)?.[1];
  if (words !== undefined) return wordsPicture(words, width, height, isAlone);
  const own = Object.entries(OWN).find(([name]) => name === file)?.[1];
  const shown = performance?.[own?.cell ?? ""]?.find(({ kind }) => kind === "figure");
  if (own === undefined || shown?.kind !== "figure") return "";
  const axes = "axes" in own ? own.axes : "";
  const figure = bare(/** @type {Figure} */ (/** @type {unknown} */ (shown.figure)), { width, height, axes });
  const svg = await (isAlone ? pictureOf : stillSvg)(figure, width);
  // Of a map the painter's own margin is cut off.
  const edge = isMap(figure) ? 14 : 0;
  const view = `viewBox="${edge} ${edge} ${width - 2 * edge} ${height - 2 * edge}"`;
  return (svg ?? "")
    .replace(/viewBox="[^"]*"/, view)
    .replace(/role="img" aria-label="[^"]*"/, 'preserveAspectRatio="xMidYMid slice"');
}

/** Letters below the line are written out, since not every font has them. @param {string} words @param {number} width @param {number} height @param {boolean} isAlone */
function wordsPicture(words, width, height, isAlone) {
  const lowered = words.replaceAll(
    /_(\d)/g,
    '<tspan dy="0.2em" font-size="70%">$1</tspan><tspan dy="-0.14em">\u200b</tspan>',
  );
  const look = isAlone ? 'fill="#1c1d1f"' : 'fill="var(--text)" font-family="var(--serif)"';
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><text x="50%" y="50%" dy="0.35em" text-anchor="middle" font-size="${height / 3.6}" ${look}>${lowered}</text></svg>`;
}

/**
 * One pair of axes of a figure, as wide and as high as said, without its axes, legend, title and notes.
 *
 * @param {Figure} figure
 * @param {{ width: number, height: number, axes: string }} options
 */
function bare({ data, layout }, { width, height, axes }) {
  const own = data.filter(({ xaxis = "x" }) => xaxis === `x${axes}`);
  const axis = (/** @type {"x" | "y"} */ name) => {
    const given = /** @type {Json} */ (layout[`${name}axis${axes}`] ?? {});
    const kept = Object.entries(given).filter(([key]) => ["type", "range", "rangemode"].includes(key));
    return { ...Object.fromEntries(kept), visible: false };
  };
  // A map fills its place; lines keep clear of its edges.
  const air = isMap({ data: own }) ? 0 : 10;
  const margin = { t: air, r: air, b: air, l: air };
  return {
    data: own.map(withoutWords),
    layout: { xaxis: axis("x"), yaxis: axis("y"), width, height, margin },
  };
}

/** @param {{ data: Json[] }} figure */
const isMap = ({ data }) => data.some(({ z }) => z !== undefined);

/** @param {Json} trace @returns {Json} */
function withoutWords(trace) {
  const kept = Object.fromEntries(Object.entries(trace).filter(([key]) => !/^[xy]axis$/.test(key)));
  const mode = typeof trace.mode === "string" ? { mode: trace.mode.replace(/\+?text\+?/, "") } : {};
  const scale = trace.z === undefined ? {} : { showscale: false };
  return { ...kept, ...mode, ...scale, showlegend: false };
}
