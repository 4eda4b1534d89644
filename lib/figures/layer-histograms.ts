import type { Data, Layout } from "plotly.js";
import type { Matrix } from "../math/matrix";
import { mean } from "../math/statistics";
import type { Activation } from "../network/activations";
import { flatSlope, growsWithoutEnd } from "../theory/signal/saturation";
import { formatNumber, rounded } from "../math/format";
import { activationName, flatWord } from "./activation-words";
import { finiteExtent, rangeOver } from "./axis-range";
import { figure, type Figure } from "./figure";
import { palette } from "./palette";

/** Bars in each histogram: an odd number, so that what is about 0 has a bar of its own. */
const BINS = 15;

/** One of the three quantities: its values, the range of its axis and the axis that it is drawn on. */
interface Panel {
  readonly values: Float64Array;
  readonly range: readonly [low: number, high: number];
  readonly axis: "" | "2" | "3";
}

/** How far out an activation whose slopes grow without end is looked at: farther out its values dwarf all others. */
const NEAR = 3;

/** The range of a function's values from −reach to reach: it depends on no data, so that an axis of it holds still. */
function rangeOf(
  f: (z: number) => number,
  reach: number,
  ...ends: readonly number[]
): [low: number, high: number] {
  const values = Array.from({ length: 129 }, (_, i) => f((i / 64 - 1) * reach));
  const [low, high] = finiteExtent([...values, ...ends]);
  return low < high ? [rounded(low, 3), rounded(high, 3)] : rangeOver([low]);
}

/**
 * The shares of values (in %) in each bin, apart for steep and flat units; the outer BINS take what lies beyond, and none
 * takes what is not a number.
 */
function shares({ values, range: [low, high] }: Panel, flat: Uint8Array): readonly [number[], number[]] {
  const counts = [new Float64Array(BINS), new Float64Array(BINS)] as const;
  const scale = BINS / (high - low);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor((values[i]! - low) * scale);
    if (Number.isNaN(bin)) continue;
    counts[flat[i] as 0 | 1][Math.min(BINS - 1, Math.max(0, bin))]! += 1;
  }
  const [steep, level] = counts.map((all) =>
    Array.from(all, (count) => rounded((100 * count) / values.length)),
  );
  return [steep!, level!];
}

/** The bars of one panel: plain where the activation is steep, hatched where it is flat. */
function bars(panel: Panel, flat: Uint8Array, word: string): Data[] {
  const [low, high] = panel.range;
  const width = (high - low) / BINS;
  const centers = Array.from({ length: BINS }, (_, bin) => rounded(low + (bin + 0.5) * width));
  const heights = shares(panel, flat);
  return [false, true].map((wanted) => ({
    type: "bar",
    name: wanted ? `${word}: next to no slope` : "steep enough to learn",
    legendgroup: String(wanted),
    showlegend: panel.axis === "",
    x: centers,
    y: heights[wanted ? 1 : 0],
    width,
    marker: wanted
      ? { color: palette.vermillion, pattern: { shape: "/", fillmode: "overlay" } }
      : { color: palette.blue, pattern: { shape: "" } },
    xaxis: `x${panel.axis}`,
    yaxis: `y${panel.axis}`,
    hovertemplate: "%{y} % of all<extra></extra>",
  }));
}

function layout(panels: readonly Panel[], reach: number): Partial<Layout> {
  const [z, a, slope] = panels.map(({ range: [low, high] }) => ({ range: [low, high] }));
  const share = { range: [0, 100], title: { text: "share (%)" } };
  return {
    barmode: "stack",
    xaxis: { ...z, title: { text: `pre-activation z (±${reach} and beyond)` }, domain: [0, 0.29] },
    yaxis: share,
    xaxis2: {
      ...a,
      title: { text: "activation a = g(z)" },
      domain: [0.37, 0.65],
      anchor: "y2",
    },
    yaxis2: { range: [0, 100], anchor: "x2" },
    xaxis3: { ...slope, title: { text: "slope g′(z)" }, domain: [0.73, 1], anchor: "y3" },
    yaxis3: { range: [0, 100], anchor: "x3" },
    height: 440,
  };
}

/** The mean of the slopes, and how many of them are not finite. */
function meanWords({ data }: Matrix): string {
  const finite = data.filter(Number.isFinite);
  const lost = formatNumber(100 * (1 - finite.length / data.length));
  if (finite.length === 0) return "it has no slope anywhere";
  const words = `mean slope ${formatNumber(mean(finite))}`;
  return finite.length === data.length ? words : `${words}, without the ${lost} % where it is not a number`;
}

/**
 * Draws a layer in three histograms: its pre-activations z, its activations g(z) and its slopes g′(z), with the values at
 * which the activation is flat hatched in all three.
 *
 * @param Z - pre-activations of the layer, units × examples
 * @param activation - of the layer
 * @param options - `reach`: pre-activations are drawn from −reach to reach, 8 if not given, and what lies beyond is counted
 *   in the outer bars; `title`: the sentence above the figure, which otherwise says how much is flat
 * @returns a figure of three panels
 * @throws RangeError if Z has no entries or `reach` is not a positive number
 *
 * @example
 * layerHistograms(Matrix.rowVector([-9, 0, 0.5, 7]), tanh).title; // "50 % of the tanh layer is saturated; mean slope 0.447"
 */
export function layerHistograms(
  Z: Matrix,
  activation: Activation,
  { reach = 8, title }: { reach?: number; title?: string } = {},
): Figure {
  if (Z.data.length === 0)
    throw new RangeError(`Cannot draw a layer of ${Z.shape} pre-activations: it needs at least one`);
  if (!(reach > 0 && reach < Infinity))
    throw new RangeError(`Cannot draw a layer from -${reach} to ${reach}: the reach must be above 0`);
  const [A, slopes] = [Z.map(activation.f), Z.map(activation.df)];
  const limit = flatSlope(activation);
  const flat = new Uint8Array(slopes.data.length);
  let count = 0;
  for (let i = 0; i < flat.length; i++) count += flat[i] = Number(Math.abs(slopes.data[i]!) < limit);
  const share = count / flat.length;
  const far = growsWithoutEnd(activation) ? Math.min(NEAR, reach) : reach;
  const panels: Panel[] = [
    { values: Z.data, range: [-reach, reach], axis: "" },
    { values: A.data, range: rangeOf(activation.f, far), axis: "2" },
    { values: slopes.data, range: rangeOf(activation.df, far, 0, 1), axis: "3" },
  ];
  const word = flatWord(activation);
  const finding = `${formatNumber(100 * share)} % of the ${activationName(activation)} layer is ${word}; ${meanWords(slopes)}`;
  return figure({
    title: title ?? finding,
    description: `${finding}. Three histograms of ${Z.rows} units on ${Z.cols} examples: pre-activations (the outer bars count all beyond ±${reach} too), activations and slopes; the hatched parts are where the slope is next to 0.`,
    data: panels.flatMap((panel) => bars(panel, flat, word)),
    layout: layout(panels, reach),
  });
}
