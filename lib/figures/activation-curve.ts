import type { Data, Shape } from "plotly.js";
import type { Activation } from "../network/activations";
import { flatSlope } from "../theory/signal/saturation";
import { formatNumber, rounded } from "../math/format";
import { quantile } from "../math/statistics";
import { activationName } from "./activation-words";
import { rangeOver, type Range } from "./axis-range";
import { figure, type Figure } from "./figure";
import { curveOf, gridFor, type Curve } from "./function-line";
import { palette } from "./palette";

/** How to draw an `activationCurve`. */
interface CurveOptions {
  /** A pre-activation at which to draw the tangent. */
  readonly at?: number;
  /** The sentence above the figure, which otherwise says the slope at `at`. */
  readonly title?: string;
  /** The curves go from −reach to reach; 6 if not given. */
  readonly reach?: number;
  /** The bottom and the top of the axis; if not given, all of the curves is to be seen. */
  readonly range?: Range;
}

function trace(name: string, { x, y }: Curve, line: { color: string; dash: "solid" | "dash" }): Data {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x,
    y,
    line: { ...line, width: 3 },
    hovertemplate: `${name} = %{y} at z = %{x}<extra></extra>`,
  };
}

/** The tangent at z and the point where it touches: as long for the eye whatever its slope, and within the axes. */
function tangent({ f, df }: Activation, z: number, reach: number, [low, high]: Range): Data[] {
  const [a, slope] = [f(z), df(z)];
  if (!Number.isFinite(a) || !Number.isFinite(slope)) return [];
  const steepness = (slope * reach) / (high - low);
  const half = reach / 5 / Math.sqrt(1 + steepness * steepness);
  const end = (direction: -1 | 1): number => {
    const isUp = direction * slope > 0;
    const room = slope === 0 ? Infinity : Math.abs(((isUp ? high : low) - a) / slope);
    return direction * Math.min(half, reach - direction * z, room);
  };
  const places = [end(-1), 0, end(1)];
  return [
    {
      type: "scatter",
      mode: "lines+markers",
      name: `tangent at z = ${formatNumber(z)}: slope ${formatNumber(slope)}`,
      x: places.map((dz) => rounded(z + dz, 6)),
      y: places.map((dz) => rounded(a + slope * dz, 6)),
      line: { color: palette.green, width: 4 },
      marker: { size: [0, 12, 0], color: palette.green, opacity: 1, line: { width: 0 } },
      hoverinfo: "skip",
    },
  ];
}

/** A shaded band for every stretch of the axis on which the activation is flat. */
function flatBands({ df }: Activation, grid: readonly number[], limit: number): Partial<Shape>[] {
  const flat = grid.map((z) => Math.abs(df(z)) < limit);
  const bands: Partial<Shape>[] = [];
  grid.forEach((z, k) => {
    if (!flat[k]) return;
    if (flat[k - 1]) bands.at(-1)!.x1 = z;
    else {
      bands.push({ type: "rect", xref: "x", yref: "paper", x0: z, x1: z, y0: 0, y1: 1, layer: "below" });
      Object.assign(bands.at(-1)!, { fillcolor: palette.orange, opacity: 0.22, line: { width: 0 } });
    }
  });
  return bands;
}

/**
 * Room for the curves. Beside a pole, as 1 / z has one at 0, they go on so far that nothing else would be seen: there the
 * axis ends at twice what nine tenths of the points reach.
 */
function rangeWithoutPoles(values: readonly number[]): [low: number, high: number] {
  const all = rangeOver(values, 0.1);
  if (values.length === 0) return all;
  const usual = [0.05, 0.95].map((share) => quantile(values, share));
  const span = usual[1]! - usual[0]!;
  const isPole = all[1] - all[0] > Math.max(100, 8 * span);
  return isPole ? [usual[0]! - span / 2, usual[1]! + span / 2] : all;
}

/** A curve without what lies beyond the axis. */
function cutAt([low, high]: Range, { x, y }: Curve): Curve {
  return { x, y: y.map((value) => (value !== null && value >= low && value <= high ? value : null)) };
}

/** What there is to say about the slope at one place. */
function slopeWords(activation: Activation, at: number): string {
  const slope = activation.df(at);
  return Number.isFinite(slope) ? `the slope is ${formatNumber(slope)}` : "it has no slope there";
}

/**
 * Draws an activation and its slope over the pre-activation, with the stretches shaded where it is flat.
 *
 * @param activation - the activation
 * @param options - `at`: a pre-activation at which to draw the tangent; `title`: the sentence above the figure; `reach`: how
 *   far the curves go to both sides, 6 if not given; `range`: the axis, if not all of the curves is to be seen
 * @returns a figure with the curves g and g′, interrupted where they jump or have no value; shaded: the slope is below
 *   5.91 % of the steepest
 * @throws RangeError if `reach` is not a positive number
 *
 * @example
 * activationCurve(tanh, { at: 3 }).title; // "tanh at z = 3: the slope is 0.00987"
 * activationCurve(activation("log(z)"), { at: -1 }).title; // "“log(z)” at z = -1: it has no slope there"
 */
export function activationCurve(
  activation: Activation,
  { at, title, reach = 6, range }: CurveOptions = {},
): Figure {
  if (!(reach > 0 && reach < Infinity))
    throw new RangeError(`Cannot draw an activation from -${reach} to ${reach}: the reach must be above 0`);
  const far = Math.max(reach, Math.ceil(Math.abs(at ?? 0)));
  const { f, df } = activation;
  const places = gridFor([f, df], far);
  const curves = [curveOf(f, places), curveOf(df, places)] as const;
  const shown = curves.flatMap(({ y }) => y.filter((value) => value !== null));
  const axis = range ?? rangeWithoutPoles(shown);
  const isCut = shown.some((value) => value < axis[0] || value > axis[1]);
  const name = activationName(activation);
  const finding =
    at === undefined
      ? `${name} and its slope`
      : `${name} at z = ${formatNumber(at)}: ${slopeWords(activation, at)}`;
  return figure({
    title: title ?? finding,
    description: `The curves of ${name} and of its slope from z = −${far} to ${far}; the stretches where the slope is next to 0 are shaded.${at === undefined ? "" : ` ${finding}.`}`,
    data: [
      trace("activation g(z)", cutAt(axis, curves[0]), { color: palette.blue, dash: "solid" }),
      trace("slope g′(z)", cutAt(axis, curves[1]), { color: palette.vermillion, dash: "dash" }),
      ...(at === undefined ? [] : tangent(activation, at, far, axis)),
    ],
    layout: {
      xaxis: { title: { text: "pre-activation z (shaded: flat)" }, range: [-far, far] },
      yaxis: { title: { text: `activation, slope${isCut ? " (cut off)" : ""}` }, range: [...axis] },
      shapes: flatBands(activation, places, flatSlope(activation)),
    },
  });
}
