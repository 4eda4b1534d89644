import type { Examples } from "../data/examples";
import { log, pow } from "../math/elementary";
import { formatNumber } from "../math/format";
import type { Matrix } from "../math/matrix";
import { mean, rootMeanSquare, standardDeviation } from "../math/statistics";
import { backward, type LayerGradient } from "../network/backward";
import { badEntry, badParameter } from "../network/finite";
import { forward, type LayerPass } from "../network/forward";
import { binaryCrossEntropy, squaredError, type Loss } from "../network/losses";
import type { Layer, Network } from "../network/network";
import { step } from "../network/optimizer-step";
import { diagnose, type LayerDiagnosis } from "./diagnostics";
import { gain } from "./gain";
import { contrasts, type Contrast } from "./signal";
import { flatSlope } from "./saturation";

/** What can be wrong with a network before it has learned anything. */
export type Problem =
  | "not a number"
  | "unscaled inputs"
  | "tied units"
  | "no gradient"
  | "dead units"
  | "saturation"
  | "nearly linear"
  | "vanishing signal"
  | "exploding signal"
  | "lost contrast"
  | "vanishing error"
  | "exploding error"
  | "overconfident"
  | "steps too large"
  | "steps too small";

/** One thing that is wrong, and what to do about it. */
export interface Finding {
  readonly problem: Problem;
  /** What was measured, with its numbers; layers are counted from 1, as in the mathematics. */
  readonly finding: string;
  readonly advice: string;
}

/** What `examine` found. It shows itself as the last value of a cell. */
export interface Examination {
  readonly healthy: boolean;
  /** The worst comes first. */
  readonly findings: readonly Finding[];
  /** The numbers behind it, layer by layer; none if the network or the data hold numbers that are not finite. */
  readonly layers: readonly (LayerDiagnosis & Pick<Contrast, "difference" | "correlation">)[];
}

/** How to examine a network. */
export interface ExamineOptions {
  /** The loss that it is to be trained with, binary cross-entropy if not given. */
  readonly loss?: Loss;
  /** The learning rate of plain gradient descent; if given, the size of its steps is judged too. */
  readonly learningRate?: number;
}

/** All that the single questions need. */
interface Patient {
  readonly network: Network;
  readonly data: Examples;
  readonly loss: Loss;
  readonly learningRate: number | undefined;
  readonly passes: readonly LayerPass[];
  readonly layers: Examination["layers"];
}

/** A question to a network. */
type Question = (patient: Patient) => Finding | undefined;

/** More layers than this are told by their number. */
const MOST_NAMED = 4;

/** "layers 1 and 3", "layers 1, 2 and 5", "all 7 hidden layers", "23 of the 30 hidden layers (from layer 4 on)". */
function named(layers: readonly number[], hidden: number): string {
  const numbers = layers.map((l) => l + 1);
  if (numbers.length === hidden && hidden > 2) return `all ${hidden} hidden layers`;
  if (numbers.length === 1) return `layer ${numbers[0]!}`;
  if (numbers.length > MOST_NAMED)
    return `${numbers.length} of the ${hidden} hidden layers (from layer ${numbers[0]!} on)`;
  return `layers ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)!}`;
}

/** The largest of the shares of some layers, in percent. */
function worstOf(layers: readonly number[], share: (l: number) => number): string {
  const worst = `${formatNumber(100 * Math.max(...layers.map(share)))} %`;
  return layers.length === 1 ? worst : `up to ${worst}`;
}

/** The hidden layers of which something holds. */
function hiddenWhere({ network }: Patient, holds: (l: number) => boolean): number[] {
  return network.layers.slice(0, -1).flatMap((_, l) => (holds(l) ? [l] : []));
}

/** Whether an activation is flat on both sides. */
function isBounded({ activation }: Layer): boolean {
  const limit = flatSlope(activation);
  return [-32, 32].every((z) => Math.abs(activation.df(z)) < limit);
}

