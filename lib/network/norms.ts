import { Matrix } from "../math/matrix";

/** A norm: it moves numbers to mean 0 and divides them by their standard deviation. */
export interface Norm {
  /** Name, as messages use it. */
  readonly name: string;
  /** The normalized numbers, shaped as Z, and the way back: from the derivative by them to the derivative by Z. */
  readonly normalize: (Z: Matrix) => { readonly output: Matrix; readonly back: (dOutput: Matrix) => Matrix };
}

/**
 * Added to each variance, so that a row of equal numbers becomes zeros. Frameworks add 1e-5; this is so small that it
 * cannot be mistaken for an effect of the weights.
 */
const EPSILON = 1e-12;

/**
 * Batch norm, without a gain and a shift of its own: each unit has mean 0 and variance 1 over the examples. A unit that gives
 * the same number to every example gives 0.
 *
 * It is a part of a network for `runParts`. The examples are those of the pass: it keeps no running averages.
 *
 * @see Ioffe and Szegedy (2015), algorithm 1
 * @example
 * const { output } = batchNorm.normalize(Matrix.from([[1, 3], [5, 5]]));
 * output.toArray().flat(); // ≈ [-1.0000000, 1.0000000, 0, 0]
 */
export const batchNorm: Norm = {
  name: "batch norm",
  normalize: (Z) => normalizeLines(Z, { count: Z.rows, length: Z.cols, step: 1, between: Z.cols }),
};

/**
 * Layer norm, without a gain and a shift of its own: each example has mean 0 and variance 1 over the units of the layer. It is
 * `batchNorm` of the transpose, so that examples do not see each other.
 *
 * It is a part of a network for `runParts`.
 *
 * @see Ba, Kiros and Hinton (2016), equation 3
 * @example
 * const { output } = layerNorm.normalize(Matrix.from([[1, 5], [3, 5]]));
 * output.toArray().flat(); // ≈ [-1.0000000, 0, 1.0000000, 0]
 */
export const layerNorm: Norm = {
  name: "layer norm",
  normalize: (Z) => normalizeLines(Z, { count: Z.cols, length: Z.rows, step: Z.cols, between: 1 }),
};

/** The rows or the columns of a matrix, as they lie in its data. */
interface Lines {
  readonly count: number;
  /** Entries of a line, and how far each is from the one before. */
  readonly length: number;
  readonly step: number;
  /** How far the beginning of a line is from that of the one before. */
  readonly between: number;
}

function normalizeLines(Z: Matrix, lines: Lines): ReturnType<Norm["normalize"]> {
  const { count, length, step, between } = lines;
  const output = Matrix.zeros(Z.rows, Z.cols);
  const factors = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const [begin, end] = [k * between, k * between + length * step];
    let sum = 0;
    for (let p = begin; p < end; p += step) sum += Z.data[p]!;
    let squares = 0;
    for (let p = begin; p < end; p += step) {
      const centered = Z.data[p]! - sum / length;
      output.data[p] = centered;
      squares += centered * centered;
    }
    factors[k] = 1 / Math.sqrt(squares / length + EPSILON);
    for (let p = begin; p < end; p += step) output.data[p]! *= factors[k]!;
  }
  return { output, back: (dOutput) => backThroughLines(dOutput, output, factors, lines) };
}

/** What shifts a whole line, or stretches it, is taken out of the derivative: neither changes the output. */
function backThroughLines(
  dOutput: Matrix,
  output: Matrix,
  factors: Float64Array,
  { count, length, step, between }: Lines,
): Matrix {
  const dZ = Matrix.zeros(output.rows, output.cols);
  for (let k = 0; k < count; k++) {
    const [begin, end] = [k * between, k * between + length * step];
    let [shift, stretch] = [0, 0];
    for (let p = begin; p < end; p += step) {
      shift += dOutput.data[p]!;
      stretch += dOutput.data[p]! * output.data[p]!;
    }
    for (let p = begin; p < end; p += step) {
      const rest = dOutput.data[p]! - shift / length - (output.data[p]! * stretch) / length;
      dZ.data[p] = factors[k]! * rest;
    }
  }
  return dZ;
}

/** Multiplies each row by its entry of a column. */
export function timesColumn({ rows, cols, data }: Matrix, column: Matrix): Matrix {
  const result = Matrix.zeros(rows, cols);
  for (let i = 0; i < rows; i++) {
    const factor = column.data[i]!;
    for (let k = i * cols; k < (i + 1) * cols; k++) result.data[k] = factor * data[k]!;
  }
  return result;
}
