import { exp, log } from "../math/elementary";
import { Matrix } from "../math/matrix";
import { checkEachLabel, checkLabels, type Loss } from "./losses";

const SOFTMAX = "softmax cross-entropy";

/**
 * Softmax of each column: positive numbers that sum to 1, in the ratios of the exponentials.
 *
 * @param Z - logits, classes × examples; a column's largest must be finite
 * @returns a matrix of the same shape
 * @example
 * softmax(Matrix.columnVector([0, 0])).toArray(); // [[0.5], [0.5]]
 * softmax(Matrix.columnVector([1000, -1000])).toArray(); // [[1], [0]]
 */
export function softmax(Z: Matrix): Matrix {
  const normalizers = Array.from({ length: Z.cols }, (_, j) => columnNormalizer(Z, j));
  return Matrix.generate(Z.rows, Z.cols, (i, j) => {
    const { max, sum } = normalizers[j]!;
    return exp(Z.data[i * Z.cols + j]! - max) / sum;
  });
}

/** Largest logit of a column, and the sum of the exponentials of all logits relative to it. */
function columnNormalizer(Z: Matrix, j: number): { max: number; sum: number } {
  let max = -Infinity;
  for (let p = j; p < Z.data.length; p += Z.cols) max = Math.max(max, Z.data[p]!);
  let sum = 0;
  for (let p = j; p < Z.data.length; p += Z.cols) sum += exp(Z.data[p]! - max);
  return { max, sum };
}

/**
 * Cross-entropy of the softmax of the outputs, in nats, averaged over the examples.
 *
 * The output layer is linear (`identity`); its outputs are the logits. Each column of the labels is a distribution over
 * the classes, such as `oneHot` makes. `dZ = softmax(Z) − Y`.
 *
 * @example
 * softmaxCrossEntropy.value(Matrix.zeros(10, 2), oneHot([3, 7], 10)); // ≈ 2.302585092994
 * softmaxCrossEntropy.gradient(Matrix.zeros(2, 1), oneHot([0], 2)).toArray(); // [[-0.5], [0.5]]
 */
export const softmaxCrossEntropy: Loss = {
  name: SOFTMAX,
  tex: String.raw`-\frac{1}{m} \sum_{i} \sum_{k} y_k^{(i)} \ln \mathrm{softmax}(z^{(i)})_k`,
  output: ["identity"],
  value: (Z, Y) => {
    checkDistributions(Z, Y);
    let sum = 0;
    for (let j = 0; j < Z.cols; j++) sum += columnCrossEntropy(Z, Y, j);
    return sum / Z.cols;
  },
  gradient: (Z, Y) => {
    checkDistributions(Z, Y);
    return softmax(Z).minus(Y);
  },
};

function columnCrossEntropy(Z: Matrix, Y: Matrix, j: number): number {
  const { max, sum } = columnNormalizer(Z, j);
  let total = 0;
  for (let p = j; p < Z.data.length; p += Z.cols) {
    // A class of probability 0 costs nothing, however large its logit.
    if (Y.data[p] !== 0) total += Y.data[p]! * (max - Z.data[p]! + log(sum));
  }
  return total;
}

function checkDistributions(Z: Matrix, Y: Matrix): void {
  if (Y.rows === 1 && Z.rows > 1) {
    throw new RangeError(
      `Cannot compute ${SOFTMAX} of ${Z.shape} outputs and ${Y.shape} labels: two classes are one row of labels, ` +
        "for one sigmoid output and binary cross-entropy; more classes have one row each",
    );
  }
  checkLabels(SOFTMAX, Z, Y);
  checkEachLabel(SOFTMAX, Y, 0, 1, "labels are probabilities from 0 to 1");
  for (let j = 0; j < Y.cols; j++) {
    let sum = 0;
    for (let p = j; p < Y.data.length; p += Y.cols) sum += Y.data[p]!;
    if (Math.abs(sum - 1) <= 1e-9) continue;
    throw new RangeError(
      `Cannot compute ${SOFTMAX} with labels that sum to ${sum} in column ${j}: ` +
        "each column must be a distribution over the classes, which sums to 1",
    );
  }
}

/**
 * Writes class numbers as columns of zeros with a single 1.
 *
 * @param labels - class of each example, from 0
 * @param classes - number of classes
 * @returns a `classes × labels.length` matrix
 * @throws RangeError if a label is not an integer from 0 to `classes − 1`
 * @example
 * oneHot([2, 0], 3).toArray(); // [[0, 1], [0, 0], [1, 0]]
 * oneHot([3], 3); // throws RangeError: Cannot write label 3 in one-hot code: there are 3 classes, 0 to 2
 */
export function oneHot(labels: readonly number[], classes: number): Matrix {
  for (const label of labels) {
    if (Number.isInteger(label) && label >= 0 && label < classes) continue;
    throw new RangeError(
      `Cannot write label ${label} in one-hot code: there are ${classes} classes, 0 to ${classes - 1}`,
    );
  }
  return Matrix.generate(classes, labels.length, (k, i) => (labels[i] === k ? 1 : 0));
}