const askInputs: Question = ({ data }) => {
  const { X, features }: Examples & { features?: readonly string[] } = data;
  const odd = Array.from({ length: X.rows }, (_, i) => ({
    name: features?.[i] ?? `Feature ${i + 1}`,
    center: mean(X.row(i)),
    spread: standardDeviation(X.row(i)),
  })).filter(
    ({ center, spread }) =>
      spread > 10 || Math.abs(center) > 5 * Math.max(spread, 0.2) || (spread < 0.02 && spread > 0),
  );
  const [first, ...others] = odd;
  if (!first) return undefined;
  const names = others.slice(0, 3).map(({ name }) => name);
  const rest = others.length - names.length;
  const list = [...names, ...(rest > 0 ? [`${rest} more`] : [])].join(", ").replace(/, ([^,]*)$/, " and $1");
  const more = others.length === 0 ? "" : ` So ${others.length === 1 ? "is" : "are"} ${list}.`;
  return {
    problem: "unscaled inputs",
    finding: `${first.name} is far from scaled: mean ${formatNumber(first.center)}, standard deviation ${formatNumber(first.spread)}.${more}`,
    advice: "Subtract each feature's mean and divide it by its standard deviation.",
  };
};

/** Classes of hidden units that are equal in everything that belongs to them. */
function tiedClasses(network: Network, l: number): number[][] {
  const { W, b } = network.layers[l]!;
  const next = network.layers[l + 1]!.W;
  const classes = new Map<string, number[]>();
  for (let unit = 0; unit < W.rows; unit++) {
    const key = [...W.row(unit), b.get(unit, 0), ...next.column(unit)].join();
    classes.set(key, [...(classes.get(key) ?? []), unit]);
  }
  return [...classes.values()].filter((units) => units.length > 1);
}

const askTies: Question = (patient) => {
  const tied = patient.network.layers.slice(0, -1).map((_, l) => tiedClasses(patient.network, l));
  const where = hiddenWhere(patient, (l) => tied[l]!.length > 0);
  if (where.length === 0) return undefined;
  const [first] = where as [number];
  const units = patient.network.layers[first]!.W.rows;
  const different = units - tied[first]!.reduce((sum, group) => sum + group.length - 1, 0);
  return {
    problem: "tied units",
    finding: `${different === 1 ? `All ${units} units of layer ${first + 1} are one and the same` : `The ${units} units of layer ${first + 1} are only ${different} different ones`}: equal rows, biases and output weights stay equal for ever.`,
    advice: "Draw the weights at random, or make the rows distinct in another way.",
  };
};

/** Layers whose weights have a gradient of exactly 0. */
function stillLayers(gradients: readonly LayerGradient[]): number[] {
  return gradients.flatMap(({ dW }, l) => (dW.data.every((entry) => entry === 0) ? [l] : []));
}

const askGradient: Question = ({ network, data, loss }) => {
  const gradients = backward(network, data, loss);
  const now = stillLayers(gradients);
  if (now.length === 0) return undefined;
  // Output weights of 0 hold the layer below still for one step only, which does no harm.
  const later = stillLayers(backward(step(network, gradients, 1e-3), data, loss));
  const still = now.filter((l) => later.includes(l));
  if (still.length === 0) return undefined;
  return {
    problem: "no gradient",
    finding: `Every gradient of the weights of ${named(still, network.layers.length)} is exactly 0, so they never move.`,
    advice: "Look for weights that are all zero, and for ReLU units that no example turns on.",
  };
};

/** What differs between examples, as a share of a layer's pre-activations. */
function contrastOf({ layers, passes }: Patient, l: number): number {
  return layers[l]!.difference / rootMeanSquare(passes[l]!.Z.data);
}

/** Units whose slope is next to 0 on every example. */
function stuckUnits({ network, passes }: Patient, l: number): number {
  const { activation } = network.layers[l]!;
  const limit = flatSlope(activation);
  const { Z } = passes[l]!;
  return Z.toArray().filter((row) => row.every((z) => Math.abs(activation.df(z)) < limit)).length;
}

