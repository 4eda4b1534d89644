import { findNonFinite } from "../math/checks";
import { Matrix } from "../math/matrix";
import type { ParameterGradient } from "./backward";
import type { Network } from "./network";
import type { Optimizer } from "./optimizers";

/** What an optimizer remembers about a network between steps. */
export interface OptimizerMemory {
  /** Steps taken so far. */
  readonly steps: number;
  /** For each layer, what it remembers about the weights and the biases: matrices of their shape. */
  readonly layers: readonly { readonly W: readonly Matrix[]; readonly b: readonly Matrix[] }[];
}

/** A network after a step, and what to hand to the next step. */
export interface OptimizerResult {
  readonly network: Network;
  readonly memory: OptimizerMemory;
}

/**
 * One step of an optimizer.
 *
 * @param optimizer - the rule, e.g. `adam()`
 * @param network - left as it is
 * @param gradients - one for each layer, as `backward` returns them
 * @param learningRate - length of the step
 * @param memory - what the step before returned; leave it out at the first step
 * @returns the network after the step and the optimizer's new memory
 * @throws RangeError if the gradients or the memory do not fit the network, or the memory overflows
 * @example
 * const network = { layers: [{ W: Matrix.rowVector([1]), b: Matrix.rowVector([0]), activation: identity }] };
 * const gradients = [{ dW: Matrix.rowVector([2]), db: Matrix.rowVector([-1]) }];
 * const first = optimizerStep(momentum(0.5), network, gradients, 0.5);
 * const second = optimizerStep(momentum(0.5), first.network, gradients, 0.5, first.memory);
 * [first, second].map((after) => after.network.layers[0].W.get(0, 0)); // [0, -1.5]
 */
export function optimizerStep(
  optimizer: Optimizer,
  network: Network,
  gradients: readonly ParameterGradient[],
  learningRate: number,
  memory?: OptimizerMemory,
): OptimizerResult {
  const { layers } = network;
  if (gradients.length !== layers.length || (memory && memory.layers.length !== layers.length)) {
    throw new RangeError(
      `Cannot step ${layers.length} layers with ${gradients.length} gradients and the memory of ` +
        `${memory?.layers.length ?? layers.length} layers: give one of each for each layer`,
    );
  }
  const t = (memory?.steps ?? 0) + 1;
  const moved = layers.map(({ W, b, activation }, l) => {
    const { dW, db } = gradients[l]!;
    const weights = move(optimizer, W, dW, memory?.layers[l]!.W, learningRate, t);
    const biases = move(optimizer, b, db, memory?.layers[l]!.b, learningRate, t);
    return {
      layer: { W: weights.moved, b: biases.moved, activation },
      memory: { W: weights.memory, b: biases.memory },
    };
  });
  return {
    network: { layers: moved.map(({ layer }) => layer) },
    memory: { steps: t, layers: moved.map((one) => one.memory) },
  };
}

function move(
  optimizer: Optimizer,
  parameters: Matrix,
  gradient: Matrix,
  remembered: readonly Matrix[] | undefined,
  learningRate: number,
  t: number,
): { moved: Matrix; memory: Matrix[] } {
  const memory =
    remembered?.map((matrix) => matrix.clone()) ??
    emptyMemory(optimizer, parameters).map((data) => new Matrix(parameters.rows, parameters.cols, data));
  if (
    gradient.rows !== parameters.rows ||
    gradient.cols !== parameters.cols ||
    memory.length !== optimizer.memory
  ) {
    throw new RangeError(
      `Cannot move ${parameters.shape} parameters by a ${gradient.shape} gradient and a memory of ${memory.length} ` +
        `with ${optimizer.name}: it needs the same shape and a memory of ${optimizer.memory}`,
    );
  }
  const moved = parameters.clone();
  const arrays = memory.map(({ data }) => data);
  moveInPlace(optimizer, moved, gradient, arrays, learningRate, t);
  return { moved, memory };
}

/** What an optimizer remembers about parameters before the first step. */
export function emptyMemory(optimizer: Optimizer, parameters: Matrix): Float64Array[] {
  return Array.from({ length: optimizer.memory }, () => new Float64Array(parameters.data.length));
}

/** Changes parameters and memory by one step, all of which must fit the optimizer and each other. */
export function moveInPlace(
  optimizer: Optimizer,
  parameters: Matrix,
  gradient: Matrix,
  memory: readonly Float64Array[],
  learningRate: number,
  t: number,
): void {
  optimizer.move(parameters.data, gradient.data, memory, learningRate, t);
  for (const array of memory) {
    if (findNonFinite(array) < 0) continue;
    throw new RangeError(
      `Cannot take step ${t} with ${optimizer.name}: its memory of ${parameters.shape} parameters is no longer ` +
        "finite; try a smaller learning rate or smaller initial weights",
    );
  }
}

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
    return { W: W.minus(dW.scale(learningRate)), b: b.minus(db.scale(learningRate)), activation };
  });
  return { layers };
}

function checkGradient(l: number, noun: string, parameters: Matrix, name: string, gradient: Matrix): void {
  if (gradient.rows === parameters.rows && gradient.cols === parameters.cols) return;
  throw new RangeError(
    `Cannot step layer ${l + 1}: its ${noun} are ${parameters.shape} and ${name} is ${gradient.shape}`,
  );
}
