import { hadamard, map, subtract } from "../math/engine/elementwise";
import { Matrix } from "../math/matrix";
import { identity, type Activation } from "./activations";

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
