/** Questions about what gets through the layers: the signal on its way forward, the error on its way back. */
import { pow } from "../../math/elementary";
import { formatNumber } from "../../math/format";
import { rootMeanSquare } from "../../math/statistics";
import type { Activation } from "../../network/activations";
import { gain } from "../signal/gain";
import { saturatedShare } from "../signal/saturation";
import {
  centered,
  hiddenWhere,
  isBounded,
  named,
  sizeOfZ,
  worstOf,
  type Patient,
  type Question,
} from "./patient";

/** Whether one of some layers is mostly saturated. */
function isSaturated(
  { network, passes }: Pick<Patient, "network" | "passes">,
  where: readonly number[],
): boolean {
  return where.some((l) => saturatedShare(passes[l]!.Z, network.layers[l]!.activation) > 0.4);
}

export const askSaturation: Question = (patient) => {
  const { layers, network } = patient;
  const where = hiddenWhere(patient, (l) => isBounded(network.layers[l]!) && layers[l]!.saturated > 0.4);
  if (where.length === 0) return undefined;
  return {
    problem: "saturation",
    finding: `In ${named(where, layers.length - 1)}, ${worstOf(where, (l) => layers[l]!.saturated)} of the activations lie at the flat ends, where the slope is next to 0.`,
    advice: isSaturated(centered(patient), where)
      ? "Make the weights smaller: a standard deviation near 1/√(fan-in), and inputs of standard deviation 1."
      : "Subtract each feature's mean: with centered inputs it would be less than two fifths.",
  };
};

/** Whether sizes end below a hundredth or above a hundred times the first of them. */
function leaves(sizes: readonly number[]): "vanishing" | "exploding" | undefined {
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  if (last < first / 100) return "vanishing";
  return last > first * 100 ? "exploding" : undefined;
}

function perLayer(sizes: readonly number[]): number {
  return pow(sizes.at(-1)! / sizes[0]!, 1 / (sizes.length - 1));
}

/** The gain that an activation asks for, where it has one. */
function gainOf(activation: Activation): number | undefined {
  try {
    return gain(activation);
  } catch {
    return undefined;
  }
}

/** What to do about a signal of the wrong size; weights that have the right one already are not to blame. */
function signalAdvice({ network: { layers } }: Patient): string {
  const { activation } = layers[0]!;
  const wanted = gainOf(activation);
  if (wanted === undefined) return "Choose another activation: this one hands on nothing.";
  const factors = layers.slice(0, -1).map(({ W }) => rootMeanSquare(W.data) * Math.sqrt(W.cols));
  if (factors.every((factor) => Math.abs(factor / wanted - 1) < 0.25))
    return "The weights have the standard deviation that they should have: look at the biases, and start them at 0.";
  return `Draw the weights with standard deviation ${formatNumber(wanted)}/√(fan-in), where ${formatNumber(wanted)} is the gain of ${activation.name}.`;
}

export const askSignal: Question = (patient) => {
  const sizes = patient.passes.slice(0, -1).map(({ A }) => rootMeanSquare(A.data));
  const direction = sizes.length > 1 ? leaves(sizes) : undefined;
  if (direction === undefined) return undefined;
  return {
    problem: `${direction} signal`,
    finding: `The activations go from ${formatNumber(sizes[0]!)} in layer 1 to ${formatNumber(sizes.at(-1)!)} in layer ${sizes.length}: a factor of ${formatNumber(perLayer(sizes))} per layer.`,
    advice: signalAdvice(patient),
  };
};

export const askError: Question = ({ layers }) => {
  const sizes = layers
    .slice(0, -1)
    .map(({ gradient }) => gradient.dZ)
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

/** What differs between examples, as a share of a layer's pre-activations. */
export function contrastOf(patient: Patient, l: number): number {
  return patient.layers[l]!.difference / sizeOfZ(patient, l);
}

export const askContrast: Question = (patient) => {
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
