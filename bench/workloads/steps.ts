/** One training step of a network with one hidden layer, as one writes it with a peer. */
import type { Matrix, Network } from "../../lib";
import { mlMatrix, tf, type MlMatrix, type Tensor } from "../peers";

export interface Task {
  readonly network: Network;
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly rate: number;
}

/** tanh and a sigmoid for one output, ReLU and softmax for several. */
export function mlMatrixStep({ network, X, Y, rate }: Task): () => void {
  const own = ({ rows, cols, data }: Matrix): MlMatrix => mlMatrix.Matrix.from1DArray(rows, cols, data);
  const [first, second] = network.layers as [Network["layers"][0], Network["layers"][0]];
  const [W1, b1, W2, b2, x, y] = [own(first.W), own(first.b), own(second.W), own(second.b), own(X), own(Y)];
  const binary = Y.rows === 1;
  const factor = rate / X.cols;
  return () => {
    const Z1 = W1.mmul(x).addColumnVector(b1);
    const A1 = mapped(Z1, binary ? Math.tanh : (z) => Math.max(0, z));
    const Z2 = W2.mmul(A1).addColumnVector(b2);
    const A2 = binary ? mapped(Z2, (z) => 1 / (1 + Math.exp(-z))) : softmax(Z2);
    const dZ2 = A2.sub(y);
    const slope = mapped(A1, binary ? (a) => 1 - a * a : (a) => (a > 0 ? 1 : 0));
    const dZ1 = W2.transpose().mmul(dZ2).mul(slope);
    W2.sub(dZ2.mmul(A1.transpose()).mul(factor));
    b2.sub(mlMatrix.Matrix.columnVector(dZ2.sum("row")).mul(factor));
    W1.sub(dZ1.mmul(x.transpose()).mul(factor));
    b1.sub(mlMatrix.Matrix.columnVector(dZ1.sum("row")).mul(factor));
  };
}

function mapped(matrix: MlMatrix, f: (value: number) => number): MlMatrix {
  const copy = matrix.clone();
  return copy.apply((i, j) => {
    copy.set(i, j, f(copy.get(i, j)));
  });
}

function softmax(Z: MlMatrix): MlMatrix {
  const exponentials = mapped(Z, Math.exp);
  const sums = exponentials.sum("column");
  return exponentials.apply((i, j) => {
    exponentials.set(i, j, exponentials.get(i, j) / sums[j]!);
  });
}

/** The same on tensors, which hold one example a row here, since tfjs's softmax goes along rows. */
export function tensorFlowStep({ network, X, Y, rate }: Task): () => void {
  const own = ({ rows, cols, data }: Matrix): Tensor => tf.tensor2d(Float32Array.from(data), [rows, cols]);
  const [first, second] = network.layers as [Network["layers"][0], Network["layers"][0]];
  const x = own(X.transpose());
  const y = own(Y.transpose());
  const binary = Y.rows === 1;
  const factor = rate / X.cols;
  let parameters = [first.W, first.b, second.W, second.b].map((matrix) => own(matrix.transpose()));
  return () => {
    const before = parameters;
    parameters = tf.tidy(() => {
      const [W1, b1, W2, b2] = before as [Tensor, Tensor, Tensor, Tensor];
      const Z1 = tf.add(tf.matMul(x, W1), b1);
      const A1 = binary ? tf.tanh(Z1) : tf.relu(Z1);
      const Z2 = tf.add(tf.matMul(A1, W2), b2);
      const dZ2 = tf.sub(binary ? tf.sigmoid(Z2) : tf.softmax(Z2), y);
      const slope = binary ? tf.sub(1, tf.square(A1)) : tf.step(Z1);
      const dZ1 = tf.mul(tf.matMul(dZ2, W2, false, true), slope);
      const move = (parameter: Tensor, gradient: Tensor): Tensor =>
        tf.sub(parameter, tf.mul(gradient, factor));
      return [
        move(W1, tf.matMul(x, dZ1, true)),
        move(b1, tf.sum(dZ1, 0, true)),
        move(W2, tf.matMul(A1, dZ2, true)),
        move(b2, tf.sum(dZ2, 0, true)),
      ];
    });
    for (const tensor of before) tensor.dispose();
  };
}
