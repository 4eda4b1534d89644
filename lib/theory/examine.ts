import { examplesOf, type Examples, type ExamplesLike } from "../data/examples";
import type { Matrix } from "../math/matrix";
import { badEntry, badParameter } from "../network/finite";
import { forward } from "../network/forward";
import { binaryCrossEntropy, type Loss } from "../network/losses";
import type { Network } from "../network/network";
import { diagnose } from "./diagnostics";
import { askConstants, askInputs, askLabels } from "./examination/data-questions";
import type { Finding, Patient, Question } from "./examination/patient";
import { report, type Examination } from "./examination/report";
import {
  askContrast,
  askDead,
  askError,
  askSaturation,
  askSignal,
  askSmall,
} from "./examination/signal-questions";
import { askLoss, askPrior, askSteps } from "./examination/start-questions";
import { askGradient, askLinearNetwork, askTies } from "./examination/symmetry-questions";
import { contrasts } from "./signal";

export type { Finding, Problem } from "./examination/patient";
export type { Examination } from "./examination/report";

/** How to examine a network. */
export interface ExamineOptions {
  /** The loss that it is to be trained with, binary cross-entropy if not given. */
  readonly loss?: Loss;
  /** The learning rate of plain gradient descent; if given, the size of its steps is judged too. */
  readonly learningRate?: number;
}

/** From the worst to the least. */
const questions: readonly Question[] = [
  askLabels,
  askTies,
  askGradient,
  askConstants,
  askInputs,
  askSaturation,
  askSignal,
  askError,
  askContrast,
  askDead,
  askSmall,
  askLinearNetwork,
  askLoss,
  askPrior,
  askSteps,
];

/**
 * Examines a network on the data that it is to learn, before its first step: tied and dead units, saturation, signals and
 * errors that vanish or explode, differences between examples that get lost, the loss at the start, the size of a step.
 *
 * @param network - the network, with its starting weights
 * @param data - labelled examples, at least two
 * @param options - `loss`, and `learningRate`
 * @returns the findings, each with what to do; `healthy` if there are none
 * @throws RangeError if shapes or labels do not fit, or there are fewer than two examples
 * @example
 * const start = (weights) => createNetwork({ sizes: [2, 8, 8, 1], hidden: tanh, weights, random: seeded(1) });
 * const data = moons({ random: seeded(1) });
 * examine(start(scaledNormal(30)), data).findings[0].problem; // "saturation"
 * examine(start(xavierNormal), data).healthy; // true
 */
export function examine(network: Network, examples: ExamplesLike, options: ExamineOptions = {}): Examination {
  const data = examplesOf(examples);
  const { loss = binaryCrossEntropy, learningRate } = options;
  const bad = notANumber(network, data);
  if (bad !== undefined) return report([bad], []);
  const contrast = contrasts(network, data.X);
  const layers = diagnose(network, data, loss).map((layer, l) => {
    const { difference, correlation } = contrast[l]!;
    return { ...layer, difference, correlation };
  });
  const patient: Patient = { network, data, loss, learningRate, passes: forward(network, data.X), layers };
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
