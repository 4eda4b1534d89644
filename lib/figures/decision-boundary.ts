import type { Data, Layout } from "plotly.js";
import { examplesOf, type Examples, type ExamplesLike } from "../data/examples";
import { extent } from "../math/extent";
import { Matrix } from "../math/matrix";
import type { Network } from "../network/network";
import { accuracy, predict } from "../network/predict";
import { exampleTraces, PLANE_WIDTH, planeAxes } from "./examples";
import { rounded } from "../math/format";
import { figure, type Figure } from "./figure";
import { type Line, levelLine } from "./level-line";
import { MAP_OPACITY, probabilityScale } from "./palette";
import { checkLimits, type PlaneLimits } from "./plane-limits";

/** Grid points along each axis: fine enough that the boundary looks smooth. */
const RESOLUTION = 61;

/** `RESOLUTION` values from one limit to the other; by default with a tenth of the values' range to spare on both sides. */
function axisOver(values: readonly number[], limits?: PlaneLimits["x"]): number[] {
  const [low, high] = limits ?? extent(values);
  const margin = limits ? 0 : 0.1 * (high - low || 1);
  const width = high - low + 2 * margin;
  return Array.from({ length: RESOLUTION }, (_, i) => low - margin + (width * i) / (RESOLUTION - 1));
}

/**
 * The plane coloured by probability, and the line where the network is undecided (1/2). Both can be moved in a drawn figure
 * while its axes stand still, which lets the picture keep up with the reader's hand.
 */
function planeTraces(x: number[], y: number[], z: number[][]): Data[] {
  const line = levelLine(x, y, z, 0.5);
  // Never without any value: plotly hides such a trace, and a hidden one cannot be moved.
  const places = (values: Line["x"]): Line["x"] =>
    values.length === 0 ? [null] : values.map((value) => (value === null ? null : rounded(value)));
  return [
    {
      type: "heatmap",
      x0: x[0]!,
      dx: x[1]! - x[0]!,
      y0: y[0]!,
      dy: y[1]! - y[0]!,
      z: z.map((row) => row.map((probability) => rounded(probability, 3))),
      hovertemplate: "P(class 1) = %{z}<extra></extra>",
      colorscale: probabilityScale,
      zmin: 0,
      zmax: 1,
      zsmooth: "fast",
      opacity: MAP_OPACITY,
      colorbar: { title: { text: "P(class 1)", side: "right" }, thickness: 12 },
    },
    {
      type: "scatter",
      mode: "lines",
      name: "boundary",
      x: places(line.x),
      y: places(line.y),
      line: { color: "#333333", width: 2.5 },
      showlegend: false,
      hoverinfo: "skip",
    },
  ];
}

/**
 * Draws what a network answers everywhere in the plane, with the examples on top.
 *
 * @param network - two inputs, one sigmoid output
 * @param examples - the examples to draw on top
 * @param options - `title`: the sentence above the figure, which otherwise says the accuracy; `limits`: the part of the
 *   plane to draw, such as `{ x: [-2, 2], y: [-1, 1] }`, which otherwise is all examples and some room around them. With it the axes
 *   stand still while examples move
 * @returns the predicted probability of class 1 as colour; the dark line is the decision boundary (1/2)
 * @throws RangeError if the network or the data has not two features, or a limit is not below the other
 *
 * @example
 * const network = createNetwork({ sizes: [2, 1], hidden: tanh, weights: zeros, random: seeded(1) });
 * decisionBoundary(network, xor()).title; // "50 % of the examples are classified correctly"
 */
export function decisionBoundary(
  network: Network,
  examples: ExamplesLike,
  { title, limits }: { title?: string; limits?: PlaneLimits } = {},
): Figure {
  if (limits) checkLimits("draw a decision boundary", limits);
  const data = examplesOf(examples);
  const traces = boundaryTraces(network, data, limits);
  const correct = `${percent(accuracy(network, data))} % of the examples are classified correctly`;
  return figure({
    title: title ?? correct,
    description: `The plane of x₁ and x₂, coloured by the predicted probability of class 1, with the examples on top. ${correct}.`,
    data: traces,
    layout: { ...planeOver(data, limits), width: PLANE_WIDTH },
  });
}

/**
 * The traces of `decisionBoundary`, for figures that have it as one of their panels: the coloured plane, the boundary and
 * the examples.
 */
export function boundaryTraces(network: Network, data: Examples, limits?: PlaneLimits): Data[] {
  const examples = exampleTraces(data);
  const xs = axisOver(data.X.row(0), limits?.x);
  const ys = axisOver(data.X.row(1), limits?.y);
  const grid = Matrix.generate(2, xs.length * ys.length, (feature, point) =>
    feature === 0 ? xs[point % xs.length]! : ys[Math.floor(point / xs.length)]!,
  );
  const probability = predict(network, grid);
  const z = ys.map((_, row) => xs.map((_, column) => probability.get(0, row * xs.length + column)));
  return [...planeTraces(xs, ys, z), ...examples];
}

/** Axes that cover the coloured plane and stand still, whatever the network answers. */
function planeOver(data: Examples, limits?: PlaneLimits): Partial<Layout> {
  const [x, y] = [limits?.x, limits?.y].map((ends, feature) => {
    const values = axisOver(data.X.row(feature), ends);
    return { range: [values[0]!, values.at(-1)!] };
  });
  return { xaxis: { ...planeAxes.xaxis, ...x }, yaxis: { ...planeAxes.yaxis, ...y } };
}

function percent(share: number): string {
  return String(rounded(100 * share, 3));
}