const askDead: Question = (patient) => {
  const { layers } = patient.network;
  const shares = layers.map(({ W }, l) => stuckUnits(patient, l) / W.rows);
  // Where all examples look alike, each unit is on for all of them or off for all: that is another trouble.
  const where = hiddenWhere(
    patient,
    (l) => shares[l]! > 0.3 && !isBounded(layers[l]!) && contrastOf(patient, l) > 0.25,
  );
  if (where.length === 0) return undefined;
  return {
    problem: "dead units",
    finding: `In ${named(where, layers.length - 1)}, ${worstOf(where, (l) => shares[l]!)} of the units are off on every example, and get no gradient.`,
    advice: "Start the biases at 0 and scale the inputs; where units must not die, use a leaky ReLU.",
  };
};

const askSaturation: Question = (patient) => {
  const { layers } = patient;
  const where = hiddenWhere(
    patient,
    (l) => isBounded(patient.network.layers[l]!) && layers[l]!.saturated > 0.4,
  );
  if (where.length === 0) return undefined;
  return {
    problem: "saturation",
    finding: `In ${named(where, layers.length - 1)}, ${worstOf(where, (l) => layers[l]!.saturated)} of the activations lie at the flat ends, where the slope is next to 0.`,
    advice:
      "Make the weights smaller: a standard deviation near 1/√(fan-in), and inputs of standard deviation 1.",
  };
};

const askLinear: Question = (patient) => {
  const { layers, network } = patient;
  const size = (l: number): number => rootMeanSquare(patient.passes[l]!.Z.data);
  const bends = (l: number): boolean =>
    network.layers[l]!.activation.name !== "identity" && isBounded(network.layers[l]!);
  const where = hiddenWhere(patient, (l) => bends(l) && size(l) < 0.05);
  if (where.length === 0) return undefined;
  return {
    problem: "nearly linear",
    finding: `The pre-activations of ${named(where, layers.length - 1)} have a size of ${formatNumber(size(where.at(-1)!))}: there ${network.layers[where[0]!]!.activation.name} is a straight line, and learning starts on a plateau.`,
    advice: "Make the weights larger: a standard deviation near 1/√(fan-in).",
  };
};

/** Where sizes leave the band of a hundredth to a hundred times that of the first of them. */
function leaves(sizes: readonly number[]): "vanishing" | "exploding" | undefined {
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  if (last < first / 100) return "vanishing";
  return last > first * 100 ? "exploding" : undefined;
}

const askSignal: Question = ({ network, passes }) => {
  const { activation } = network.layers[0]!;
  const sizes = passes.slice(0, -1).map(({ A }) => rootMeanSquare(A.data));
  const direction = sizes.length > 1 ? leaves(sizes) : undefined;
  if (direction === undefined) return undefined;
  const depth = sizes.length;
  return {
    problem: `${direction} signal`,
    finding: `The activations go from ${formatNumber(sizes[0]!)} in layer 1 to ${formatNumber(sizes.at(-1)!)} in layer ${depth}: a factor of ${formatNumber(perLayer(sizes))} per layer.`,
    advice: `Draw the weights with standard deviation ${formatNumber(gain(activation))}/√(fan-in), where ${formatNumber(gain(activation))} is the gain of ${activation.name}.`,
  };
};

function perLayer(sizes: readonly number[]): number {
  return pow(sizes.at(-1)! / sizes[0]!, 1 / (sizes.length - 1));
}

const askError: Question = ({ layers }) => {
  const sizes = layers
    .slice(0, -1)
    .map(({ gradient }) => gradient!.dZ)
    .reverse();
  if (sizes.length < 2 || sizes[0] === 0) return undefined;
  const direction = leaves(sizes);
  if (direction === undefined) return undefined;
  return {
    problem: `${direction} error`,
    finding: `On its way back the error goes from ${formatNumber(sizes[0]!)} in layer ${sizes.length} to ${formatNumber(sizes.at(-1)!)} in layer 1: a factor of ${formatNumber(perLayer(sizes))} per layer.`,
    advice:
      direction === "vanishing"
        ? "Make the weights larger, or the network shallower: layer 1 hardly hears what the output wants."
        : "Make the weights smaller: the first layers take steps that are far too large.",
  };
};

