/** Questions about the first answer and the first step. */
import { log } from "../../math/elementary";
import { formatNumber } from "../../math/format";
import type { Matrix } from "../../math/matrix";
import { mean } from "../../math/statistics";
import { binaryCrossEntropy, squaredError, type Loss } from "../../network/losses";
import { sizeOfZ, type Patient, type Question } from "./patient";

/** Entropy of one yes-or-no question, in nats. */
function binaryEntropy(p: number): number {
  return p <= 0 || p >= 1 ? 0 : -p * log(p) - (1 - p) * log(1 - p);
}

/** What a constant costs that gives every class the same probability, and one that knows how frequent each class is. */
function guesses(Y: Matrix, loss: Loss): { even: number; informed: number } {
  const shares = Y.toArray().map((row) => mean(row));
  // With sigmoid outputs each output is a question of its own, worth ln 2; with softmax the classes share one, worth ln C.
  if (loss === binaryCrossEntropy)
    return { even: Y.rows * Math.LN2, informed: shares.reduce((sum, p) => sum + binaryEntropy(p), 0) };
  return { even: log(Y.rows), informed: shares.reduce((sum, p) => sum - (p > 0 ? p * log(p) : 0), 0) };
}

/** The loss at the start, where the loss is one of probabilities. */
function firstLoss({ network, passes, data: { Y }, loss }: Patient): number | undefined {
  if (loss === squaredError || loss.output === "any") return undefined;
  return loss.value(passes.at(-1)!.Z, Y, network.layers.at(-1)!.activation);
}

export const askLoss: Question = (patient) => {
  const value = firstLoss(patient);
  if (value === undefined) return undefined;
  const { even } = guesses(patient.data.Y, patient.loss);
  const size = sizeOfZ(patient, patient.network.layers.length - 1);
  // He's weights in the last layer may cost twice as much as a guess, and are unlearned in a few steps.
  if (value <= 2.5 * even && size <= 6) return undefined;
  return {
    problem: "overconfident",
    finding: `The outputs have pre-activations of size ${formatNumber(size)}, and the loss starts at ${formatNumber(value)}; answering nothing in particular would cost ${formatNumber(even)}. The network is sure of answers that it has not learned.`,
    advice: "Make the weights of the last layer smaller, or zero.",
  };
};

/** Where one class is rare, most of the first loss is the price of not knowing that. */
export const askPrior: Question = (patient) => {
  const value = firstLoss(patient);
  if (value === undefined || patient.loss !== binaryCrossEntropy || patient.data.Y.rows > 1) return undefined;
  const p = mean(patient.data.Y.data);
  const { even, informed } = guesses(patient.data.Y, patient.loss);
  if (informed > even / 2 || value < 1.5 * informed || informed === 0) return undefined;
  return {
    problem: "rare class",
    finding: `Only ${formatNumber(100 * Math.min(p, 1 - p))} % of the examples are of class ${p < 0.5 ? 1 : 0}, and the loss starts at ${formatNumber(value)}; a constant answer of ${formatNumber(p)} would cost ${formatNumber(informed)}. The first steps will only teach the output how rare the class is.`,
    advice: `Start the output's bias at ln(p/(1 − p)) = ${formatNumber(log(p / (1 - p)))}.`,
  };
};

export const askSteps: Question = ({ layers, learningRate }) => {
  if (learningRate === undefined) return undefined;
  const shares = layers
    .map(({ gradient }) => learningRate * gradient!.relative)
    .filter((share) => share > 0 && Number.isFinite(share));
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  if (most > 0.5) {
    return {
      problem: "steps too large",
      finding: `A step of learning rate ${formatNumber(learningRate)} changes the weights of a layer by ${formatNumber(100 * most)} % of themselves.`,
      advice: "Lower the learning rate: a thousandth to a hundredth per step is usual.",
    };
  }
  if (least >= 1e-5) return undefined;
  return {
    problem: "steps too small",
    finding: `A step of learning rate ${formatNumber(learningRate)} changes the weights of a layer by ${least.toExponential(1)} of themselves.`,
    advice: "Raise the learning rate, or make the weights smaller.",
  };
};
