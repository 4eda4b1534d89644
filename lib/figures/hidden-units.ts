import type { Data, Layout } from "plotly.js";
import { examplesOf, type ExamplesLike } from "../data/examples";
import type { Matrix } from "../math/matrix";
import type { RecordedState } from "../network/training";
import { rowSpread } from "../theory/symmetry/row-spread";
import { formatNumber, rounded } from "../math/format";
import { steadyRange, type Range } from "./axis-range";
import { figure, type Figure } from "./figure";
import { palette, unitStyles } from "./palette";
import { responseMaps } from "./response-maps";
import { activationTraces, answerAxis, diagonal } from "./unit-answers";

/** The first layer's weights of a state: one row a hidden unit. */
function firstWeights(state: RecordedState): Matrix {
  return state.network.layers[0]!.W;
}

/** The title: are the units still one, or how far have their rows parted? */
function finding(state: RecordedState): string {
  const spread = rowSpread(firstWeights(state));
  const rows =
    spread === 0
      ? "the rows of W₁ are equal, bit for bit"
      : `the rows of W₁ differ by ${formatNumber(spread)}`;
  return `Step ${state.step}: ${rows}; loss ${formatNumber(state.loss)}`;
}

function lossTrace(history: readonly RecordedState[]): Data {
  return {
    type: "scatter",
    mode: "lines",
    x: history.map((state) => state.step),
    y: history.map((state) => rounded(state.loss)),
    line: { color: palette.grey, width: 3 },
    showlegend: false,
    xaxis: "x",
    yaxis: "y",
    hovertemplate: "step %{x}: loss %{y}<extra></extra>",
  };
}

/** One line per weight: every hidden unit in its own colour, dash and width, so that equal lines both show. */
function weightTraces(history: readonly RecordedState[]): Data[] {
  const W = firstWeights(history.at(-1)!);
  return Array.from({ length: W.rows * W.cols }, (_, index): Data => {
    const unit = Math.floor(index / W.cols);
    const input = index % W.cols;
    return {
      type: "scatter",
      mode: "lines",
      name: `row ${unit + 1} of W₁`,
      legendgroup: `row ${unit + 1}`,
      showlegend: input === 0,
      x: history.map((state) => state.step),
      y: history.map((state) => rounded(firstWeights(state).get(unit, input))),
      line: unitStyles[unit % unitStyles.length]!,
      xaxis: "x2",
      yaxis: "y2",
      hovertemplate: `w<sub>${unit + 1}${input + 1}</sub> = %{y} at step %{x}<extra></extra>`,
    };
  });
}

/** The values on the axes of the three panels: none moves while a training goes on as it began. */
interface Ranges {
  readonly loss: Range;
  readonly weights: Range;
  readonly answers: Range;
}

/** Loss, weights and activations side by side; below them, if there is room, what each unit answers. */
function panels(steps: number, bottom: number, ranges: Ranges): Partial<Layout> {
  const step = { title: { text: "step" }, range: [0, steps], nticks: 4 };
  const activation = { range: [...ranges.answers], zeroline: false };
  return {
    xaxis: { ...step, domain: [0, 0.24] },
    yaxis: { title: { text: "loss (nats)" }, range: [...ranges.loss], domain: [bottom, 1] },
    xaxis2: { ...step, domain: [0.38, 0.63], anchor: "y2" },
    yaxis2: { title: { text: "weights W₁" }, range: [...ranges.weights], anchor: "x2", domain: [bottom, 1] },
    xaxis3: {
      ...activation,
      title: { text: "activation a₁" },
      domain: [0.77, 1],
      anchor: "y3",
      constrain: "domain",
    },
    yaxis3: {
      ...activation,
      title: { text: "activation a₂" },
      anchor: "x3",
      domain: [bottom, 1],
      scaleanchor: "x3",
      constrain: "domain",
    },
  };
}

/**
 * Draws a training as its two hidden units live it: the loss, both rows of W₁ over the steps, and the activations
 * of every example; with two inputs also what each unit answers over the plane. While the units are equal, their lines
 * lie on one another, all examples on the diagonal, and their maps look the same.
 *
 * @param history - the states so far; the last one is the present
 * @param examples - the examples whose activations are drawn
 * @param options - `steps`: the last step that the time axes make room for; left out, the last recorded one; `range`: where
 *   the axes of the activations begin and end; left out, all that a bounded activation can be, and of another all so far
 * @returns a figure of several panels whose title says whether the rows are still equal
 * @throws RangeError if the history has no state, or its network has fewer than two units in its first layer
 *
 * @example
 * const data = xor();
 * const network = createNetwork({ sizes: [2, 2, 1], hidden: tanh, weights: zeros, random: seeded(1) });
 * const { history } = train(network, data, { learningRate: 1, steps: 5 });
 * hiddenUnits(history, data).title; // "Step 5: the rows of W₁ are equal, bit for bit; loss 0.693"
 */
export function hiddenUnits(
  history: readonly RecordedState[],
  examples: ExamplesLike,
  { steps, range }: { steps?: number; range?: Range } = {},
): Figure {
  const data = examplesOf(examples);
  const now = history.at(-1);
  if (!now) throw new RangeError("Cannot draw the hidden units of a training without a recorded state");
  const units = firstWeights(now).rows;
  if (units < 2)
    throw new RangeError(`Cannot compare hidden units: the first layer has ${units}, and two are needed`);
  const title = finding(now);
  const ranges: Ranges = {
    loss: steadyRange(history.map(({ loss }) => loss)),
    weights: steadyRange(history.flatMap((state) => [...firstWeights(state).data])),
    answers: range ?? answerAxis(history, data),
  };
  const isPlane = firstWeights(now).cols === 2;
  const maps = isPlane && responseMaps(now.network, data, { x: [0, 1], y: [0, 0.32], firstAxis: 4 });
  return figure({
    title,
    description: `${title}. The loss over the steps, the weights of each hidden unit over the steps, and the activations of unit 1 against unit 2 for each example${maps ? "; below, what each unit answers over the plane" : ""}.`,
    data: [
      lossTrace(history),
      ...weightTraces(history),
      diagonal(ranges.answers),
      ...activationTraces(now, data),
      ...(maps ? maps.data : []),
    ],
    layout: {
      ...panels(steps ?? Math.max(now.step, 1), maps ? 0.52 : 0, ranges),
      height: maps ? 600 : 400,
      ...(maps && {
        ...maps.layout,
        annotations: maps.annotations,
        legend: { orientation: "h", y: -0.06, x: 0 },
      }),
    },
  });
}