const askContrast: Question = (patient) => {
  const { network } = patient;
  const where = hiddenWhere(patient, (l) => contrastOf(patient, l) < 0.1);
  if (where.length === 0) return undefined;
  const left = 100 * contrastOf(patient, where.at(-1)!);
  return {
    problem: "lost contrast",
    finding: `In ${named(where, network.layers.length - 1)} all examples look alike: what differs between them is ${left < 0.01 ? "less than 0.01" : formatNumber(left)} % of the pre-activations.`,
    advice:
      "Start the biases at 0 and make the weights larger; a size that is level says nothing about what it carries.",
  };
};

const askLoss: Question = ({ network, passes, data: { Y }, loss }) => {
  const output = network.layers.at(-1)!;
  if (loss === squaredError || loss.output === "any") return undefined;
  const value = loss.value(passes.at(-1)!.Z, Y, output.activation);
  // With sigmoid outputs each output is a question of its own, worth ln 2; with softmax the classes share one, worth ln C.
  const coin = loss === binaryCrossEntropy ? Y.rows * Math.LN2 : log(Y.rows);
  const size = rootMeanSquare(passes.at(-1)!.Z.data);
  if (value <= 2 * coin && size <= 6) return undefined;
  return {
    problem: "overconfident",
    finding: `The outputs have pre-activations of size ${formatNumber(size)}, and the loss starts at ${formatNumber(value)}; answering nothing in particular would cost ${formatNumber(coin)}. The network is sure of answers that it has not learned.`,
    advice: "Make the weights of the last layer smaller, or zero.",
  };
};

const askSteps: Question = ({ layers, learningRate }) => {
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

/** From the worst to the least. */
const questions: readonly Question[] = [
  askTies,
  askGradient,
  askInputs,
  askSaturation,
  askSignal,
  askError,
  askContrast,
  askDead,
  askLinear,
  askLoss,
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
export function examine(network: Network, data: Examples, options: ExamineOptions = {}): Examination {
  const { loss = binaryCrossEntropy, learningRate } = options;
  const bad =
    badEntry("X", data.X) ?? badEntry("Y", data.Y) ?? badParameter(network) ?? badSignal(network, data.X);
  if (bad !== undefined) {
    const advice = "Find where it comes from; weights that are too large overflow on the way.";
    return report([{ problem: "not a number", finding: `There is ${bad}.`, advice }], []);
  }
  const contrast = contrasts(network, data.X);
  const layers = diagnose(network, data, loss).map((layer, l) => {
    const { difference, correlation } = contrast[l]!;
    return { ...layer, difference, correlation };
  });
  const patient = { network, data, loss, learningRate, passes: forward(network, data.X), layers };
  const findings = questions.flatMap((ask) => ask(patient) ?? []);
  return report(findings, layers);
}

function badSignal(network: Network, X: Matrix): string | undefined {
  for (const [l, { Z }] of forward(network, X).entries()) {
    const bad = badEntry(`Z of layer ${l + 1}`, Z);
    if (bad !== undefined) return bad;
  }
  return undefined;
}

/** The last value of a cell shows itself. */
function report(findings: readonly Finding[], layers: Examination["layers"]): Examination {
  const examination: Examination = { healthy: findings.length === 0, findings, layers };
  const text = inWords(examination);
  const bundle = { "text/markdown": text, "text/plain": text };
  return Object.defineProperty(examination, Symbol.for("Jupyter.display"), { value: () => bundle });
}

function inWords({ healthy, findings, layers }: Examination): string {
  const lines = healthy
    ? ["✔ **Nothing found.** The network can start to learn."]
    : findings.map(({ problem, finding, advice }) => `- **${problem}.** ${finding} *${advice}*`);
  if (layers.length === 0) return lines.join("\n");
  const head = [
    "layer",
    "size of z",
    "between examples",
    "saturated (%)",
    "mean slope",
    "size of dZ",
    "dW : W",
  ];
  const rows = layers.map(({ layer, Z, difference, saturated, slope, gradient }) => [
    layer,
    Math.sqrt(Z.mean * Z.mean + Z.deviation * Z.deviation),
    difference,
    100 * saturated,
    slope,
    gradient!.dZ,
    gradient!.relative,
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const body = rows.map((row) => line(row.map((value) => formatNumber(value))));
  return [...lines, "", line(head), line(head.map(() => "---")), ...body].join("\n");
}
