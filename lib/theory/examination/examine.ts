import { examplesOf, type Examples, type ExamplesLike } from "../../data/examples";
import type { Matrix } from "../../math/matrix";
import { badEntry, badParameter } from "../../network/finite";
import { forward } from "../../network/forward";
import { binaryCrossEntropy, type Loss } from "../../network/losses";
import type { Network } from "../../network/network";
import type { TrainingOptions } from "../../network/training";
import { coordinateCheck } from "../signal/coordinate-check";
import { diagnose } from "../signal/diagnostics";
import { askConstants, askInputs, askLabels } from "./data-questions";
import type { Finding, Patient, Question } from "./patient";
import { report, type Examination } from "./report";
import { askSlopes } from "./slope-question";
import { askContrast, askError, askSaturation, askSignal } from "./signal-questions";
import { askSmall } from "./small-questions";
import { askLoss, askPrior, askSteps, askWidths } from "./start-questions";
import { askGradient, askLinearNetwork, askTies } from "./symmetry-questions";
import { askDead, askOneSided } from "./unit-questions";
import { contrasts } from "../signal/signal";

export type { Finding, Problem } from "./patient";
export type { Examination } from "./report";

/** How to examine a network. */
export interface ExamineOptions {
  /** The loss that it is to be trained with, binary cross-entropy if not given. */
  readonly loss?: Loss;
  /** The learning rate of plain gradient descent; if given, the size of its steps is judged too. */
  readonly learningRate?: number;
  /** The same start at two or more widths; if given, it is asked whether one learning rate serves all of them. */
  readonly widths?: readonly Network[];
  /** The rates of the layers, as `train` takes them. */
  readonly rates?: TrainingOptions["rates"];
}

/** Steps so small that the network stays as it is: what counts is how they change with the width. */
const PROBE = { learningRate: 1e-4, steps: 2 };

/** From the worst to the least. */
const questions: readonly Question[] = [
  askLabels,
  askSlopes,
  askTies,
  askGradient,
  askConstants,
  askInputs,
  askSaturation,
  askSignal,
  askError,
  askContrast,
  askDead,
  askOneSided,
  askSmall,
  askLinearNetwork,
  askLoss,
  askPrior,
  askSteps,
  askWidths,
];

/**
 * Examines a network on the data that it is to learn, before its first step: tied and dead units, saturation, signals and
 * errors that vanish or explode, differences between examples that get lost, the loss at the start, the size of a step.
 *
 * @param network - the network, with its starting weights
 * @param examples - labelled, at least two
 * @param options - `loss`, `learningRate` and `rates`, and `widths` for a coordinate check
 * @returns the findings, each with what to do; `healthy` if there are none
 * @throws RangeError if shapes or labels do not fit, or there are fewer than two examples
 * @example
 * const start = (weights: Initializer) =>
 *   createNetwork({ sizes: [2, 8, 8, 1], hidden: tanh, weights, random: seeded(1) });
 * const data = moons({ random: seeded(1) });
 * examine(start(scaledNormal(30)), data).findings[0].problem; // "saturation"
 * examine(start(xavierNormal), data).healthy; // true
 */
export function examine(network: Network, examples: ExamplesLike, options: ExamineOptions = {}): Examination {
  const data = examplesOf(examples);
  const { loss = binaryCrossEntropy, learningRate, widths, rates } = options;
  const bad = notANumber(network, data);
  if (bad !== undefined) return report([bad], []);
  const contrast = contrasts(network, data.X);
  const layers = diagnose(network, data, loss).map((layer, l) => {
    const { difference, correlation } = contrast[l]!;
    return { ...layer, difference, correlation };
  });
  const coordinates = widths && coordinateCheck(widths, data, { ...PROBE, loss, ...(rates && { rates }) });
  const passes = forward(network, data.X);
  const patient: Patient = { network, data, loss, learningRate, coordinates, passes, layers };
  return report(
    questions.flatMap((ask) => ask(patient) ?? []),
    layers,
  );
}

/** The first number that is none, and where to look for its cause. */
function notANumber(network: Network, { X, Y }: Examples): Finding | undefined {
  const suspects = [
    {
      bad: badEntry("X", X) ?? badEntry("Y", Y),
      advice: "Look at how the data were read: a missing value, or 0 divided by 0, becomes NaN.",
    },
    { bad: badParameter(network), advice: "Look at how the weights and biases were made." },
    {
      bad: badSignal(network, X),
      advice: "The weights are so large that a sum overflows, or the activation has no value there.",
    },
  ];
  const found = suspects.find(({ bad }) => bad !== undefined);
  return found && { problem: "not a number", finding: `There is ${found.bad!}.`, advice: found.advice };
}

function badSignal(network: Network, X: Matrix): string | undefined {
  for (const [l, { Z, A }] of forward(network, X).entries()) {
    const bad = badEntry(`Z of layer ${l + 1}`, Z) ?? badEntry(`A of layer ${l + 1}`, A);
    if (bad !== undefined) return bad;
  }
  return undefined;
}
