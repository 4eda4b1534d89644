import type { Annotations, Data } from "plotly.js";
import { formatNumber, rounded } from "../math/format";
import type { Activation } from "../network/activations";
import { criticalWeightVariance } from "../theory/signal/critical-line";
import type { Variances } from "../theory/signal/layer-map";
import { meanField, type MeanField } from "../theory/signal/mean-field";
import { activationName } from "./activation-words";
import { finiteExtent } from "./axis-range";
import { figure, type Figure } from "./figure";
import { palette } from "./palette";

/** Both axes go from 0 to these, or farther if the network does. */
const MOST = { bias: 0.3, weight: 4 };

/** Points of the critical line. */
const POINTS = 31;

/** The variances as labels of plotly write them. */
const SIGMA = { b: "σ<sub>b</sub>²", w: "σ<sub>w</sub>²" };

interface Line {
  readonly x: number[];
  readonly y: number[];
}

/** The critical line of each activation, which takes some milliseconds per point to compute. */
const lines = new WeakMap<Activation, Line>();

/** As far as the line exists: that of ReLU is a single point, and a step has none. */
function criticalLine(activation: Activation): Line {
  const known = lines.get(activation);
  if (known) return known;
  const line: Line = { x: [], y: [] };
  for (let k = 0; k < POINTS && line.x.length >= k - 1; k++) {
    // Closer together near 0, where the line is steep.
    const bias = MOST.bias * (k / (POINTS - 1)) * (k / (POINTS - 1));
    const weight = critical(activation, bias);
    if (weight === undefined) continue;
    line.x.push(rounded(bias));
    line.y.push(rounded(weight));
  }
  lines.set(activation, line);
  return line;
}

function critical(activation: Activation, bias: number): number | undefined {
  try {
    return criticalWeightVariance(activation, bias);
  } catch {
    return undefined;
  }
}

/** What the line shows, or that there is none. */
function lineWords({ x, y }: Line, name: string): string {
  if (x.length < 2) return `${name} has no critical line there`;
  return `The critical line goes from a weight variance of ${formatNumber(y[0]!)} at a bias variance of ${x[0]!} to ${formatNumber(y.at(-1)!)} at ${x.at(-1)!}; below it lies order, above it chaos`;
}

/** What becomes of differences between inputs, or of the inputs. */
function findingOf({ phase, depthScale, q }: MeanField): string {
  const layers = Number.isFinite(depthScale) ? formatNumber(depthScale) : "some";
  const fading = q === 0 ? "the signal itself" : "what differs between inputs";
  return {
    ordered: `Ordered: ${fading} fades, to 1/e in ${layers} layers`,
    chaotic: `Chaotic: inputs part, and forget what they shared to 1/e in ${layers} layers`,
    critical: "Critical: differences reach any depth",
    unbounded: "Unbounded: the signal grows without end",
  }[phase];
}

/** The names of the phases on both sides of the line, or a word that there is none. */
function names({ x, y }: Line, top: number): Partial<Annotations>[] {
  const at = 0.75 * MOST.bias;
  const label = (text: string, place: number) => ({
    text,
    x: at,
    y: place,
    showarrow: false,
    font: { size: 15 },
  });
  if (x.length < POINTS) return [label(`no critical line${x.length < 2 ? "" : " beyond"}`, 0.9 * top)];
  const middle = y[x.findIndex((bias) => bias >= at)]!;
  return [label("chaos", (middle + top) / 2), label("order", middle / 2)];
}

/**
 * Draws the plane of weight and bias variances with the critical line between order and chaos, and one network in it.
 *
 * @param activation - bounded and steepest at 0, such as tanh; of others, the line is drawn as far as there is one
 * @param variances - `weightVariance` (σ_w²) and `biasVariance` (σ_b²) of the network
 * @param options - `title`: the sentence above the figure, which otherwise says the phase and the depth scale
 * @returns a figure with the critical line, the names of the two phases, and the network as a point
 * @throws RangeError if a variance is negative or not finite
 *
 * @example
 * phaseDiagram(tanh, { weightVariance: 1.3, biasVariance: 0.05 }).title; // "Ordered: what differs between inputs fades, to 1/e in 7.83 layers"
 * phaseDiagram(tanh, { weightVariance: 0.5 }).title; // "Ordered: the signal itself fades, to 1/e in 1.44 layers"
 */
export function phaseDiagram(
  activation: Activation,
  variances: Variances,
  { title }: { title?: string } = {},
): Figure {
  const finding = findingOf(meanField(activation, variances));
  const name = activationName(activation);
  const line = criticalLine(activation);
  const { weightVariance, biasVariance = 0 } = variances;
  // Within these ends the axes stand still while the network is dragged.
  const [right, top] = [
    biasVariance > MOST.bias ? 1.1 * biasVariance : MOST.bias,
    Math.max(
      weightVariance > MOST.weight ? 1.1 * weightVariance : MOST.weight,
      1.1 * finiteExtent(line.y)[1],
    ) + 0.1,
  ];
  const point: Data = {
    type: "scatter",
    mode: "markers",
    name: "the network",
    x: [rounded(biasVariance)],
    y: [rounded(weightVariance)],
    marker: { color: palette.vermillion, symbol: "diamond", size: 15, line: { color: "white", width: 1.5 } },
    hovertemplate: `${SIGMA.b} = %{x}, ${SIGMA.w} = %{y}<extra></extra>`,
  };
  return figure({
    title: title ?? finding,
    description: `The plane of bias variance and weight variance for ${name}. ${lineWords(line, name)}. The network is at (${formatNumber(biasVariance)}, ${formatNumber(weightVariance)}). ${finding}.`,
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "critical line",
        ...line,
        line: { color: palette.blue, width: 3 },
        hovertemplate: `${SIGMA.b} = %{x}: critical at ${SIGMA.w} = %{y}<extra></extra>`,
      },
      point,
    ],
    layout: {
      xaxis: {
        title: { text: `variance of the biases ${SIGMA.b}` },
        range: [-0.01, right + 0.01],
      },
      yaxis: {
        title: { text: `variance of the weights ${SIGMA.w} (times fan-in)` },
        range: [0, top],
      },
      annotations: names(line, top),
    },
  });
}
