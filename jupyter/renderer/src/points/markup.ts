/** A plane to draw points in as text: a page that is built shows the same, before it comes to life. */
import { escaped } from "../paint/words";
import { numberText, type Place, type Plane, type Point, ticksOf } from "./plane";

/** Sizes in pixels: the plane, the room for the numbers of its axes, and a point with room for a finger. */
const HEIGHT = 270;
const EDGE = { left: 38, right: 10, top: 8, bottom: 24 };
export const FINGER = 15;

/** Signs of the classes, as figures have them: circles and diamonds. */
const MARKS = ["M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z", "M0 -6.5L6.5 0L0 6.5L-6.5 0Z"] as const;

const KEYS =
  "Click to add a point, drag it to move it. Keys: arrows move (Shift: farther), Enter adds, [ and ] go from point to point, " +
  "Delete removes, 0 and 1 choose the class, Ctrl+Z undoes.";
const BY_FINGER = "Tap to add a point; drag a point to move it.";

/** Where places lie in the picture. Equal lengths are equal on both axes, unless it would be a strip. */
export class Scale {
  readonly width: number;
  readonly #limits: Plane["limits"];

  constructor(limits: Plane["limits"]) {
    const { x, y } = limits;
    this.#limits = limits;
    this.width = HEIGHT * Math.min(Math.max((x[1] - x[0]) / (y[1] - y[0]), 0.75), 2.2);
  }

  toPixels([x, y]: Place): Place {
    const { x: across, y: up } = this.#limits;
    return [
      ((x - across[0]) / (across[1] - across[0])) * this.width,
      ((up[1] - y) / (up[1] - up[0])) * HEIGHT,
    ];
  }

  toPlace(left: number, top: number): Place {
    const { x: across, y: up } = this.#limits;
    return [
      across[0] + (left / this.width) * (across[1] - across[0]),
      up[1] - (top / HEIGHT) * (up[1] - up[0]),
    ];
  }
}

/** A point of either class, without its place. */
export const MARK = `<g><circle r="${FINGER}"/><path/></g>`;

/** What makes a mark a point at its place. */
export function markOf(
  [x, y, label]: Point,
  scale: Scale,
): { className: string; place: string; sign: string } {
  const place = `translate(${scale.toPixels([x, y]).join(" ")})`;
  return { className: `bs-point bs-class-${label}`, place, sign: MARKS[label] };
}

/** The plane and its tools. */
export function pointsMarkup({ points, limits, label }: Plane): string {
  return `${planeMarkup(points, limits, label)}<div class="bs-points-tools"><strong>${escaped(label)}</strong>\
<div role="radiogroup" aria-label="A click makes">${mode("●", "class 0", 0)}${mode("◆", "class 1", 1)}${mode("✕", "remove")}</div>\
<p class="bs-points-keys"><span>${KEYS}</span><span>${BY_FINGER}</span></p><p role="status"></p>\
${["Undo", "Clear", "Reset"].map((name) => `<button type="button">${name}</button>`).join("")}\
<details><summary>As code</summary><textarea readonly rows="5" aria-label="The points as code"></textarea></details></div>`;
}

/** A choice of what a click does. */
function mode(sign: string, words: string, label?: 0 | 1): string {
  const [colour, chosen] = [label === undefined ? "" : `bs-class-${label}`, label === 0 ? " checked" : ""];
  return `<label><input type="radio" value="${label ?? ""}"${chosen}><span class="${colour}" aria-hidden="true">${sign}</span> ${words}</label>`;
}

function planeMarkup(points: readonly Point[], limits: Plane["limits"], label: string): string {
  const scale = new Scale(limits);
  const { width } = scale;
  const whole = [width + EDGE.left + EDGE.right, HEIGHT + EDGE.top + EDGE.bottom];
  const marks = points.map((point) => {
    const { className, place, sign } = markOf(point, scale);
    return `<g class="${className}" transform="${place}"><circle r="${FINGER}"/><path d="${sign}"/></g>`;
  });
  return `<svg class="bs-points-plane" viewBox="${-EDGE.left} ${-EDGE.top} ${whole.join(" ")}" style="--width: ${whole[0]}px" tabindex="0" \
role="application" aria-label="${escaped(label)}: a plane to draw points of two classes in">\
<rect class="bs-points-frame" width="${width}" height="${HEIGHT}"/>${ticks(limits, scale)}\
<text x="${width - 6}" y="${HEIGHT - 7}" text-anchor="end">x₁</text><text x="6" y="15">x₂</text>\
<g class="bs-points-marks">${marks.join("")}</g><path class="bs-points-cursor" d="M-9 0H9M0 -9V9"/></svg>`;
}

function ticks({ x, y }: Plane["limits"], scale: Scale): string {
  const line = (d: string): string => `<path class="bs-points-grid" d="${d}"/>`;
  const words = (value: number, where: string): string => `<text ${where}>${numberText(value)}</text>`;
  const across = ticksOf(x).map((value) => {
    const [left] = scale.toPixels([value, 0]);
    return line(`M${left} 0V${HEIGHT}`) + words(value, `x="${left}" y="${HEIGHT + 16}" text-anchor="middle"`);
  });
  const up = ticksOf(y).map((value) => {
    const [, top] = scale.toPixels([0, value]);
    return line(`M0 ${top}H${scale.width}`) + words(value, `x="-6" y="${top + 4}" text-anchor="end"`);
  });
  return [...across, ...up].join("");
}
