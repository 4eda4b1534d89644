// @ts-check
// npm run preview: draws the README's moving picture, notebooks/preview.svg, from figures of lesson 4.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { URL, fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const [WIDTH, HEIGHT, ABOVE] = [720, 480, 44];
/** The handle's way, from the least scale to the largest. */
const [LEFT, RIGHT, LEAST, LARGEST] = [190, 640, 0.1, 10];
const FRAMES = 32;
/** How many frames long the picture rests at each end. */
const REST = 6;
const SECONDS = 8;

/** Where it is in each of the moments of its way there and back, as the number of a frame. */
const moments = [
  ...Array.from({ length: FRAMES }, (_, frame) => frame),
  ...Array.from({ length: REST }, () => FRAMES - 1),
  ...Array.from({ length: FRAMES }, (_, frame) => FRAMES - 1 - frame),
  ...Array.from({ length: REST }, () => 0),
];

/** @returns {Promise<string>} the picture, an SVG that moves by itself, and stands still for who wants no motion */
export async function movingPicture() {
  /** @type {unknown} */
  const loaded = createRequire(import.meta.url)(join(root, "lib/dist/index.js"));
  const lib = /** @type {typeof import("../lib/index.js")} */ (loaded);
  const { pictureOf } = await import("./web/stills.mjs");
  const data = lib.moons({ count: 200, noise: 0.1, random: lib.seeded(1) });
  const frames = Array.from({ length: FRAMES }, async (_, frame) => {
    const scale = LEAST * (LARGEST / LEAST) ** (frame / (FRAMES - 1));
    const weights = lib.scaledNormal(scale);
    const network = lib.createNetwork({
      sizes: [2, 100, 1],
      hidden: lib.tanh,
      weights,
      random: lib.seeded(3),
    });
    const [layer] = lib.forward(network, data.X);
    if (layer === undefined) throw new Error("The network has no layer");
    const figure = lib.layerHistograms(layer.Z, lib.tanh);
    const still = (await pictureOf(figure, WIDTH)) ?? "";
    return `<g class="frame" id="frame-${frame}">${words(figure.title, scale)}${placed(still)}${handle(frame)}</g>`;
  });
  return document(await Promise.all(frames));
}

/** @param {string} title @param {number} scale */
const words = (title, scale) =>
  `<text x="20" y="27" font-size="17" font-weight="600">${title}</text>
<text x="20" y="462" font-size="15">weight scale ${scale.toPrecision(2)}</text>`;

/** A figure without what only a picture that stands alone needs. @param {string} svg */
const placed = (svg) =>
  svg.replace(
    /^<svg [^>]*viewBox="([^"]*)"[^>]*>/,
    `<svg y="${ABOVE}" width="${WIDTH}" height="404" viewBox="$1">`,
  );

/** @param {number} frame */
const handle = (frame) =>
  `<circle cx="${(LEFT + ((RIGHT - LEFT) * frame) / (FRAMES - 1)).toFixed(1)}" cy="457" r="9" fill="#0072B2"/>`;

/** @param {readonly string[]} frames */
function document(frames) {
  const rules = frames.map((_, frame) => {
    const seen = moments.flatMap((shown, moment) => (shown === frame ? [moment] : []));
    const steps = seen.map((moment) => {
      const [from, to] = [moment, moment + 1].map((at) => `${((100 * at) / moments.length).toFixed(2)}%`);
      return `${from}{visibility:visible}${to}{visibility:hidden}`;
    });
    return `@keyframes f${frame}{0%{visibility:hidden}${steps.join("")}}#frame-${frame}{animation-name:f${frame}}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="Inter, system-ui, sans-serif" font-size="12.5" fill="#1c1d1f">
<title>As the weight scale is dragged from 0.1 to 10 and back, the activations of 100 tanh units pile up at −1 and 1, and their slopes at 0.</title>
<style>.frame{visibility:hidden;animation:${SECONDS}s step-end infinite}${rules.join("")}@media(prefers-reduced-motion:reduce){.frame{animation:none}#frame-${FRAMES / 2}{visibility:visible}}</style>
<rect width="100%" height="100%" rx="10" fill="#fff"/><path d="M${LEFT} 457H${RIGHT}" stroke="#a9aaac" stroke-width="4" stroke-linecap="round"/>
${frames.join("\n")}
</svg>
`;
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url)
  void movingPicture().then((picture) => {
    writeFileSync(join(root, "notebooks/preview.svg"), picture);
  });
