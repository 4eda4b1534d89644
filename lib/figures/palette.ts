import type { Dash } from "plotly.js";

/**
 * The colours of every figure: Okabe and Ito's palette, which colour-blind readers can tell apart too.
 * Each meaning also has a second sign (a shape, a dash, a label), because colour alone must never carry it.
 *
 * @example
 * palette.blue; // "#0072B2"
 * @see Okabe and Ito (2008), "Color Universal Design"
 */
export const palette: Readonly<
  Record<"blue" | "vermillion" | "green" | "orange" | "sky" | "purple" | "grey", string>
> = {
  blue: "#0072B2",
  vermillion: "#D55E00",
  green: "#009E73",
  orange: "#E69F00",
  sky: "#56B4E9",
  purple: "#CC79A7",
  grey: "#8A8A8A",
};

/** How the two classes of a data set look: class 0 as circles, class 1 as diamonds. */
export const classStyles: readonly { name: string; color: string; symbol: string }[] = [
  { name: "class 0", color: palette.blue, symbol: "circle" },
  { name: "class 1", color: palette.vermillion, symbol: "diamond" },
];

/** The look of the units of a hidden layer: the first thick and solid, the next thin and dashed, so that two equal lines both show. None has the colour of a class. */
export const unitStyles: readonly { color: string; dash: Dash; width: number }[] = [
  { color: palette.green, dash: "solid", width: 7 },
  { color: palette.purple, dash: "dot", width: 3 },
  { color: palette.orange, dash: "dash", width: 2.5 },
  { color: palette.sky, dash: "dashdot", width: 2.5 },
];

/** A diverging scale for values from 0 (class 0) over undecided to 1 (class 1), light enough for points on top. */
export const probabilityScale: [number, string][] = [
  [0, "#5AA9D6"],
  [0.5, "#F2F2F2"],
  [1, "#E8935A"],
];

/** How much of a coloured plane is seen: through the rest shines the page, so that a dark one is not outshone. */
export const MAP_OPACITY = 0.8;

/** The look of several curves, which differ in colour, dash and symbol. */
export const looks = [
  { color: palette.blue, dash: "solid", symbol: "circle" },
  { color: palette.vermillion, dash: "dash", symbol: "diamond" },
  { color: palette.green, dash: "dot", symbol: "square" },
  { color: palette.purple, dash: "dashdot", symbol: "triangle-up" },
  { color: palette.orange, dash: "longdash", symbol: "cross" },
] as const;
