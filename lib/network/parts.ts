import { Matrix, type MatrixLike } from "../math/matrix";
import type { Activation } from "./activations";
import { timesColumn, type Norm } from "./norms";

/** Weights and biases: the output is `W·input + b`. */
export interface Dense {
  /** Weights, one row per output, one column per input. */
  readonly W: Matrix;
  /** Biases, a column with one entry per output. */
  readonly b: Matrix;
}

/** What follows a norm in most networks (γ and β): the output is `gain ∘ input + shift`, unit by unit. */
export interface Affine {
  /** A column with one factor per unit. */
  readonly gain: Matrix;
  /** A column with one number per unit. */
  readonly shift: Matrix;
}

/** A residual block: the output is `input + factor · branch(input)`. */
export interface Skip {
  /** The parts that the input is sent through, beside the way that it takes unchanged. */
  readonly branch: readonly Part[];
  /** What the branch is multiplied by: a number stays as it is, and a 1×1 matrix learns with the weights. */
  readonly factor: number | Matrix;
}

/** A part of a network: weights, an activation such as `relu`, a norm such as `batchNorm`, or a skip around other parts. */
export type Part = Dense | Affine | Activation | Norm | Skip;

/** One run through a list of parts, and the way back. */
export interface PartsPass {
  /** What comes out of each part, units × examples. */
  readonly outputs: readonly Matrix[];
  /**
   * The way back, by the chain rule.
   *
   * @param dOutput - the derivative of a loss by the last output
   * @returns `errors`: the derivative by what comes out of each part; `gradients`: for each part, those by its parameters, in
   *   the order of `parametersOf`; `dInput`: the derivative by the input
   */
  readonly back: (dOutput: Matrix) => {
    readonly errors: readonly Matrix[];
    readonly gradients: readonly (readonly Matrix[])[];
    readonly dInput: Matrix;
  };
}

/** One part's share of it. */
interface PartPass {
  readonly output: Matrix;
  readonly back: (dOutput: Matrix) => { readonly dInput: Matrix; readonly gradients: readonly Matrix[] };
}

/**
 * Runs a network that is a list of parts: layers, activations, norms and skips in any order.
 *
 * @param parts - from the first to the last; `[{ W, b }, batchNorm, relu]` is a layer with batch norm, and
 *   `{ branch: [layerNorm, { W, b }], factor: 1 }` a residual block
 * @param X - inputs, features × examples: a matrix or its rows
 * @returns the output of each part, and the way back
 * @throws RangeError if the shapes do not fit, or a branch changes the shape of what it is added to
 * @see He and others (2016), Identity mappings in deep residual networks
 * @example
 * const double = { W: Matrix.from([[2]]), b: Matrix.from([[0]]) };
 * const { outputs, back } = runParts([double, { branch: [double], factor: 0.5 }], [[1, 3]]);
 * outputs.map((output) => output.toArray()); // [[[2, 6]], [[4, 12]]]
 * back(Matrix.from([[1, 1]])).dInput.toArray(); // [[4, 4]]
 */
export function runParts(parts: readonly Part[], X: MatrixLike): PartsPass {
  let output = Matrix.from(X);
  const passes = parts.map((part) => {
    const pass = runPart(part, output);
    output = pass.output;
    return pass;
  });
  return {
    outputs: passes.map((pass) => pass.output),
    back: (dOutput) => {
      const errors: Matrix[] = [];
      const gradients: (readonly Matrix[])[] = [];
      let dInput = dOutput;
      for (let l = passes.length - 1; l >= 0; l--) {
        errors[l] = dInput;
        const part = passes[l]!.back(dInput);
        gradients[l] = part.gradients;
        dInput = part.dInput;
      }
      return { errors, gradients, dInput };
    },
  };
}

function runPart(part: Part, input: Matrix): PartPass {
  if ("W" in part) return runDense(part, input);
  if ("gain" in part) return runAffine(part, input);
  if ("branch" in part) return runSkip(part, input);
  if ("normalize" in part) {
    const { output, back } = part.normalize(input);
    return { output, back: (dOutput) => ({ dInput: back(dOutput), gradients: [] }) };
  }
  const back: PartPass["back"] = (dA) => ({ dInput: dA.hadamard(input.map(part.df)), gradients: [] });
  return { output: input.map(part.f), back };
}

function runDense({ W, b }: Dense, input: Matrix): PartPass {
  return {
    output: W.multiply(input).addColumn(b),
    back: (dZ) => ({
      dInput: W.transposeMultiply(dZ),
      gradients: [dZ.multiplyTranspose(input), dZ.sumRows()],
    }),
  };
}

function runAffine({ gain, shift }: Affine, input: Matrix): PartPass {
  checkColumn(gain, input, "gain");
  return {
    output: timesColumn(input, gain).addColumn(shift),
    back: (dOutput) => ({
      dInput: timesColumn(dOutput, gain),
      gradients: [dOutput.hadamard(input).sumRows(), dOutput.sumRows()],
    }),
  };
}

function runSkip({ branch, factor }: Skip, input: Matrix): PartPass {
  const pass = runParts(branch, input);
  const added = pass.outputs.at(-1) ?? input;
  checkSum(added, input);
  const scale = typeof factor === "number" ? factor : factor.get(0, 0);
  return {
    output: input.plus(times(scale, added)),
    back: (dOutput) => {
      const { dInput, gradients } = pass.back(times(scale, dOutput));
      const dFactor = typeof factor === "number" ? [] : [Matrix.from([[dOutput.hadamard(added).sum()]])];
      return { dInput: dOutput.plus(dInput), gradients: [...gradients.flat(), ...dFactor] };
    },
  };
}

/** Once needs no new matrix. */
function times(factor: number, M: Matrix): Matrix {
  return factor === 1 ? M : M.scale(factor);
}

function checkColumn(column: Matrix, input: Matrix, noun: string): void {
  if (column.rows === input.rows && column.cols === 1) return;
  throw new RangeError(
    `Cannot multiply ${input.shape} unit by unit: the ${noun} is ${column.shape} and must be ${input.rows}×1`,
  );
}

function checkSum(added: Matrix, input: Matrix): void {
  if (added.shape === input.shape) return;
  throw new RangeError(
    `Cannot add a branch to its input: the branch gives ${added.shape} and the input is ${input.shape}; both must be the same`,
  );
}

/**
 * The matrices of a part that learn: weights and biases, gain and shift, or those of a branch and then its factor.
 *
 * @param part - a part of a network
 * @returns the part's own matrices, not copies; none for a norm or an activation
 * @example
 * const dense = { W: Matrix.zeros(3, 3), b: Matrix.zeros(3, 1) };
 * parametersOf({ branch: [relu, dense], factor: Matrix.zeros(1, 1) }).map(({ shape }) => shape); // ["3×3", "3×1", "1×1"]
 */
export function parametersOf(part: Part): Matrix[] {
  if ("W" in part) return [part.W, part.b];
  if ("gain" in part) return [part.gain, part.shift];
  if (!("branch" in part)) return [];
  return [...part.branch.flatMap(parametersOf), ...(typeof part.factor === "number" ? [] : [part.factor])];
}
