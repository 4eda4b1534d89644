import type { Data } from "plotly.js";
import { formatNumber, rounded } from "../math/format";
import type { Activation } from "../network/activations";
import { criticalWeightVariance, meanField, type Variances } from "../theory/mean-field";
import { figure, type Figure } from "./figure";
import { palette } from "./palette";

/** Both axes go from 0 to these. */
const MOST = { bias: 0.3, weight: 4 };

/** Points of the critical line. */
const POINTS = 31;

/** The critical line of each activation, which takes some milliseconds per point to compute. */
const lines = new Map<Activation, { x: number[]; y: number[] }>();

function criticalLine(activation: Activation): { x: number[]; y: number[] } {
  let line = lines.get(activation);
  if (line === undefined) {
    // Closer together near 0, where the line is steep.
    const x = Array.from({ length: POINTS }, (_, k) => MOST.bias * (k / (POINTS - 1)) * (k / (POINTS - 1)));
    line = { x: x.map((b) => rounded(b)), y: x.map((b) => rounded(criticalWeightVariance(activation, b))) };
    lines.set(activation, line);
  }
  return line;
}

/**
 * Draws the plane of weight and bias variances with the critical line between order and chaos, and one network in it.
 *
 * @param activation - bounded and steepest at 0, such as tanh
 * @param variances - `weightVariance` (σ_w²) and `biasVariance` (σ_b²) of the network
 * @param options - `title`: the sentence above the figure, which otherwise says the phase and the depth scale
 * @returns a figure with the critical line, the names of the two phases, and the network as a point
 * @throws RangeError if a variance is negative or not finite
 *
 * @example
 * phaseDiagram(tanh, { weightVariance: 1.3, biasVariance: 0.05 }).title; // "Ordered: what differs between inputs fades, to 1/e in 7.83 layers"
 */
export function phaseDiagram(
  activation: Activation,
  variances: Variances,
  { title }: { title?: string } = {},
): Figure {
  const { phase, depthScale } = meanField(activation, variances);
  const finding = {
    ordered: `Ordered: what differs between inputs fades, to 1/e in ${formatNumber(depthScale)} layers`,
    chaotic: `Chaotic: inputs part, and forget what they shared to 1/e in ${formatNumber(depthScale)} layers`,
    critical: "Critical: differences reach any depth",
    unbounded: "Unbounded: the signal grows without end",
  }[phase];
  const { x, y } = criticalLine(activation);
  const { weightVariance, biasVariance = 0 } = variances;
  const point: Data = {
    type: "scatter",
    mode: "markers",
    name: "the network",
    x: [rounded(biasVariance)],
    y: [rounded(weightVariance)],
    marker: { color: palette.vermillion, symbol: "diamond", size: 15, line: { color: "white", width: 1.5 } },
    hovertemplate: "σ_b² = %{x}, σ_w² = %{y}<extra></extra>",
  };
  const name = (text: string, at: number) => ({
    text,
    x: 0.75 * MOST.bias,
    y: at,
    showarrow: false,
    font: { size: 15 },
  });
  return figure({
    title: title ?? finding,
    description: `The plane of bias variance and weight variance for ${activation.name}. The critical line rises from σ_w² = ${formatNumber(y[0]!)} at σ_b² = 0 to ${formatNumber(y.at(-1)!)} at ${MOST.bias}; below it lies order, above it chaos. The network is at (${formatNumber(biasVariance)}, ${formatNumber(weightVariance)}). ${finding}.`,
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "critical line",
        x,
        y,
        line: { color: palette.blue, width: 3 },
        hovertemplate: "σ_b² = %{x}: critical at σ_w² = %{y}<extra></extra>",
      },
      point,
    ],
    layout: {
      xaxis: { title: { text: "variance of the biases σ_b²" }, range: [-0.01, MOST.bias + 0.01] },
      yaxis: {
        title: { text: "variance of the weights σ_w² (times fan-in)" },
        range: [0, MOST.weight + 0.1],
      },
      annotations: [name("chaos", 3.6), name("order", 0.8)],
    },
  });
}
