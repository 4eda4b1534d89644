import { exp, log1p } from "../math/elementary";
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
  /** The derivative `dZ` of each example's own loss by Z (not divided by the number of examples), shaped as Z. */
  readonly gradient: (Z: Matrix, Y: Matrix, activation?: Activation) => Matrix;
}

/** Writes the derivative that `Loss.gradient` returns to a matrix shaped as Z. */
type WriteGradient = (out: Matrix, Z: Matrix, Y: Matrix, activation: Activation) => void;

function inNewMatrix(write: WriteGradient): Loss["gradient"] {
  return (Z, Y, activation = identity) => {
    const out = Matrix.zeros(Z.rows, Z.cols);
    write(out, Z, Y, activation);
    return out;
  };
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
  gradient: inNewMatrix(writeSquaredError),
};

function writeSquaredError(out: Matrix, Z: Matrix, Y: Matrix, activation: Activation): void {
  checkSquaredError(Z, Y);
  const slope = Z.map(activation.df);
  map(out.data, Z.data, activation.f);
  subtract(out.data, out.data, Y.data);
  hadamard(out.data, out.data, slope.data);
}

function checkSquaredError(Z: Matrix, Y: Matrix): void {
  checkLabels("squared error", Z, Y);
  checkEachLabel("squared error", Y, -Number.MAX_VALUE, Number.MAX_VALUE, "labels are finite numbers");
}

const BINARY = "binary cross-entropy";

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
  gradient: inNewMatrix(writeBinary),
};

function writeBinary(out: Matrix, Z: Matrix, Y: Matrix): void {
  checkBinary(Z, Y);
  map(out.data, Z.data, sigmoid.f);
  subtract(out.data, out.data, Y.data);
}

function checkBinary(Z: Matrix, Y: Matrix): void {
  checkLabels(BINARY, Z, Y);
  checkEachLabel(BINARY, Y, 0, 1, "labels are 0 or 1, or probabilities between");
}

/** The losses whose gradients training writes over those of the step before: a new matrix takes a fifth of a small step. */
export const gradientWriters: ReadonlyMap<Loss, WriteGradient> = new Map([
  [squaredError, writeSquaredError],
  [binaryCrossEntropy, writeBinary],
]);
