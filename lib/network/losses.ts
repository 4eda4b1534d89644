import { exp, log, log1p } from "../math/elementary";
import { hadamard, map, subtract } from "../math/engine/elementwise";
import { Matrix } from "../math/matrix";
import { identity, sigmoid, type Activation } from "./activations";

/**
 * A loss: how far the outputs are from the labels, averaged over the examples.
 *
 * It starts from the pre-activations Z of the output layer, because there it can be computed without overflow.
 */
export interface Loss {
  readonly name: string;
  /** The formula in TeX. */
  readonly tex: string;
  /** Names of the activations the output layer may have, or "any". */
  readonly output: readonly string[] | "any";
  /**
   * The loss, a mean over the columns.
   *
   * @param Z - pre-activations of the output layer, units × examples
   * @param Y - labels of the same shape
   * @param activation - of the output layer; needed only by losses that take any
   */
  readonly value: (Z: Matrix, Y: Matrix, activation?: Activation) => number;
  /**
   * The derivative `dZ` of each example's own loss by Z (not divided by the number of examples), shaped as Z.
   *
   * @param out - a matrix shaped as Z to write to and return; a loss of your own may ignore it and return a new one
   */
  readonly gradient: (Z: Matrix, Y: Matrix, activation?: Activation, out?: Matrix) => Matrix;
}

/** Throws unless there are labels for exactly these outputs. */
export function checkLabels(name: string, Z: Matrix, Y: Matrix): void {
  if (Z.rows !== Y.rows || Z.cols !== Y.cols) {
    throw new RangeError(
      `Cannot compute ${name} of ${Z.shape} outputs and ${Y.shape} labels: ` +
        "each output of each example needs one label",
    );
  }
  if (Z.data.length === 0)
    throw new RangeError(`Cannot compute ${name} of ${Z.shape} outputs: there are none`);
}

/** Throws at the first label that is not a number from `least` to `most`, with its place. */
export function checkEachLabel(
  name: string,
  { data, cols }: Matrix,
  least: number,
  most: number,
  rule: string,
): void {
  for (let i = 0; i < data.length; i++) {
    if (data[i]! >= least && data[i]! <= most) continue;
    const place = `(${Math.floor(i / cols)}, ${i % cols})`;
    throw new RangeError(`Cannot compute ${name} with label ${data[i]!} at ${place}: ${rule}`);
  }
}

/** Throws unless the loss takes outputs of this activation. */
export function checkOutput(loss: Loss, activation: Activation): void {
  if (loss.output === "any" || loss.output.includes(activation.name)) return;
  throw new RangeError(
    `Cannot use ${loss.name} on ${activation.name} outputs: it takes ${loss.output.join(" or ")}`,
  );
}

/**
 * Squared error, for regression: half the squared distance from the labels, averaged over the examples.
 *
 * It takes outputs of any activation; `dZ = (A − Y) ∘ g′(Z)`.
 *
 * @example
 * squaredError.value(Matrix.rowVector([1, 5]), Matrix.rowVector([1, 3])); // 1
 * squaredError.gradient(Matrix.rowVector([1, 5]), Matrix.rowVector([1, 3])).toArray(); // [[0, 2]]
 */
export const squaredError: Loss = {
  name: "squared error",
  tex: String.raw`\frac{1}{2m} \sum_{i} \lVert a^{(i)} - y^{(i)} \rVert^2`,
  output: "any",
  value: (Z, Y, activation = identity) => {
    checkSquaredError(Z, Y);
    const error = Z.map(activation.f).minus(Y);
    return error.hadamard(error).sum() / (2 * Y.cols);
  },
  gradient: (Z, Y, activation = identity, out = Matrix.zeros(Z.rows, Z.cols)) => {
    checkSquaredError(Z, Y);
    const slope = Z.map(activation.df);
    map(out.data, Z.data, activation.f);
    subtract(out.data, out.data, Y.data);
    hadamard(out.data, out.data, slope.data);
    return out;
  },
};

function checkSquaredError(Z: Matrix, Y: Matrix): void {
  checkLabels("squared error", Z, Y);
  checkEachLabel("squared error", Y, -Number.MAX_VALUE, Number.MAX_VALUE, "labels are finite numbers");
}

const BINARY = "binary cross-entropy";
const SOFTMAX = "softmax cross-entropy";

/**
 * Binary cross-entropy of sigmoid outputs, in nats: summed over the output units, averaged over the examples.
 *
 * Labels are 0 or 1, or a probability between them. `dZ = A − Y`.
 *
 * @example
 * binaryCrossEntropy.value(Matrix.rowVector([0, 0]), Matrix.rowVector([0, 1])); // Math.LN2
 * binaryCrossEntropy.value(Matrix.rowVector([-1e300]), Matrix.rowVector([1])); // 1e300
 * binaryCrossEntropy.gradient(Matrix.rowVector([0, 0]), Matrix.rowVector([0, 1])).toArray(); // [[0.5, -0.5]]
 * binaryCrossEntropy.value(Matrix.rowVector([0]), Matrix.rowVector([-1])); // throws RangeError: Cannot compute binary cross-entropy with label -1 at (0, 0): labels are 0 or 1, or probabilities between
 */
export const binaryCrossEntropy: Loss = {
  name: BINARY,
  tex: String.raw`-\frac{1}{m} \sum_{i} \left( y^{(i)} \ln a^{(i)} + (1 - y^{(i)}) \ln(1 - a^{(i)}) \right)`,
  output: ["sigmoid"],
  value: (Z, Y) => {
    checkBinary(Z, Y);
    let sum = 0;
    for (let i = 0; i < Z.data.length; i++) {
      const [z, y] = [Z.data[i]!, Y.data[i]!];
      // −y ln a − (1 − y) ln(1 − a) with a = 1 / (1 + e^−z), rearranged so that nothing overflows or cancels.
      sum += Math.max(z, 0) - z * y + log1p(exp(-Math.abs(z)));
    }
    return sum / Z.cols;
  },
  gradient: (Z, Y, _activation, out = Matrix.zeros(Z.rows, Z.cols)) => {
    checkBinary(Z, Y);
    map(out.data, Z.data, sigmoid.f);
    subtract(out.data, out.data, Y.data);
    return out;
  },
};

function checkBinary(Z: Matrix, Y: Matrix): void {
  checkLabels(BINARY, Z, Y);
  checkEachLabel(BINARY, Y, 0, 1, "labels are 0 or 1, or probabilities between");
}

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
