import type { Data } from "plotly.js";
import { formatNumber, rounded } from "../math/format";
import type { Activation } from "../network/activations";
import { signalTheory, type Variances } from "../theory/signal/layer-map";
import { meanField, type MeanField } from "../theory/signal/mean-field";
import { finiteOrGap } from "./axis-range";
import { PLANE_WIDTH } from "./examples";
import { figure, type Figure } from "./figure";
import { palette, unitStyles } from "./palette";

/** Points of each curve. */
const POINTS = 41;

/** A mean square small enough to stand for that of signals that die out. */
const SMALLEST = 1e-6;

/** The correlation in the next layer, of pre-activations that have settled at their mean square. */
function nextCorrelation(activation: Activation, variances: Variances, q: number, c: number): number {
  const start = Math.max(q, SMALLEST);
  return signalTheory(activation, { ...variances, start, correlation: c, layers: 2 }).correlations[1]!;
}

function curve(
  activation: Activation,
  name: string,
  variances: Variances,
  { q }: MeanField,
  place: number,
): Data {
  const { color, dash } = unitStyles[(place + 1) % unitStyles.length]!;
  const x = Array.from({ length: POINTS }, (_, k) => k / (POINTS - 1));
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: x.map((c) => rounded(c)),
    y: x.map((c) => finiteOrGap(nextCorrelation(activation, variances, q, c))),
    line: { color, dash, width: 3 },
    hovertemplate: `${name}: %{x} becomes %{y}<extra></extra>`,
  };
}

/** Where a curve meets the diagonal for good. */
function endPoints(ends: readonly MeanField[]): Data {
  const correlations = ends.map(({ correlation }) => finiteOrGap(correlation));
  return {
    type: "scatter",
    mode: "markers",
    name: "in the end",
    x: correlations,
    y: correlations,
    marker: { color: "black", size: 10, line: { color: "white", width: 1.5 } },
    hovertemplate: "in the end %{x}<extra></extra>",
  };
}

const diagonal: Data = {
  type: "scatter",
  mode: "lines",
  name: "unchanged",
  x: [0, 1],
  y: [0, 1],
  line: { color: palette.grey, width: 1.5 },
  hoverinfo: "skip",
};

/** What becomes of inputs that are near, by phase. */
const NEAR = [
  ["ordered", "become alike"],
  ["critical", "keep their distance"],
  ["chaotic", "part"],
] as const;

function findingOf(names: readonly string[], ends: readonly MeanField[]): string {
  const found = NEAR.flatMap(([phase, words]) => {
    const those = names.filter((_, i) => ends[i]!.phase === phase);
    return those.length === 0 ? [] : [`${words} (${those.join(", ")})`];
  });
  return `Near inputs ${found.join(", ")}`;
}

/**
 * Draws how the correlation of two inputs changes from one layer of a wide network to the next. Where the curve is steeper
 * than the diagonal at c = 1, small differences grow.
 *
 * @param activation - of every layer
 * @param starts - by name, the variances of weights and biases
 * @param options - `title`: the sentence above the figure, which otherwise says what becomes of inputs that are near
 * @returns a figure with a curve for each start, the diagonal, and the correlations in the end as points
 * @throws RangeError if a variance is negative or not finite, or signals grow without end
 * @see Poole et al. (2016), figure 2
 *
 * @example
 * correlationMap(tanh, { order: { weightVariance: 1.3, biasVariance: 0.05 } }).title; // "Near inputs become alike (order)"
 */
export function correlationMap(
  activation: Activation,
  starts: Readonly<Record<string, Variances>>,
  { title }: { title?: string } = {},
): Figure {
  const names = Object.keys(starts);
  const ends = Object.values(starts).map((variances) => meanField(activation, variances));
  const endless = names.find((_, i) => ends[i]!.phase === "unbounded");
  if (endless !== undefined) {
    throw new RangeError(
      `Cannot draw the correlations of "${endless}": signals grow without end, and settle nowhere`,
    );
  }
  const slopes = names.map((name, i) => `${name} ${formatNumber(ends[i]!.chi)}`).join("; ");
  return figure({
    title: title ?? findingOf(names, ends),
    description: `The correlation in the next layer over that in this one, from 0 to 1, with the diagonal. Slope at c = 1: ${slopes}. In the end: ${names.map((name, i) => `${name} ${formatNumber(ends[i]!.correlation)}`).join(", ")}.`,
    data: [
      diagonal,
      ...Object.entries(starts).map(([name, variances], i) =>
        curve(activation, name, variances, ends[i]!, i),
      ),
      endPoints(ends),
    ],
    layout: {
      xaxis: { title: { text: "correlation c in a layer" }, range: [0, 1.03], constrain: "domain" },
      yaxis: {
        title: { text: "correlation in the next layer" },
        range: [0, 1.03],
        scaleanchor: "x",
        constrain: "domain",
      },
      height: 520,
      width: PLANE_WIDTH,
    },
  });
}
