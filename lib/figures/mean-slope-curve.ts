import { log10, pow } from "../math/elementary";
import { extent } from "../math/extent";
import type { Activation } from "../network/activations";
import { meanSlope } from "../theory/signal/saturation";
import { formatNumber, rounded } from "../math/format";
import type { LayoutAxis } from "plotly.js";
import { activationName } from "./activation-words";
import { finiteExtent, finiteOrGap, logRangeOver, rangeOver } from "./axis-range";
import { figure, type Figure } from "./figure";
import { palette } from "./palette";
import { logTicks } from "./spread-axis";

/** The mean slope that a real layer had at some standard deviation of its pre-activations. */
export interface MeasuredSlope {
  readonly deviation: number;
  readonly slope: number;
}

/** Eight points to a factor of ten, over the measured deviations. */
function logarithmicGrid(deviations: readonly number[]): number[] {
  const [low, high] = extent(deviations).map(log10) as [number, number];
  const count = Math.max(1, Math.ceil(8 * (high - low)));
  return Array.from({ length: count + 1 }, (_, k) => pow(10, low + ((high - low) * k) / count));
}

/** Means below this are rounding errors of means that are 0. */
const NONE = 1e-12;

/** "falls from 0.8 at deviation 0.5 to 0.08 at 10", or what else it does. */
function course(from: number, to: number, [first, last]: readonly [number, number]): string {
  const ends = `${formatNumber(from)} at deviation ${formatNumber(first)} to ${formatNumber(to)} at ${formatNumber(last)}`;
  if (first === last) return `is ${formatNumber(from)} at deviation ${formatNumber(first)}`;
  if (from === to)
    return `stays at ${formatNumber(from)} from deviation ${formatNumber(first)} to ${formatNumber(last)}`;
  return `${to < from ? "falls" : "rises"} from ${ends}`;
}

/** The axis of slopes: logarithmic, unless one is not above 0. */
function slopeAxis(slopes: readonly number[]): Partial<LayoutAxis> {
  const title = { text: "mean slope g′(z)" };
  if (!slopes.every((slope) => slope > 0)) return { title, range: rangeOver(slopes) };
  return { title, type: "log", range: logRangeOver(slopes), ...logTicks(...finiteExtent(slopes)) };
}

/**
 * Draws the mean slope of a layer over the standard deviation of its pre-activations: the theory for normal
 * pre-activations as a line, measured layers as points.
 *
 * @param activation - of the layers
 * @param measured - one or more layers, deviations above 0
 * @param options - `title`: the sentence above the figure, which otherwise says where the slope starts and ends
 * @returns a figure with two logarithmic axes; that of the slopes is linear where one is not above 0
 * @throws RangeError if there is nothing measured or a deviation is not above 0
 *
 * @example
 * meanSlopeCurve(tanh, [{ deviation: 1, slope: 0.61 }, { deviation: 10, slope: 0.08 }]).data.length; // 2
 */
export function meanSlopeCurve(
  activation: Activation,
  measured: readonly MeasuredSlope[],
  { title }: { title?: string } = {},
): Figure {
  if (measured.length === 0 || !measured.every(({ deviation }) => deviation > 0)) {
    throw new RangeError("Cannot draw mean slopes: at least one layer is needed, and all deviations above 0");
  }
  const deviations = measured.map(({ deviation }) => deviation);
  const grid = logarithmicGrid(deviations);
  const theory = grid
    .map((deviation) => meanSlope(activation, deviation))
    .map((s) => (Math.abs(s) < NONE ? 0 : s));
  const ends = course(theory[0]!, theory.at(-1)!, [grid[0]!, grid.at(-1)!]);
  const finding = `The mean slope of ${activationName(activation)} ${ends}`;
  return figure({
    title: title ?? finding,
    description: `${finding}: a line of the theory for normal pre-activations, with the measured layers as points.`,
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "theory: normal pre-activations",
        x: grid.map((deviation) => rounded(deviation)),
        y: theory.map((slope) => rounded(slope)),
        line: { color: palette.blue, width: 3 },
      },
      {
        type: "scatter",
        mode: "markers",
        name: "measured layers",
        x: deviations.map((deviation) => rounded(deviation)),
        y: measured.map(({ slope }) => finiteOrGap(slope)),
        marker: { color: palette.vermillion, symbol: "diamond", size: 10 },
      },
    ],
    layout: {
      xaxis: {
        title: { text: "standard deviation of the pre-activations" },
        type: "log",
        range: logRangeOver(deviations),
        ...logTicks(...finiteExtent(deviations)),
      },
      yaxis: slopeAxis([...theory, ...measured.map(({ slope }) => slope)]),
    },
  });
}
