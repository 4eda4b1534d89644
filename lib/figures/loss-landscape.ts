import { log10 } from "../math/elementary";
import type { Data, LayoutAxis } from "plotly.js";
import { examplesOf, type Examples, type ExamplesLike } from "../data/examples";
import type { Loss } from "../network/losses";
import type { Network } from "../network/network";
import { cost } from "../network/predict";
import { formatNumber, rounded } from "../math/format";
import { finiteExtent } from "./axis-range";
import { PLANE_WIDTH } from "./examples";
import { figure, type Figure } from "./figure";
import { MAP_OPACITY, palette } from "./palette";
import { logTicks } from "./spread-axis";

/** Grid points along each axis. */
const RESOLUTION = 61;

/** Losses are drawn by their logarithm, so that a valley shows its depth; all below this look the same. */
const SMALLEST_LOSS = 1e-4;

/** How to draw a `mirrorLandscape`. */
export interface LandscapeOptions {
  /** Binary cross-entropy if not given. */
  readonly loss?: Loss;
  /** Both axes go from the first to the second number. */
  readonly range: readonly [number, number];
  /** A path to draw on top: pairs of weights from start to end. */
  readonly path: readonly (readonly [number, number])[];
  /** The sentence above the figure, which otherwise says where the path ends. */
  readonly title?: string;
}

/** Deep valleys dark, the rest light enough for the dashed line and its name. */
const valleyScale: [number, string][] = [
  [0, palette.blue],
  [0.5, "#8CC3E0"],
  [1, "#F2F2F2"],
];

/** The loss with the first weight of units 1 and 2 set to these values. */
function lossAt(
  network: Network,
  data: Examples,
  loss: Loss | undefined,
  first: number,
  second: number,
): number {
  const [hidden, ...others] = network.layers;
  const W = hidden!.W.with(0, 0, first).with(1, 0, second);
  return cost({ layers: [{ ...hidden!, W }, ...others] }, data, loss);
}

/** The landscape that was drawn last: it stays as it is while a path is dragged through it. */
let latest: { readonly of: readonly unknown[]; readonly trace: Data } | undefined;

function landscapeOf(network: Network, data: Examples, options: LandscapeOptions): Data {
  const numbers = [
    options.range,
    [data.X, data.Y].map((matrix) => matrix.toArray()),
    network.layers.map(({ W, b }) => [W.toArray(), b.toArray()]),
  ];
  const of = [JSON.stringify(numbers), options.loss, ...network.layers.map(({ activation }) => activation)];
  if (latest?.of.length !== of.length || latest.of.some((part, k) => part !== of[k]))
    latest = { of, trace: contourTrace(network, data, options) };
  return structuredClone(latest.trace);
}

function contourTrace(network: Network, data: Examples, { range, loss }: LandscapeOptions): Data {
  const [low, high] = range;
  const axis = Array.from({ length: RESOLUTION }, (_, i) =>
    rounded(low + ((high - low) * i) / (RESOLUTION - 1)),
  );
  const losses = axis.map((second) => axis.map((first) => lossAt(network, data, loss, first, second)));
  const { tickvals, ticktext } = logTicks(
    ...finiteExtent(losses.flat().map((loss) => Math.max(loss, SMALLEST_LOSS))),
  );
  return {
    type: "contour",
    x: axis,
    y: axis,
    z: losses.map((row) => row.map((loss) => rounded(log10(Math.max(loss, SMALLEST_LOSS)), 5))),
    text: losses.map((row) => row.map((value) => formatNumber(value))) as unknown as string[],
    colorscale: valleyScale,
    opacity: MAP_OPACITY,
    ncontours: 20,
    colorbar: {
      title: { text: "loss" },
      thickness: 12,
      tickvals: tickvals.map(log10),
      ticktext,
    },
    hovertemplate: "loss %{text} at (%{x}, %{y})<extra></extra>",
  };
}

/** The line where both weights are equal, with its name near the upper end. */
function mirrorLine([low, high]: readonly [number, number]): Data {
  const named = high - 0.06 * (high - low);
  return {
    type: "scatter",
    mode: "text+lines",
    x: [low, named, high],
    y: [low, named, high],
    text: ["", "equal units ", ""],
    textposition: "middle left",
    textfont: { color: "#222222" },
    line: { color: "#222222", dash: "dash", width: 2 },
    showlegend: false,
    hoverinfo: "skip",
  };
}

function pathTraces(path: LandscapeOptions["path"]): Data[] {
  const [xs, ys] = [path.map(([x]) => rounded(x)), path.map(([, y]) => rounded(y))];
  const end = (name: string, index: number, symbol: string): Data => ({
    type: "scatter",
    mode: "markers",
    name,
    x: [xs.at(index)!],
    y: [ys.at(index)!],
    marker: { color: palette.vermillion, symbol, size: 13, line: { color: "white", width: 2 } },
    hovertemplate: `${name}: (%{x}, %{y})<extra></extra>`,
  });
  return [
    {
      type: "scatter",
      mode: "lines",
      name: "descent",
      x: xs,
      y: ys,
      line: { color: palette.vermillion, width: 4 },
      hoverinfo: "skip",
    },
    end("start", 0, "circle"),
    end("end", -1, "star"),
  ];
}

/**
 * Draws the loss over two weights, the first one of hidden unit 1 and of hidden unit 2, with a path of descent. If the
 * units are equal but for these weights, the picture is its own mirror image in the dashed diagonal.
 *
 * @param network - all its weights but the two that are drawn stay as they are
 * @param examples - labelled examples
 * @param options - `range` of the axes, `path`, `loss` and `title`
 * @returns contour lines of the loss; the path goes from the disc to the star
 * @throws RangeError if the path is empty or the first layer has fewer than two units
 *
 * @example
 * const network = createNetwork({ sizes: [1, 2, 1], hidden: tanh, weights: constant(1), random: seeded(0) });
 * const data = { X: Matrix.rowVector([-1, 1]), Y: Matrix.rowVector([0, 1]) };
 * mirrorLandscape(network, data, { range: [-2, 2], path: [[1, 1]] }).data.length; // 5
 */
export function mirrorLandscape(network: Network, examples: ExamplesLike, options: LandscapeOptions): Figure {
  const data = examplesOf(examples);
  const { range, path } = options;
  const units = network.layers[0]?.W.rows ?? 0;
  if (path.length === 0 || units < 2) {
    throw new RangeError(
      `Cannot draw a landscape of ${units} hidden units and a path of ${path.length} points: ` +
        "two units and one point are needed",
    );
  }
  const [start, end] = [path[0]!, path.at(-1)!].map(
    (pair) => `(${pair.map((value) => formatNumber(value)).join(", ")})`,
  );
  const { title = `Descent from ${start!} ends at ${end!}` } = options;
  const square: Partial<LayoutAxis> = { range: [...range], zeroline: false, constrain: "domain" };
  return figure({
    title,
    description:
      "Contour lines of the loss over the weights of two hidden units, with the diagonal where they are equal " +
      `and a path of descent from ${start!} to ${end!}. ${title}.`,
    data: [landscapeOf(network, data, options), mirrorLine(range), ...pathTraces(path)],
    layout: {
      xaxis: { ...square, title: { text: "weight of unit 1" } },
      yaxis: { ...square, title: { text: "weight of unit 2" }, scaleanchor: "x" },
      height: 540,
      width: PLANE_WIDTH,
    },
  });
}
