/** Questions about what gets through the layers: the signal on its way forward, the error on its way back. */
import { pow } from "../../math/elementary";
import { formatNumber } from "../../math/format";
import { Matrix } from "../../math/matrix";
import { mean, rootMeanSquare, standardDeviation } from "../../math/statistics";
import type { Activation } from "../../network/activations";
import { forward, type LayerPass } from "../../network/forward";
import type { Network } from "../../network/network";
import { gain } from "../gain";
import { flatSlope } from "../saturation";
import { hiddenWhere, isBounded, named, sizeOfZ, worstOf, type Patient, type Question } from "./patient";

export const askSaturation: Question = (patient) => {
  const { layers, network } = patient;
  const where = hiddenWhere(patient, (l) => isBounded(network.layers[l]!) && layers[l]!.saturated > 0.4);
  if (where.length === 0) return undefined;
  return {
    problem: "saturation",
    finding: `In ${named(where, layers.length - 1)}, ${worstOf(where, (l) => layers[l]!.saturated)} of the activations lie at the flat ends, where the slope is next to 0.`,
    advice:
      "Make the weights smaller: a standard deviation near 1/√(fan-in), and inputs of standard deviation 1.",
  };
};

/** Pre-activations below this size do not reach the part of an activation that bends. */
const SMALL = 0.05;

const LARGER = "Make the weights larger: a standard deviation near 1/√(fan-in).";

/** Whether the slopes of a layer are nearly one slope, as those of tanh are around 0, and those of ReLU never. */
function isStraight({ network, passes }: Patient, l: number): boolean {
  const slopes = passes[l]!.Z.map(network.layers[l]!.activation.df).data;
  return standardDeviation(slopes) < 0.1 * Math.abs(mean(slopes));
}

export const askSmall: Question = (patient) => {
  const { layers } = patient.network;
  const isSmall = (l: number): boolean =>
    layers[l]!.activation.name !== "identity" && sizeOfZ(patient, l) < SMALL;
  const straight = hiddenWhere(patient, (l) => isSmall(l) && isStraight(patient, l));
  if (straight.length > 0) {
    const size = formatNumber(sizeOfZ(patient, straight.at(-1)!));
    return {
      problem: "nearly linear",
      finding: `The pre-activations of ${named(straight, layers.length - 1)} have a size of ${size}: there ${layers[straight[0]!]!.activation.name} is a straight line, and learning starts on a plateau.`,
      advice: LARGER,
    };
  }
  // Farther up a signal that has become small is a matter of all layers before.
  if (layers.length < 2 || !isSmall(0)) return undefined;
  return {
    problem: "small weights",
    finding: `The pre-activations of layer 1 have a size of ${formatNumber(sizeOfZ(patient, 0))}: next to nothing goes up, next to nothing comes back, and learning starts on a plateau.`,
    advice: LARGER,
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

/** What differs between examples, as a share of a layer's pre-activations. */
function contrastOf(patient: Patient, l: number): number {
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

/** How many units of a layer are flat on every example, and how many on none. */
function stuckUnits(
  { layers }: Network,
  passes: readonly LayerPass[],
  l: number,
): { off: number; on: number } {
  const { activation } = layers[l]!;
  const limit = flatSlope(activation);
  const isFlat = (z: number): boolean => Math.abs(activation.df(z)) < limit;
  const rows = passes[l]!.Z.toArray();
  return {
    off: rows.filter((row) => row.every(isFlat)).length,
    on: rows.filter((row) => !row.some(isFlat)).length,
  };
}

/** The network as it would be with all biases at 0. */
function withoutBiases({ layers }: Network): Network {
  return { layers: layers.map((layer) => ({ ...layer, b: Matrix.zeros(layer.b.rows, 1) })) };
}

/**
 * Units that no example turns on, with the cause: biases, if fewer would be dead without them; weights, if there are more
 * than chance explains. Where examples point the same way, as they do deep in a ReLU network, a unit is on for all of them or
 * off for all, and weights drawn around 0 make both equally likely. As many dead units as units that are always on are
 * nobody's fault: `off − on` has a standard deviation of √(off + on), and 3.5 of them are not chance.
 */
export const askDead: Question = (patient) => {
  const { network, data, passes } = patient;
  const { layers } = network;
  const free = withoutBiases(network);
  const freePasses = forward(free, data.X);
  const stuck = layers.map(({ W }, l) => {
    const { off, on } = stuckUnits(network, passes, l);
    const byBias = off - stuckUnits(free, freePasses, l).off > 0.2 * W.rows;
    const byWeights = off - on > Math.max(0.3 * W.rows, 3.5 * Math.sqrt(off + on));
    return { share: off / W.rows, byBias, byWeights };
  });
  const where = layers.slice(0, -1).flatMap((layer, l) => {
    const { share, byBias, byWeights } = stuck[l]!;
    // Where all examples look alike, each unit is on for all of them or off for all: that is another trouble.
    const isAsked = !isBounded(layer) && contrastOf(patient, l) > 0.25;
    return isAsked && share > 0.3 && (byBias || byWeights) ? [l] : [];
  });
  if (where.length === 0) return undefined;
  return {
    problem: "dead units",
    finding: `In ${named(where, layers.length - 1)}, ${worstOf(where, (l) => stuck[l]!.share)} of the units are off on every example, and get no gradient.`,
    advice: where.some((l) => stuck[l]!.byBias)
      ? "Start the biases at 0: with those that it has, units are off which would be on without them."
      : "Give every feature mean 0 and draw the weights around 0, or use a leaky ReLU, whose units cannot die.",
  };
};
