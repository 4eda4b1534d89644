import type { Data, Shape } from "plotly.js";
import { Matrix } from "../math/matrix";
import type { Activation } from "../network/activations";
import { flatAt } from "../theory/saturation";
import { formatNumber, rounded } from "../math/format";
import { figure, type Figure } from "./figure";
import { palette } from "./palette";

/** The pre-activations of the drawing: from −6 to 6. */
const reach = 6;
const grid = Array.from({ length: 241 }, (_, k) => rounded(-reach + k * 0.05));

function curve(
  name: string,
  f: (z: number) => number,
  line: { color: string; dash: "solid" | "dash" },
): Data {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: grid,
    y: grid.map((z) => rounded(f(z))),
    line: { ...line, width: 3 },
    hovertemplate: `${name} = %{y} at z = %{x}<extra></extra>`,
  };
}

/** The tangent at z, two units long, and the point where it touches. */
function tangent({ f, df }: Activation, z: number): Data {
  const [a, slope] = [f(z), df(z)];
  const half = 1 / Math.sqrt(1 + slope * slope);
  return {
    type: "scatter",
    mode: "lines+markers",
    name: `tangent at z = ${formatNumber(z)}: slope ${formatNumber(slope)}`,
    x: [z - half, z, z + half].map((x) => rounded(x)),
    y: [a - slope * half, a, a + slope * half].map((y) => rounded(y)),
    line: { color: palette.green, width: 4 },
    marker: { size: [0, 12, 0], color: palette.green },
    hoverinfo: "skip",
  };
}

/** A shaded band for every stretch of the axis on which the activation is flat. */
function flatBands(activation: Activation): Partial<Shape>[] {
  const flat = flatAt(Matrix.rowVector(grid), activation);
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
 * Draws an activation and its slope over the pre-activation, with the stretches shaded where it is flat.
 *
 * @param activation - the activation
 * @param options - `at`: a pre-activation at which to draw the tangent; `title`: the sentence above the figure
 * @returns a figure with the curves g and g′ from −6 to 6; shaded: the slope is below 5.91 % of the steepest
 *
 * @example
 * activationCurve(tanh, { at: 3 }).title; // "tanh at z = 3: the slope is 0.00987"
 */
export function activationCurve(
  activation: Activation,
  { at, title }: { at?: number; title?: string } = {},
): Figure {
  const { name, f, df } = activation;
  const finding =
    at === undefined
      ? `${name} and its slope`
      : `${name} at z = ${formatNumber(at)}: the slope is ${formatNumber(df(at))}`;
  return figure({
    title: title ?? finding,
    description: `The curves of ${name} and of its slope from z = −6 to 6; the stretches where the slope is next to 0 are shaded.${at === undefined ? "" : ` At z = ${formatNumber(at)} the slope is ${formatNumber(df(at))}.`}`,
    data: [
      curve(`a = ${name} z`, f, { color: palette.blue, dash: "solid" }),
      curve("slope g′(z)", df, { color: palette.vermillion, dash: "dash" }),
      ...(at === undefined ? [] : [tangent(activation, at)]),
    ],
    layout: {
      xaxis: { title: { text: "pre-activation z (shaded: flat)" }, range: [-reach, reach] },
      yaxis: {
        title: { text: "activation, slope" },
        range: [Math.max(-1, f(-reach)) - 0.3, Math.min(3, f(reach)) + 0.3],
      },
      shapes: flatBands(activation),
    },
  });
}
