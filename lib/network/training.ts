import { checkFinite, checkInteger, findNonFinite } from "../math/checks";
import type { Matrix } from "../math/matrix";
import { binaryCrossEntropy } from "./cross-entropy";
import { describeNonFinite, type StepResult } from "./finite";
import { checkOutput, type Loss } from "./losses";
import { backward, step as descend, type LayerGradient } from "./backward";
import { forward } from "./forward";
import { outputLayer, type Network } from "./network";

/** What `training` and `train` need. */
export interface TrainingOptions {
  /** Where training starts. It is left as it is. */
  readonly network: Network;
  /** Inputs, features × examples. */
  readonly X: Matrix;
  /** Labels, outputs × examples. */
  readonly Y: Matrix;
  /** Binary cross-entropy if not given. */
  readonly loss?: Loss;
  /** Length of each step, a positive number. */
  readonly learningRate: number;
  /** Number of steps; each sees all the examples. */
  readonly steps: number;
  /** Record every so many steps, 1 if not given. Step 0 and the last step are always recorded. */
  readonly every?: number;
}

/** Training at one moment. */
export interface TrainingState {
  /** Steps taken so far. */
  readonly step: number;
  /** The network after these steps. */
  readonly network: Network;
  /** Its loss. */
  readonly loss: number;
  /** The gradients there, from which the next step will be taken. `train` leaves them out of its history. */
  readonly gradients?: readonly LayerGradient[];
}

/** What `train` returns. */
export interface TrainingResult {
  /** The network after the last step. */
  readonly network: Network;
  /** The recorded states, from step 0 to the last. */
  readonly history: readonly TrainingState[];
}

/**
 * Trains by gradient descent on all examples at once, and hands over the states to record one by one.
 *
 * Training goes on only as far as states are asked for, so that a live figure can be drawn in between.
 *
 * @param options - network, data and settings
 * @returns a generator of the states at step 0, at every `every`-th step and at the last
 * @throws RangeError at once if an option is out of range, shapes or labels do not fit or X is not finite; later if a
 *   NaN or infinity arises, with the quantity, the layer (from 1) and the step
 * @example
 * const network = createNetwork({ sizes: [2, 1], hidden: tanh, weights: zeros, random: seeded(0) });
 * const states = [...training({ network, ...xor(), learningRate: 1, steps: 10, every: 4 })];
 * states.map((state) => state.step); // [0, 4, 8, 10]
 * states[0].loss; // Math.LN2
 */
export function training(options: TrainingOptions): Generator<TrainingState, void, void> {
  const { network, X, learningRate, steps, every = 1, loss = binaryCrossEntropy } = options;
  checkFinite("train", "the learning rate", learningRate);
  if (learningRate <= 0) {
    throw new RangeError(`Cannot train with learning rate ${learningRate}: it must be a positive number`);
  }
  checkInteger("train", "the number of steps", steps, 0);
  checkInteger("train", "the number of steps between records", every, 1);
  checkOutput(loss, outputLayer(network).activation);
  const index = findNonFinite(X.data);
  if (index >= 0) {
    const place = `(${Math.floor(index / X.cols)}, ${index % X.cols})`;
    throw new RangeError(`Cannot train on X with ${X.data[index]!} at ${place}: inputs are finite numbers`);
  }
  return descent(options, compute(network, options), every);
}

function* descent(
  options: TrainingOptions,
  start: StepResult,
  every: number,
): Generator<TrainingState, void, void> {
  let current = start;
  for (let step = 0; ; step++) {
    checkResult(current, step, options);
    const { network, loss, gradients } = current;
    if (step % every === 0 || step === options.steps) yield { step, network, loss, gradients };
    if (step === options.steps) return;
    current = compute(descend(network, gradients, options.learningRate), options);
  }
}

function compute(network: Network, { X, Y, loss = binaryCrossEntropy }: TrainingOptions): StepResult {
  const passes = forward(network, X);
  const value = loss.value(passes.at(-1)!.Z, Y, outputLayer(network).activation);
  return { network, passes, loss: value, gradients: backward(network, passes, Y, loss) };
}

function checkResult(result: StepResult, step: number, { learningRate }: TrainingOptions): void {
  const found = describeNonFinite(result);
  if (found === undefined) return;
  const advice = step === 0 ? "smaller" : `a learning rate below ${learningRate} or smaller`;
  throw new RangeError(`Cannot train past step ${step}: ${found}; try ${advice} initial weights`);
}

/**
 * Trains by gradient descent on all examples at once.
 *
 * @param options - as for `training`, and `onRecord`, called with each recorded state as it is reached
 * @returns the trained network and the recorded states; the states given to `onRecord` have gradients too
 * @throws RangeError as `training` does
 * @example
 * const network = createNetwork({ sizes: [2, 4, 1], hidden: tanh, weights: scaledNormal(1), random: seeded(1) });
 * const result = train({ network, ...xor(), learningRate: 1, steps: 1000, every: 100 });
 * result.history.length; // 11
 * accuracy(result.network, xor().X, xor().Y); // 1
 */
export function train(
  options: TrainingOptions & { readonly onRecord?: (state: TrainingState) => void },
): TrainingResult {
  const history: TrainingState[] = [];
  for (const state of training(options)) {
    options.onRecord?.(state);
    const { step, network, loss } = state;
    history.push({ step, network, loss });
  }
  return { network: history.at(-1)!.network, history };
}
