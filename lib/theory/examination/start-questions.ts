/** Questions about the first answer and the first step. */
import { log, pow } from "../../math/elementary";
import { formatNumber } from "../../math/format";
import type { Matrix } from "../../math/matrix";
import { mean } from "../../math/statistics";
import { binaryCrossEntropy, squaredError, type Loss } from "../../network/losses";
import { listed, sizeOfZ, type Patient, type Question } from "./patient";

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
  const { Y } = patient.data;
  if (value === undefined || (patient.loss === binaryCrossEntropy && Y.rows > 1)) return undefined;
  const { even, informed } = guesses(Y, patient.loss);
  if (informed > even / 2 || value < 1.5 * informed || informed === 0) return undefined;
  const shares = Y.toArray().map((row) => mean(row));
  const isBinary = patient.loss === binaryCrossEntropy;
  const { which, start } = isBinary ? rareOfTwo(shares[0]!) : commonOfMany(shares);
  return {
    problem: "rare class",
    finding: `${which}, and the loss starts at ${formatNumber(value)}; a constant answer of those shares would cost ${formatNumber(informed)}.`,
    advice: `${start}: then the first loss can be judged. Do not expect faster learning.`,
  };
};

/** In words, how rare a class is, and the bias that says so. */
interface PriorWords {
  readonly which: string;
  readonly start: string;
}

function rareOfTwo(p: number): PriorWords {
  return {
    which: `Only ${formatNumber(100 * Math.min(p, 1 - p))} % of the examples are of class ${p < 0.5 ? 1 : 0}`,
    start: `Start the output's bias at ln(p/(1 − p)) = ${formatNumber(log(p / (1 - p)))}`,
  };
}

function commonOfMany(shares: readonly number[]): PriorWords {
  const most = Math.max(...shares);
  const biases = listed(shares.map((p) => (p > 0 ? formatNumber(log(p)) : "a large negative number")));
  return {
    which: `Of the examples ${formatNumber(100 * most)} % are of class ${shares.indexOf(most)}`,
    start: `Start the outputs' biases at the logarithms of the classes' shares, ${biases}`,
  };
}

export const askSteps: Question = ({ layers, learningRate }) => {
  if (learningRate === undefined) return undefined;
  const shares = layers
    .map(({ gradient }) => learningRate * gradient.relative)
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

/** A power of the width below this, up or down, may be chance: a single narrow network shows up to 0.3. */
const LEVEL = 0.4;

export const askWidths: Question = ({ coordinates }) => {
  if (coordinates === undefined) return undefined;
  const { widths, layers } = coordinates;
  const [least, most] = [Math.min(...widths), Math.max(...widths)];
  const moved = layers.filter(({ growth }) => Math.abs(growth) > LEVEL);
  if (moved.length === 0) return undefined;
  const factors = moved.map(({ layer, growth }) => {
    return `${formatNumber(pow(most / least, growth), 2)} times (layer ${layer})`;
  });
  return {
    problem: "steps that change with width",
    finding: `At width ${most} the same learning rate moves the pre-activations ${listed(factors)} as far as at width ${least}. A rate that is right at one width is wrong at another.`,
    advice:
      "Draw the weights with a standard deviation of min(1, √(out/in))/√in, and multiply each layer's rate by out/in.",
  };
};
