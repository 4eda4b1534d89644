import { addColumn, map } from "../math/engine/elementwise";
import { multiply } from "../math/engine/product";
import { Matrix, type MatrixLike } from "../math/matrix";
import { examplesOf, type ExamplesLike } from "../data/examples";
import { checkLayer, forward } from "./forward";
import { binaryCrossEntropy, checkOutput, type Loss } from "./losses";
import { outputLayer, type Network } from "./network";

/**
 * The outputs of a network: the activations of its last layer.
 *
 * @param network - the network
 * @param inputs - X, features × examples: a matrix or its rows
 * @returns outputs × examples
 * @throws RangeError if the shapes do not fit
 * @example
 * const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: zeros, random: seeded(0) });
 * predict(network, xor().X).toArray(); // [[0.5, 0.5, 0.5, 0.5]]
 */
export function predict(network: Network, inputs: MatrixLike): Matrix {
  outputLayer(network);
  const X = Matrix.from(inputs);
  let A = X;
  // Of all that `forward` keeps only the last is wanted, so that a layer may write over what the one before last left.
  let spare: Float64Array = new Float64Array(0);
  for (const [l, layer] of network.layers.entries()) {
    checkLayer(layer, A, l);
    const { W, b, activation } = layer;
    const size = W.rows * X.cols;
    const data = spare.length === size ? spare : new Float64Array(size);
    multiply(data, W.data, A.data, W.rows, W.cols, X.cols);
    addColumn(data, data, b.data, W.rows, X.cols);
    map(data, data, activation.f);
    if (A !== X) spare = A.data;
    A = new Matrix(W.rows, X.cols, data);
  }
  return A;
}

/**
 * The loss of a network on labelled data.
 *
 * @param network - the network
 * @param data - labelled examples
 * @param loss - binary cross-entropy if not given
 * @returns the mean over the examples
 * @throws RangeError if shapes or labels do not fit, or the loss does not take outputs of the last layer's activation
 * @example
 * const { X, Y } = xor();
 * const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: zeros, random: seeded(0) });
 * cost(network, { X, Y }); // Math.LN2
 */
export function cost(network: Network, data: ExamplesLike, loss: Loss = binaryCrossEntropy): number {
  const { X, Y } = examplesOf(data);
  const { activation } = outputLayer(network);
  checkOutput(loss, activation);
  return loss.value(forward(network, X).at(-1)!.Z, Y, activation);
}

/**
 * The share of examples that a network puts in the right class.
 *
 * With one output unit, an output above 0.5 stands for class 1, and so does a label. With several, the class is the
 * row of the largest output, the first of them if there is a tie.
 *
 * @param network - the network
 * @param data - labelled examples
 * @returns a share from 0 to 1
 * @throws RangeError if shapes do not fit or there are no examples
 * @example
 * const { X, Y } = xor();
 * const network = createNetwork({ sizes: [2, 3, 1], hidden: tanh, weights: zeros, random: seeded(0) });
 * accuracy(network, { X, Y }); // 0.5
 */
export function accuracy(network: Network, data: ExamplesLike): number {
  const { X, Y } = examplesOf(data);
  const A = predict(network, X);
  if (A.rows !== Y.rows || A.cols !== Y.cols || Y.cols === 0) {
    throw new RangeError(
      `Cannot compute the accuracy of ${A.shape} outputs on ${Y.shape} labels: ` +
        "each output of each example needs one label, and at least one example is needed",
    );
  }
  let correct = 0;
  for (let j = 0; j < Y.cols; j++) if (classOf(A, j) === classOf(Y, j)) correct++;
  return correct / Y.cols;
}

function classOf(outputs: Matrix, j: number): number {
  const column = outputs.column(j);
  return column.length === 1 ? Number(column[0]! > 0.5) : column.indexOf(Math.max(...column));
}
