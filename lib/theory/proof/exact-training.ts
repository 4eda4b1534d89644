import { checkInteger } from "../../math/checks";
import { exactActivations, type ExactActivation } from "./exact-activations";
import { digitsOf, rational, type Rational, type RationalInput } from "./rational";

/** A layer of fractions: one row of W and one entry of b per unit. */
export interface ExactLayer {
  readonly W: readonly (readonly Rational[])[];
  readonly b: readonly Rational[];
}

/** A layer as it is written down. */
export interface ExactLayerInput {
  readonly W: readonly (readonly RationalInput[])[];
  readonly b: readonly RationalInput[];
}

/** What `trainExactly` needs. */
export interface ExactTrainingOptions {
  /** Weights and biases of each layer at the start. The last layer is linear. */
  readonly layers: readonly ExactLayerInput[];
  /** Activation of the hidden layers, ReLU if not given. */
  readonly activation?: ExactActivation;
  /** Inputs, one row per feature, one column per example. */
  readonly X: readonly (readonly RationalInput[])[];
  /** Labels, one row per output, one column per example. */
  readonly Y: readonly (readonly RationalInput[])[];
  readonly learningRate: RationalInput;
  /** Number of steps. Digits multiply by three or more with each, so that ten are many. */
  readonly steps: number;
}

/** A training in fractions at one moment. */
export interface ExactState {
  readonly step: number;
  readonly layers: readonly ExactLayer[];
  /** Decimal digits of the longest numerator or denominator among weights and biases. */
  readonly digits: number;
}

type Rows = readonly (readonly Rational[])[];

/**
 * Trains by gradient descent in fractions, with no rounding anywhere: squared error, linear outputs, all examples at
 * once. Equal then means equal as numbers, not as their nearest floating-point neighbours.
 *
 * @param options - layers, data, learning rate and number of steps
 * @returns the states from step 0 to the last
 * @throws RangeError if the shapes do not fit; TypeError if an entry cannot be read as a fraction
 * @example
 * const layers = [{ W: [["1/3"], ["1/3"]], b: [0, 0] }, { W: [["1/2", "1/2"]], b: [0] }];
 * const history = trainExactly({ layers, X: [[1, 2]], Y: [[1, 0]], learningRate: "1/10", steps: 2 });
 * history[1].layers[0].W.map((row) => row[0].toFraction()); // ["19/60", "19/60"]
 * history.map(({ digits }) => digits); // [1, 2, 6]
 */
export function trainExactly(options: ExactTrainingOptions): ExactState[] {
  const { activation = exactActivations.relu, steps } = options;
  checkInteger("train exactly", "the number of steps", steps, 0);
  const [X, Y] = [read(options.X), read(options.Y)];
  const rate = rational(options.learningRate);
  let layers: readonly ExactLayer[] = options.layers.map(({ W, b }) => ({ W: read(W), b: b.map(rational) }));
  checkShapes(layers, X, Y);
  const history: ExactState[] = [];
  for (let step = 0; ; step++) {
    history.push({ step, layers, digits: longest(layers) });
    if (step === steps) return history;
    layers = descend(layers, X, Y, activation, rate);
  }
}

function descend(
  layers: readonly ExactLayer[],
  X: Rows,
  Y: Rows,
  { f, df }: ExactActivation,
  rate: Rational,
): ExactLayer[] {
  const inputs: Rows[] = [X];
  const Zs = layers.map(({ W, b }, l) => {
    const Z = multiply(W, inputs[l]!).map((row, i) => row.map((z) => z.add(b[i]!)));
    inputs.push(l === layers.length - 1 ? Z : Z.map((row) => row.map(f)));
    return Z;
  });
  const share = rate.mul(rational(`1/${Y[0]!.length}`));
  let dZ: Rows = inputs.at(-1)!.map((row, i) => row.map((a, j) => a.sub(Y[i]![j]!)));
  const after: ExactLayer[] = [];
  for (let l = layers.length - 1; l >= 0; l--) {
    after[l] = move(layers[l]!, dZ, inputs[l]!, share);
    if (l === 0) break;
    const dA = multiply(transpose(layers[l]!.W), dZ);
    dZ = dA.map((row, i) => row.map((a, j) => a.mul(df(Zs[l - 1]![i]![j]!))));
  }
  return after;
}

/** The layer minus `share` times its gradient summed over the examples. */
function move({ W, b }: ExactLayer, dZ: Rows, input: Rows, share: Rational): ExactLayer {
  const dW = multiply(dZ, transpose(input));
  return {
    W: W.map((row, i) => row.map((w, j) => w.sub(share.mul(dW[i]![j]!)))),
    b: b.map((bias, i) => bias.sub(share.mul(sum(dZ[i]!)))),
  };
}

function multiply(A: Rows, B: Rows): Rows {
  const columns = transpose(B);
  return A.map((row) => columns.map((column) => sum(row.map((a, k) => a.mul(column[k]!)))));
}

function transpose(A: Rows): Rows {
  return A[0]!.map((_, j) => A.map((row) => row[j]!));
}

function sum(values: readonly Rational[]): Rational {
  return values.reduce((total, value) => total.add(value));
}

function read(rows: readonly (readonly RationalInput[])[]): Rows {
  return rows.map((row) => row.map(rational));
}

function longest(layers: readonly ExactLayer[]): number {
  return Math.max(...layers.flatMap(({ W, b }) => [...W.flat(), ...b].map(digitsOf)));
}

function checkShapes(layers: readonly ExactLayer[], X: Rows, Y: Rows): void {
  let inputs = X.length;
  const fits = (rows: Rows, count: number, cols: number): boolean =>
    rows.length === count && rows.every((row) => row.length === cols);
  layers.forEach(({ W, b }, l) => {
    if (!fits(W, b.length, inputs) || b.length === 0) {
      throw new RangeError(
        `Cannot train layer ${l + 1} exactly: with ${b.length} biases and ${inputs} inputs ` +
          `it needs ${b.length} rows of ${inputs} weights, and at least one`,
      );
    }
    inputs = b.length;
  });
  const examples = X[0]?.length ?? 0;
  if (examples > 0 && fits(X, X.length, examples) && fits(Y, inputs, examples)) return;
  throw new RangeError(
    `Cannot train exactly on ${X.length} rows of inputs and ${Y.length} rows of labels: ` +
      `each needs one entry per example, and the labels one row for each of the ${inputs} outputs`,
  );
}
