/** Questions about weights near zero, where learning starts on a plateau: how long it lasts is a matter of the data. */
import type { Examples } from "../../data/examples";
import { formatNumber } from "../../math/format";
import { Matrix } from "../../math/matrix";
import { mean, standardDeviation } from "../../math/statistics";
import { hiddenWhere, named, sizeOfZ, type Patient, type Question } from "./patient";

/** Pre-activations below this size do not reach the part of an activation that bends. */
const SMALL = 0.05;

/** Where no input is correlated with a label, weights near zero get next to no push, and three times that is small too. */
const SMALL_UNCORRELATED = 0.15;

/** The largest correlation of a feature with an output's labels, in size, from 0 to 1. */
function firstOrderCorrelation({ X, Y }: Examples): number {
  const [features, labels] = [standardizedRows(X), standardizedRows(Y)];
  return Math.max(
    ...features
      .multiplyTranspose(labels)
      .scale(1 / X.cols)
      .data.map(Math.abs),
  );
}

/** Each row with mean 0 and standard deviation 1; one that does not vary becomes 0. */
function standardizedRows(M: Matrix): Matrix {
  const rows = M.toArray().map((row) => {
    const [center, spread] = [mean(row), standardDeviation(row)];
    return row.map((x) => (spread === 0 ? 0 : (x - center) / spread));
  });
  return Matrix.from(rows);
}

/** What a plateau costs: near zero the first-order correlation of inputs and labels is all that pushes. */
function plateauWords(correlation: number): string {
  return correlation < UNCORRELATED
    ? `On these data it is a long one: no input is correlated with a label (by ${formatNumber(correlation)} at most), so half the size costs up to four times the steps.`
    : `On these data the way off it costs little more from still smaller weights, as inputs and labels are correlated (by up to ${formatNumber(correlation)}).`;
}

/** A correlation below this pushes no weight that gradient descent would notice. */
const UNCORRELATED = 0.05;

const LARGER = "Make the weights larger: a standard deviation near 1/√(fan-in).";

/** Whether the slopes of a layer are nearly one slope, as those of tanh are around 0, and those of ReLU never. */
function isStraight({ network, passes }: Patient, l: number): boolean {
  const slopes = passes[l]!.Z.map(network.layers[l]!.activation.df).data;
  return standardDeviation(slopes) < 0.1 * Math.abs(mean(slopes));
}

export const askSmall: Question = (patient) => {
  const { layers } = patient.network;
  const correlation = firstOrderCorrelation(patient.data);
  const limit = correlation < UNCORRELATED ? SMALL_UNCORRELATED : SMALL;
  const isSmall = (l: number): boolean =>
    layers[l]!.activation.name !== "identity" && sizeOfZ(patient, l) < limit;
  const straight = hiddenWhere(patient, (l) => isSmall(l) && isStraight(patient, l));
  if (straight.length > 0) {
    const size = formatNumber(sizeOfZ(patient, straight.at(-1)!));
    return {
      problem: "nearly linear",
      finding: `The pre-activations of ${named(straight, layers.length - 1)} have a size of ${size}: there ${layers[straight[0]!]!.activation.name} is a straight line, and learning starts on a plateau. ${plateauWords(correlation)}`,
      advice: LARGER,
    };
  }
  // Farther up a signal that has become small is a matter of all layers before.
  if (layers.length < 2 || !isSmall(0)) return undefined;
  return {
    problem: "small weights",
    finding: `The pre-activations of layer 1 have a size of ${formatNumber(sizeOfZ(patient, 0))}: next to nothing goes up, next to nothing comes back, and learning starts on a plateau. ${plateauWords(correlation)}`,
    advice: LARGER,
  };
};
