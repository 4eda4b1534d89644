import { log10, pow } from "../math/elementary";
import { extent } from "../math/extent";
import type { Activation } from "../network/activations";
import { meanSlope } from "../theory/saturation";
import { formatNumber, rounded } from "../math/format";
import { figure, type Figure } from "./figure";
import { palette } from "./palette";

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

/**
 * Draws the mean slope of a layer over the standard deviation of its pre-activations: the theory for normal
 * pre-activations as a line, measured layers as points.
 *
 * @param activation - of the layers
 * @param measured - one or more layers, deviations above 0
 * @param options - `title`: the sentence above the figure, which otherwise says where the slope starts and ends
 * @returns a figure with two logarithmic axes
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
  const grid = logarithmicGrid(measured.map(({ deviation }) => deviation));
  const [first, last] = [grid[0]!, grid.at(-1)!];
  const finding = `The mean slope of ${activation.name} falls from ${formatNumber(meanSlope(activation, first))} at deviation ${formatNumber(first)} to ${formatNumber(meanSlope(activation, last))} at ${formatNumber(last)}`;
  return figure({
    title: title ?? finding,
    description: `${finding}: a line of the theory for normal pre-activations, with the measured layers as points.`,
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "theory: normal pre-activations",
        x: grid.map((deviation) => rounded(deviation)),
        y: grid.map((deviation) => rounded(meanSlope(activation, deviation))),
        line: { color: palette.blue, width: 3 },
      },
      {
        type: "scatter",
        mode: "markers",
        name: "measured layers",
        x: measured.map(({ deviation }) => rounded(deviation)),
        y: measured.map(({ slope }) => rounded(slope)),
        marker: { color: palette.vermillion, symbol: "diamond", size: 10 },
      },
    ],
    layout: {
      xaxis: { title: { text: "standard deviation of the pre-activations" }, type: "log", dtick: 1 },
      yaxis: { title: { text: "mean slope g′(z)" }, type: "log", dtick: 1 },
    },
  });
}
