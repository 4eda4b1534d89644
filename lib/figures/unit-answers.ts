/** The panel in which every example stands at what the first two hidden units answer to it. */
import type { Data } from "plotly.js";
import type { Examples } from "../data/examples";
import { forward } from "../network/forward";
import type { RecordedState } from "../network/training";
import { finiteExtent, finiteOrGap, rangeOver, steadyRange, type Range } from "./axis-range";
import { gridFor } from "./function-line";
import { classStyles, palette } from "./palette";

/** An activation that has grown no further here than a quarter of the way is bounded. */
const BOUND = 32;

/** What the first two units answer to each example, as far as it is a number. */
function answers(state: RecordedState, data: Examples): [number[], number[]] {
  const { A } = forward(state.network, data.X)[0]!;
  return [A.row(0), A.row(1)];
}

/**
 * The axis of both activations. That of a bounded activation has room for all that it can be, so that it holds still; that
 * of another has room for all answers so far, up to a round number, so that it seldom moves.
 */
export function answerAxis(history: readonly RecordedState[], data: Examples): Range {
  const { f } = history[0]!.network.layers[0]!.activation;
  const [near, far] = [BOUND / 4, BOUND].map((reach) => finiteExtent(gridFor([f], reach).map(f))) as [
    Range,
    Range,
  ];
  if (far[1] - far[0] <= 1.2 * (near[1] - near[0])) return rangeOver(far, 0.075);
  const all = history.flatMap((state) => answers(state, data).flat());
  const [low, high] = steadyRange(all);
  return rangeOver([low, high]);
}

/** Every example at (activation of unit 1, activation of unit 2): equal units put them all on the diagonal. */
export function activationTraces(state: RecordedState, data: Examples): Data[] {
  const [first, second] = answers(state, data);
  const labels = data.Y.row(0);
  return classStyles.map(({ name, color, symbol }, label): Data => {
    const members = labels.flatMap((y, example) => (y === label ? [example] : []));
    const place = (values: number[]) => members.map((example) => finiteOrGap(values[example]!));
    return {
      type: "scatter",
      mode: "markers",
      name,
      x: place(first),
      y: place(second),
      marker: { color, symbol, size: 7, opacity: 0.75 },
      xaxis: "x3",
      yaxis: "y3",
      hovertemplate: "a₁ = %{x}, a₂ = %{y}<extra></extra>",
    };
  });
}

/** The line a₁ = a₂ behind the activations. */
export function diagonal([low, high]: Range): Data {
  return {
    type: "scatter",
    mode: "lines",
    name: "a₁ = a₂",
    x: [low, high],
    y: [low, high],
    line: { color: palette.grey, dash: "dash", width: 1.5 },
    xaxis: "x3",
    yaxis: "y3",
    hoverinfo: "skip",
  };
}
