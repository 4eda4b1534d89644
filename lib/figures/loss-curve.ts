import type { Run } from "../network/training";
import { formatNumber, rounded } from "../math/format";
import { fromZero, type Range } from "./axis-range";
import { figure, type Figure } from "./figure";
import { unitStyles } from "./palette";

/** How to draw a `lossCurve`. */
interface LossCurveOptions {
  readonly title?: string;
  readonly levels?: Readonly<Record<string, number>>;
  readonly steps?: number;
  readonly range?: Range;
}

interface Losses {
  readonly name: string;
  readonly losses: readonly number[];
}

/** What becomes of one loss, or which of several is the lowest in the end. */
function findingOf(all: readonly Losses[]): string {
  const ends = all.map(({ losses }) => losses.at(-1)!);
  const lowest = Math.min(...ends.filter(Number.isFinite));
  if (lowest === Infinity) return all.length === 1 ? "The loss does not stay finite" : "No loss stays finite";
  const words = formatNumber(lowest);
  if (all.length === 1) {
    const start = formatNumber(all[0]!.losses[0]!);
    if (start === words || all[0]!.losses.length < 2) return `The loss stays at ${words}`;
    return `The loss ${all[0]!.losses[0]! < lowest ? "rises" : "falls"} from ${start} to ${words}`;
  }
  const best = all.filter((_, i) => formatNumber(ends[i]!) === words).map(({ name }) => `“${name}”`);
  if (best.length === all.length) return `All end at a loss of ${words}`;
  return `${best.join(" and ")} ${best.length === 1 ? "ends" : "end"} lowest, at a loss of ${words}`;
}

/**
 * Draws the loss of one or more trainings over their steps.
 *
 * @param runs - what `train` returned, or several of them by name: `{ zero: …, random: … }`
 * @param options - `title`: the sentence above the figure, which otherwise says what becomes of the loss, or whose loss is the
 *   lowest in the end; `levels`: losses to compare with, by name, drawn as thin lines with their names on them; `steps` and
 *   `range`: the last step, and the bottom and top of the losses that the axes make room for, so that they hold still
 * @returns a line figure: x is the step, y the loss in nats
 * @throws RangeError if there is no training, or one of them has no recorded state
 *
 * @example
 * const network = createNetwork({ sizes: [2, 1], hidden: tanh, weights: zeros, random: seeded(1) });
 * const run = train(network, xor(), { learningRate: 1, steps: 10 });
 * lossCurve({ "logistic regression": run }).data.length; // 1
 * lossCurve(run).title; // "The loss stays at 0.693"
 */
export function lossCurve(
  runs: Pick<Run, "history"> | Readonly<Record<string, Pick<Run, "history">>>,
  { title, levels = {}, steps, range }: LossCurveOptions = {},
): Figure {
  const named =
    "history" in runs && Array.isArray(runs.history) ? { "": runs as Pick<Run, "history"> } : runs;
  const entries = Object.entries(named as Readonly<Record<string, Pick<Run, "history">>>);
  if (entries.length === 0)
    throw new RangeError("Cannot draw a loss curve of no training: give at least one");
  const falls = entries.map(([name, { history }]) => {
    const first = history[0];
    const last = history.at(-1);
    if (!first || !last) throw new RangeError(`Cannot draw the loss of "${name}": its history has no state`);
    return `${name && `${name}: `}${formatNumber(first.loss)} → ${formatNumber(last.loss)}`;
  });
  const states = entries.flatMap(([, { history }]) => history);
  const last = Math.max(...entries.map(([, { history }]) => history.at(-1)!.step));
  const losses = [...states.map(({ loss }) => loss), ...Object.values(levels)];
  return figure({
    title:
      title ??
      findingOf(entries.map(([name, { history }]) => ({ name, losses: history.map(({ loss }) => loss) }))),
    description: `Loss curves. ${[...falls, ...Object.entries(levels).map(([name, loss]) => `${name} is ${formatNumber(loss)}`)].join(". ")}.`,
    data: entries.map(([name, { history }], run) => ({
      type: "scatter",
      mode: "lines",
      name,
      x: history.map((state) => state.step),
      y: history.map((state) => rounded(state.loss)),
      line: { ...unitStyles[run % unitStyles.length], width: 3 },
    })),
    layout: {
      xaxis: { title: { text: "gradient descent step" }, range: [0, steps ?? Math.max(1, last)] },
      yaxis: { title: { text: "loss (nats)" }, range: [...(range ?? fromZero(losses))] },
      showlegend: entries.length > 1,
      shapes: Object.values(levels).map((loss) => ({
        type: "line",
        xref: "paper",
        x0: 0,
        x1: 1,
        y0: loss,
        y1: loss,
        line: { width: 1, dash: "dash" },
      })),
      annotations: Object.entries(levels).map(([name, loss]) => ({
        text: name,
        xref: "paper",
        x: 1,
        xanchor: "right",
        y: loss,
        yanchor: "top",
        showarrow: false,
      })),
    },
  });
}
