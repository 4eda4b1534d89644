import { pow } from "../../math/elementary";
import { Matrix } from "../../math/matrix";
import { normal } from "../../math/random/normal";
import { seeded, type Random } from "../../math/random/seeded";
import { uniform } from "../../math/random/uniform";
import {
  identity,
  leakyRelu,
  relu,
  sigmoid,
  softplus,
  tanh,
  type Activation,
} from "../../network/activations";
import type { Examples } from "../../data/examples";
import { xavierNormal } from "../../network/initializers";
import { binaryCrossEntropy, squaredError, type Loss } from "../../network/losses";
import { oneHot, softmaxCrossEntropy } from "../../network/softmax";
import { createNetwork, type Network } from "../../network/network";
import { adam, gradientDescent, momentum, rmsProp, weightDecay } from "../../network/optimizers";
import type { TrainingOptions } from "../../network/training";
import { tieUnits, type UnitPair } from "./tied-units";

/** A training with two tied hidden units, to be given to `followUnits`. */
export interface SymmetryCase {
  readonly network: Network;
  readonly data: Examples;
  readonly options: TrainingOptions & Required<UnitPair>;
  /** What was drawn, in words. */
  readonly description: string;
}

const optimizers = [
  gradientDescent,
  momentum(),
  rmsProp(),
  adam(),
  weightDecay(0.1),
  weightDecay(0.1, adam()),
] as const;

const hiddenActivations = [sigmoid, tanh, relu, leakyRelu, softplus, identity] as const;

/** An integer from `least` to `most`, both included. */
function between(least: number, most: number, random: Random): number {
  return least + Math.floor((most - least + 1) * uniform(random));
}

function oneOf<T>(values: readonly T[], random: Random): T {
  return values[between(0, values.length - 1, random)]!;
}

/**
 * Draws a training at random: width, depth, activation, loss, optimizer, batches, data, weights; then ties two units of
 * one of its hidden layers. Everything else about the network is as asymmetric as it comes.
 *
 * @param random - uniform source on [0, 1), e.g. `seeded(0)`
 * @returns what `followUnits` takes, and a `description` of what was drawn
 * @example
 * const random = seeded(1);
 * const cases = Array.from({ length: 20 }, () => randomCase(random));
 * cases.every((one) => followUnits(one.network, one.data, one.options).largest === 0); // true
 */
export function randomCase(random: Random): SymmetryCase {
  const hidden = Array.from({ length: between(1, 4, random) }, () => between(2, 8, random));
  const activation = oneOf(hiddenActivations, random);
  const task = drawTask(between(2, 20, random), random);
  const sizes = [task.X.rows, ...hidden, task.Y.rows];
  const layer = between(0, hidden.length - 1, random);
  const units = drawPair(hidden[layer]!, random);
  const biases = (_: number, rows: number): Matrix => Matrix.generate(rows, 1, () => 0.1 * normal(random));
  const network = createNetwork({
    sizes,
    hidden: activation,
    output: task.output,
    weights: xavierNormal,
    biases,
    random,
  });
  const how = drawManner(task.X.cols, random);
  const { X, Y, loss } = task;
  return {
    network: tieUnits(network, { layer, units }),
    data: { X, Y },
    options: { loss, ...how.options, layer, units },
    description:
      `${sizes.join("-")} ${activation.name}, ${task.output.name} output, ${loss.name}, ${how.description}; ` +
      `units ${units[0] + 1} and ${units[1] + 1} of hidden layer ${layer + 1}`,
  };
}

interface Task {
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly loss: Loss;
  readonly output: Activation;
}

/** Normal inputs and labels that fit one of the losses. */
function drawTask(examples: number, random: Random): Task {
  const X = Matrix.generate(between(1, 5, random), examples, () => normal(random));
  const outputs = between(1, 3, random);
  const labels = (entry: () => number): Matrix => Matrix.generate(outputs, examples, entry);
  const loss = oneOf([binaryCrossEntropy, softmaxCrossEntropy, squaredError], random);
  if (loss === binaryCrossEntropy)
    return { X, loss, output: sigmoid, Y: labels(() => between(0, 1, random)) };
  if (loss === squaredError) {
    return { X, loss, output: oneOf([identity, tanh, sigmoid], random), Y: labels(() => normal(random)) };
  }
  const classes = outputs + 1;
  const Y = oneHot(
    Array.from({ length: examples }, () => between(0, outputs, random)),
    classes,
  );
  return { X, loss, output: identity, Y };
}

function drawPair(count: number, random: Random): [number, number] {
  const first = between(0, count - 1, random);
  return [first, (first + between(1, count - 1, random)) % count];
}

/** How to train: small steps, so that no draw diverges. */
function drawManner(
  examples: number,
  random: Random,
): { options: Pick<TrainingOptions, "optimizer" | "batch" | "learningRate" | "steps">; description: string } {
  const optimizer = oneOf(optimizers, random);
  const steps = between(10, 30, random);
  const size = oneOf([examples, 1, between(1, examples, random)], random);
  const learningRate = 0.003 * pow(30, uniform(random));
  const seed = between(0, 1e9, random);
  const order = size === examples ? "all examples" : `batches of ${size}`;
  return {
    options: {
      optimizer,
      learningRate,
      steps,
      ...(size < examples && { batch: { size, random: seeded(seed) } }),
    },
    description: `${steps} steps of ${optimizer.name} on ${order}`,
  };
}
