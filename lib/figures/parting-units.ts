import { log10 } from "../math/elementary";
import type { Data, Layout } from "plotly.js";
import { examplesOf, type Examples, type ExamplesLike } from "../data/examples";
import { extent } from "../math/extent";
import type { RecordedState } from "../network/training";
import { boundaryTraces } from "./decision-boundary";
import { formatNumber } from "../math/format";
import { figure, type Figure } from "./figure";
import { responseMaps } from "./response-maps";
import { arrow, degreesApart, directionTicks, pathOf, pathTraces } from "./unit-paths";

/**
 * Steps on a logarithmic axis, where most of a training's story is at its beginning: the start, which has no place there,
 * stands one decade before the first record.
 */
function timeAxis(times: readonly number[], last: number): { at: (step: number) => number; axis: object } {
  const first = times.find((step) => step > 0) ?? 1;
  const start = first / 10;
  const decades = [];
  for (let decade = 1; decade <= last; decade *= 10) if (decade >= first / 2) decades.push(decade);
  return {
    at: (step) => (step === 0 ? start : step),
    axis: {
      type: "log",
      range: [log10(start), log10(Math.max(last, first))],
      tickvals: [start, ...decades],
      ticktext: ["start", ...decades.map((decade) => (decade < 1000 ? `${decade}` : `${decade / 1000}k`))],
    },
  };
}

/** Above the arrows beside the plane that the units divide; below what each unit says, and where each points. */
function panels(reach: number, time: object, paths: Parameters<typeof directionTicks>[0]): Partial<Layout> {
  const weight = { range: [-1.1 * reach, 1.1 * reach], nticks: 7 };
  const square = { constrain: "domain" } as const;
  return {
    xaxis: { ...weight, ...square, title: { text: "weight from x₁" }, domain: [0, 0.44] },
    yaxis: { ...weight, ...square, title: { text: "weight from x₂" }, scaleanchor: "x", domain: [0.5, 1] },
    xaxis2: { ...time, title: { text: "step" }, domain: [0.7, 1], anchor: "y2" },
    yaxis2: { title: { text: "direction" }, ...directionTicks(paths), domain: [0, 0.3], anchor: "x2" },
    xaxis3: { ...square, title: { text: "x₁" }, domain: [0.56, 1], anchor: "y3" },
    yaxis3: {
      ...square,
      title: { text: "x₂" },
      anchor: "x3",
      scaleanchor: "x3",
      domain: [0.5, 1],
      constraintoward: "top",
    },
    height: 660,
    legend: { orientation: "h", y: -0.14, x: 0 },
  };
}

/** The coloured plane as the third panel; the other panels leave no room for its colour bar. */
function planePanel(state: RecordedState, data: Examples): Data[] {
  return boundaryTraces(state.network, data).map((trace) => ({
    ...trace,
    xaxis: "x3",
    yaxis: "y3",
    showscale: false,
  }));
}

/**
 * Draws how hidden units part: each unit's weights as an arrow in the plane with the way it has come, the decision
 * boundary that they make together, what each of them answers over the plane, and the directions of all arrows over the
 * steps.
 *
 * @param history - the states so far; the last one is the present
 * @param examples - two features; its examples are drawn over the decision boundary
 * @param options - `steps`: the last step that the time axis makes room for; left out, the last recorded one
 * @returns a figure of several panels whose title says the angle between the first two units and the loss
 * @throws RangeError if the history has no state, or its network has not two inputs and at least two hidden units
 *
 * @example
 * const data = xor();
 * const network = createNetwork({ sizes: [2, 2, 1], hidden: tanh, weights: scaledNormal(0.01), random: seeded(7) });
 * const { history } = train(network, data, { learningRate: 1, steps: 5 });
 * partingUnits(history, data).title; // "Step 5: the units point 124° apart; loss 0.693"
 */
export function partingUnits(
  history: readonly RecordedState[],
  examples: ExamplesLike,
  { steps }: { steps?: number } = {},
): Figure {
  const data = examplesOf(examples);
  const now = history.at(-1);
  if (!now) throw new RangeError("Cannot draw the units of a training without a recorded state");
  const { rows, cols } = now.network.layers[0]!.W;
  if (rows < 2 || cols !== 2) {
    throw new RangeError(
      `Cannot draw ${rows} units with ${cols} inputs as arrows that part: at least 2 units with 2 inputs are needed`,
    );
  }
  const paths = Array.from({ length: rows }, (_, unit) => pathOf(history, unit));
  const times = history.map(({ step }) => step);
  const [, reach] = extent([
    Number.MIN_VALUE,
    ...paths.flatMap(({ w1, w2 }) => [...w1, ...w2].map(Math.abs)),
  ]);
  const title = `Step ${now.step}: the units point ${Math.round(degreesApart(paths))}° apart; loss ${formatNumber(now.loss)}`;
  const { at, axis } = timeAxis(times, steps ?? Math.max(now.step, 1));
  const maps = responseMaps(now.network, data, { x: [0, 0.58], y: [0, 0.3], firstAxis: 4 });
  return figure({
    title,
    description: `${title}. The weights of each hidden unit as an arrow in the plane with the way that its tip has come; the decision boundary with the examples; what each unit answers over the plane; the direction of each arrow over the steps.`,
    data: [
      ...paths.flatMap((path, unit) => pathTraces(path, unit, times, at)),
      ...planePanel(now, data),
      ...maps.data,
    ],
    layout: {
      ...panels(reach, axis, paths),
      ...maps.layout,
      annotations: [...paths.map(arrow), ...maps.annotations],
    },
  });
}
