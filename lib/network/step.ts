import type { Matrix } from "../math/matrix";
import type { ParameterGradient } from "./backward";
import type { Network } from "./network";
import { gradientDescent } from "./optimizers";

/**
 * One step of gradient descent: every weight and bias minus `learningRate` times its gradient.
 *
 * @param network - left as it is
 * @param gradients - one for each layer, as `backward` returns them
 * @param learningRate - length of the step
 * @returns the network after the step
 * @throws RangeError if there is not one gradient a layer, shaped as its weights and biases
 * @example
 * const network = { layers: [{ W: Matrix.rowVector([1]), b: Matrix.rowVector([0]), activation: identity }] };
 * const gradients = [{ dW: Matrix.rowVector([2]), db: Matrix.rowVector([-1]) }];
 * const { W, b } = step(network, gradients, 0.5).layers[0];
 * [W.get(0, 0), b.get(0, 0)]; // [0, 0.5]
 */
export function step(
  network: Network,
  gradients: readonly ParameterGradient[],
  learningRate: number,
): Network {
  if (gradients.length !== network.layers.length) {
    throw new RangeError(
      `Cannot step ${network.layers.length} layers with ${gradients.length} gradients: give one for each layer`,
    );
  }
  const layers = network.layers.map(({ W, b, activation }, l) => {
    const { dW, db } = gradients[l]!;
    checkGradient(l, "weights", W, "dW", dW);
    checkGradient(l, "biases", b, "db", db);
    return { W: moved(W, dW, learningRate), b: moved(b, db, learningRate), activation };
  });
  return { layers };
}

function moved(parameters: Matrix, gradient: Matrix, learningRate: number): Matrix {
  const copy = parameters.clone();
  gradientDescent.move(copy.data, gradient.data, [], learningRate, 1);
  return copy;
}

function checkGradient(l: number, noun: string, parameters: Matrix, name: string, gradient: Matrix): void {
  if (gradient.rows === parameters.rows && gradient.cols === parameters.cols) return;
  throw new RangeError(
    `Cannot step layer ${l + 1}: its ${noun} are ${parameters.shape} and ${name} is ${gradient.shape}`,
  );
}
