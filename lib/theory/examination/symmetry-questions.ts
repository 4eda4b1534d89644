/** Questions about what gradient descent can never change: units that are one, weights that never move. */
import { rootMeanSquare } from "../../math/statistics";
import type { Activation } from "../../network/activations";
import { backward, type LayerGradient } from "../../network/backward";
import type { Network } from "../../network/network";
import { step } from "../../network/step";
import { named, type Question } from "./patient";

/** Two units count as nearly one if what belongs to them differs by less than this share of its size. */
const NEARLY = 1e-6;

/** Everything that belongs to a hidden unit: its row, its bias, its column of output weights. */
type Unit = readonly number[];

function isOdd({ f }: Activation): boolean {
  return [0, 0.3, 1, 2.7].every((z) => f(-z) === -f(z));
}

/** With an odd activation a unit and its negative compute the same: of the two, take the one whose first entry is positive. */
function withSign(unit: Unit): Unit {
  const first = unit.find((entry) => entry !== 0) ?? 0;
  return first < 0 ? unit.map((entry) => -entry) : unit;
}

function unitsOf(network: Network, l: number): Unit[] {
  const { W, b } = network.layers[l]!;
  const next = network.layers[l + 1]!.W;
  return Array.from({ length: W.rows }, (_, i) => [...W.row(i), b.get(i, 0), ...next.column(i)]);
}

/** How many units differ, and how far apart those are that count as one: a share of their size, 0 if they are equal. */
interface Copies {
  readonly different: number;
  readonly apart: number;
}

/** Units that are nearly one lie side by side once all are sorted along some direction. */
function copiesAmong(units: readonly Unit[]): Copies {
  const along = (unit: Unit): number => unit.reduce((sum, entry, k) => sum + entry / (k + 1), 0);
  const sorted = units.map((unit) => ({ unit, place: along(unit) })).sort((a, b) => a.place - b.place);
  const distances = sorted.slice(1).map(({ unit }, i) => distance(unit, sorted[i]!.unit));
  const close = distances.filter((share) => share < NEARLY);
  return { different: units.length - close.length, apart: Math.max(0, ...close) };
}

function distance(one: Unit, other: Unit): number {
  const apart = rootMeanSquare(one.map((entry, k) => entry - other[k]!));
  return apart === 0 ? 0 : apart / rootMeanSquare(one);
}

export const askTies: Question = ({ network }) => {
  for (const [l, { activation }] of network.layers.slice(0, -1).entries()) {
    const units = unitsOf(network, l);
    const plain = copiesAmong(units);
    const copies = isOdd(activation) ? copiesAmong(units.map(withSign)) : plain;
    if (copies.different === units.length) continue;
    const which =
      copies.different === 1
        ? `${units.length === 2 ? "Both" : `All ${units.length}`} units of layer ${l + 1} are one and the same`
        : `The ${units.length} units of layer ${l + 1} are only ${copies.different} different ones`;
    const equal = `equal rows, biases and output weights${copies.different < plain.different ? `, apart from a sign that ${activation.name} undoes,` : ""}`;
    return {
      problem: "tied units",
      finding:
        copies.apart === 0
          ? `${which}: ${equal} stay equal for ever.`
          : `${which}: what is left between them is ${copies.apart.toExponential(0)} of their size, and such units part late or never.`,
      advice: "Draw the weights at random, or make the rows distinct in another way.",
    };
  }
  return undefined;
};

/** Layers whose weights have a gradient of exactly 0. */
function stillLayers(gradients: readonly LayerGradient[]): number[] {
  return gradients.flatMap(({ dW }, l) => (dW.data.every((entry) => entry === 0) ? [l] : []));
}

export const askGradient: Question = ({ network, data, loss }) => {
  const gradients = backward(network, data, loss);
  const now = stillLayers(gradients);
  if (now.length === 0) return undefined;
  // Output weights of 0 hold the layer below still for one step only, which does no harm.
  const later = stillLayers(backward(step(network, gradients, 1e-3), data, loss));
  const still = now.filter((l) => later.includes(l));
  if (still.length === 0) return undefined;
  return {
    problem: "no gradient",
    finding: `Every gradient of the weights of ${named(still, network.layers.length, "layers")} is exactly 0, so they never move.`,
    advice: "Look for weights that are all zero, and for ReLU units that no example turns on.",
  };
};

/** An activation with one slope everywhere. */
function isLinear({ df }: Activation): boolean {
  const slope = df(0);
  return [-8, -1, -0.1, 0.1, 1, 8].every((z) => Math.abs(df(z) - slope) <= 1e-6 * Math.abs(slope));
}

export const askLinearNetwork: Question = ({ network: { layers } }) => {
  if (layers.length < 2 || !layers.slice(0, -1).every(({ activation }) => isLinear(activation)))
    return undefined;
  return {
    problem: "linear network",
    finding: `No hidden layer bends anything: ${layers.length} layers of straight lines are one matrix, and the network can do no more than a single layer.`,
    advice: "Give the hidden layers an activation such as relu or tanh.",
  };
};
