/** The colours of a painted figure. Those that the kit uses are named, so that a page can show them lighter on a dark ground. */

/** What the page's style sheet sets, with the value on a light ground where it sets nothing. */
const NAMES: Readonly<Record<string, string>> = {
  "#0072b2": "blue",
  "#d55e00": "vermillion",
  "#009e73": "green",
  "#cc79a7": "purple",
  "#e69f00": "orange",
  "#56b4e9": "sky",
  "#8a8a8a": "grey",
  "#333333": "text",
  "#222222": "text",
  black: "text",
  white: "paper",
};

/** Colours by their names: those of a figure's surroundings, and those of its data that differ from the figure's own. */
export type Shades = Readonly<
  Record<"text" | "muted" | "grid" | "axis" | "paper", string> & Record<string, string>
>;

/** What stands out on a light ground; the page's style sheet has the same. */
export const LIGHT: Shades = {
  text: "#1c1d1f",
  muted: "#62656b",
  grid: "#e9e7e2",
  axis: "#a9aaac",
  paper: "#fff",
  purple: "#b8568f",
};

/** What stands out on a dark ground; the page's style sheet has the same. */
export const DARK: Shades = {
  text: "#e8e6e1",
  muted: "#9b9ea4",
  grid: "#2d3035",
  axis: "#5b5f66",
  paper: "#1b1d20",
  blue: "#6cb8ea",
  vermillion: "#ff9a56",
  green: "#2fc79b",
  purple: "#e39ac4",
  orange: "#ffbd45",
  sky: "#8fd0f7",
  grey: "#a5a8ad",
};

/** The colours of traces that choose none: Okabe and Ito's, told apart by colour-blind readers, without their black, which a dark page swallows. */
export const COLORWAY = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442"];

/** A colour of the surroundings: text, muted, grid, axis or paper. */
export function named(name: string, value = LIGHT[name]): string {
  return `var(--figure-${name},${value})`;
}

/** The name of a colour that the kit uses. */
export function nameOf(colour: string): string | undefined {
  const key = colour.toLowerCase();
  return Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
}

/** A colour of the data. */
export function colourOf(colour: string): string {
  const name = nameOf(colour);
  return name === undefined ? colour : named(name, LIGHT[name] ?? colour);
}

type Rgb = readonly [number, number, number];

function rgbOf(colour: string): Rgb {
  const [, ...pairs] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour) ?? [];
  const parts =
    pairs.length > 0 ? pairs.map((pair) => parseInt(pair, 16)) : colour.match(/[\d.]+/g)?.map(Number);
  return [parts?.[0] ?? 0, parts?.[1] ?? 0, parts?.[2] ?? 0];
}

/** How many shades of a scale are told apart. */
export const SHADES = 256;

/** A colour scale as the palette of a picture: red, green and blue of each of its shades. */
export function shadesOf(scale: readonly (readonly [number, string])[]): Uint8Array {
  const stops = scale.map(([place, colour]) => [place, rgbOf(colour)] as const);
  const shades = new Uint8Array(3 * SHADES);
  for (let shade = 0; shade < SHADES; shade++) {
    const t = shade / (SHADES - 1);
    const after = Math.max(
      1,
      stops.findIndex(([place]) => place >= t),
    );
    const [[low, from], [high, to]] = [stops[after - 1]!, stops[after] ?? stops.at(-1)!];
    const part = high === low ? 0 : Math.min(1, Math.max(0, (t - low) / (high - low)));
    for (let k = 0; k < 3; k++) shades[3 * shade + k] = Math.round(from[k]! + (to[k]! - from[k]!) * part);
  }
  return shades;
}
