import { Matrix } from "../../math/matrix";
import { badParameter } from "../../network/finite";
import type { Layer, Network } from "../../network/network";

/** Which weights and biases of a layer the next step can move: 1 where it can, 0 where the gradient is exactly 0. */
export interface Movable {
  /** For each weight, shaped as W. */
  readonly W: Matrix;
  /** For each bias, shaped as b. */
  readonly b: Matrix;
}

/** What a layer gets and lets back: 1 where a signal comes in, and where an error can pass its units. */
interface Passage {
  readonly input: Matrix;
  readonly slope: Matrix;
}

/**
 * Tells which weights the next step of gradient descent can move, from the zeros of a network alone.
 *
 * The gradient of a weight is a sum over the paths through it, from an input to an output, of the products of the other
 * weights and of the slopes on the path. So it is exactly 0, on all data, if each of its paths holds another zero. If one
 * does not, it is something else but for a coincidence, such as ReLU units that no example turns on. A bias that is not 0
 * starts paths of its own, and so does a unit whose activation at 0 is not 0, such as a sigmoid. A unit that nothing
 * reaches passes no error if its slope at 0 is 0, as ReLU's is.
 *
 * @param network - only its zeros count, not the size of the other weights
 * @returns for each layer 1 where a weight or bias can move and 0 where its gradient is exactly 0, shaped as W and b
 * @throws RangeError if the network has no layer, or a weight or bias is NaN or infinite
 * @example
 * const [zero, one] = [Matrix.zeros(2, 2), Matrix.fill(2, 2, 1)];
 * const movable = (...weights: Matrix[]) => canMove(createNetwork({ weights, hidden: tanh })).map(({ W }) => W.sum());
 * movable(one, zero); // [0, 4]
 * movable(zero, one); // [4, 0]
 * movable(zero, zero); // [0, 0]
 */
export function canMove({ layers }: Network): Movable[] {
  check(layers);
  const passages = wayIn(layers);
  const movable: Movable[] = [];
  let error = passages.at(-1)!.slope;
  for (let l = layers.length - 1; l >= 0; l--) {
    movable[l] = { W: error.multiplyTranspose(passages[l]!.input), b: error };
    if (l > 0) error = arrives(layers[l]!.W.transpose(), error).hadamard(passages[l - 1]!.slope);
  }
  return movable;
}

/** Follows the signal from the inputs to the outputs. */
function wayIn(layers: readonly Layer[]): Passage[] {
  let signal = Matrix.fill(layers[0]!.W.cols, 1, 1);
  return layers.map(({ W, b, activation: { f, df } }) => {
    const input = signal;
    const sum = arrives(W, input).plus(notZero(b));
    signal = sum.map((z) => Number(z !== 0 || f(0) !== 0));
    return { input, slope: sum.map((z) => Number(z !== 0 || df(0) !== 0)) };
  });
}

/** 1 where one of the weights that are not 0 leads from a 1. */
function arrives(W: Matrix, from: Matrix): Matrix {
  return notZero(notZero(W).multiply(from));
}

function notZero(matrix: Matrix): Matrix {
  return matrix.map((entry) => Number(entry !== 0));
}

function check(layers: readonly Layer[]): void {
  const action = "Cannot tell which weights can move";
  if (layers.length === 0)
    throw new RangeError(`${action}: the network has no layers; it needs at least one`);
  const bad = badParameter({ layers });
  if (bad !== undefined) throw new RangeError(`${action} with ${bad}: each must be a finite number`);
}
