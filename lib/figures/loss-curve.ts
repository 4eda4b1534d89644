import type { TrainingState } from "../network/training";
import { figure, label, rounded, type Figure } from "./figure";
import { unitStyles } from "./palette";

/** A training to draw: its name in the legend and its recorded states. */
export interface NamedHistory {
  readonly name: string;
  readonly history: readonly TrainingState[];
}

/**
 * Draws the loss of one or more trainings over their steps.
 *
 * @param runs - the trainings, each with a name for the legend
 * @param title - the sentence above the figure; left out, it says how far each loss fell
 * @returns a line figure: x is the step, y the loss in nats
 * @throws RangeError if there is no training, or one of them has no recorded state
 *
 * @example
 * const data = xor();
 * const network = createNetwork({ sizes: [2, 1], hidden: tanh, weights: zeros, random: seeded(1) });
 * const { history } = train({ network, X: data.X, Y: data.Y, learningRate: 1, steps: 10 });
 * lossCurve([{ name: "logistic regression", history }]).data.length; // 1
 */
export function lossCurve(runs: readonly NamedHistory[], title?: string): Figure {
  if (runs.length === 0) throw new RangeError("Cannot draw a loss curve of no training: give at least one");
  const falls = runs.map(({ name, history }) => {
    const first = history[0];
    const last = history.at(-1);
    if (!first || !last) throw new RangeError(`Cannot draw the loss of "${name}": its history has no state`);
    return `${name}: ${label(first.loss)} → ${label(last.loss)}`;
  });
  return figure({
    title: title ?? `Loss over the steps: ${falls.join("; ")}`,
    description: `Loss curves. ${falls.join(". ")}.`,
    data: runs.map(({ name, history }, run) => ({
      type: "scatter",
      mode: "lines",
      name,
      x: history.map((state) => state.step),
      y: history.map((state) => rounded(state.loss)),
      line: { ...unitStyles[run % unitStyles.length], width: 3 },
    })),
    layout: {
      xaxis: { title: { text: "gradient descent step" } },
      yaxis: { title: { text: "loss (nats)" }, rangemode: "tozero" },
      showlegend: runs.length > 1,
    },
  });
}
