import { checkInteger } from "../math/checks";
import type { Matrix } from "../math/matrix";
import { binaryCrossEntropy } from "./cross-entropy";
import { badEntry, badParameter, badValue, type StepResult } from "./finite";
import { checkOutput, type Loss } from "./losses";
import { backward, type LayerGradient } from "./backward";
import type { BatchOptions } from "./batches";
import type { DropoutOptions } from "./dropout";
import { forward } from "./forward";
import { outputLayer, type Network } from "./network";
import { gradientDescent, type Optimizer } from "./optimizers";
import { cost } from "./predict";
import { stepExamples, type StepExamples } from "./step-examples";
import { Stepper } from "./stepper";

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
  /** Number of steps; each sees all the examples, or one mini-batch. */
  readonly steps: number;
  /** Record every so many steps, 1 if not given. Step 0 and the last step are always recorded. */
  readonly every?: number;
  /** The rule by which parameters move, e.g. `adam()`; plain gradient descent if not given. */
  readonly optimizer?: Optimizer;
  /** Take each step on a mini-batch; on all examples if not given. */
  readonly batch?: BatchOptions;
  /** Leave hidden units out at random in each step; none if not given. */
  readonly dropout?: DropoutOptions;
}

/** Training at one moment. */
export interface TrainingState {
  /** Steps taken so far. */
  readonly step: number;
  /** The network after these steps. */
  readonly network: Network;
  /** Its loss on all examples, without dropout. */
  readonly loss: number;
  /**
   * The gradients there, from which the next step will be taken: of the next mini-batch, with its dropout, if there are
   * any. `train` leaves them out of its history.
   */
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
 * Trains by gradient descent on all examples at once, or as the options say, and hands over the states to record one by
 * one.
 *
 * Training goes on only as far as states are asked for, so that a live figure can be drawn in between.
 *
 * @param options - network, data and settings
 * @returns a generator of the states at step 0, at every `every`-th step and at the last
 * @throws RangeError at once if an option is out of range, shapes or labels do not fit, or an input, weight or bias is
 *   not finite; later if a NaN or infinity arises, with the quantity, the layer (from 1) and the step (for the loss,
 *   which is taken only then, the first step to be recorded)
 * @example
 * const network = createNetwork({ sizes: [2, 1], hidden: tanh, weights: zeros, random: seeded(0) });
 * const states = [...training({ network, ...xor(), learningRate: 1, steps: 10, every: 4 })];
 * states.map((state) => state.step); // [0, 4, 8, 10]
 * states[0].loss; // Math.LN2
 */
export function training(options: TrainingOptions): Generator<TrainingState, void, void> {
  checkOptions(options);
  const { network, X, every = 1, loss = binaryCrossEntropy } = options;
  const draw = stepExamples(options);
  const first = draw();
  // Checks the shapes and the labels of the first step; all later ones are of the same kind.
  compute(network, first, loss);
  // Sees every label, so that a bad one is found at once and not in the middle of an epoch.
  if (options.batch) cost(network, X, options.Y, loss);
  return descent(options, first, draw, every);
}

function checkOptions(options: TrainingOptions): void {
  const { network, X, learningRate, steps, every = 1, loss = binaryCrossEntropy } = options;
  if (!(Number.isFinite(learningRate) && learningRate > 0)) {
    throw new RangeError(`Cannot train with learning rate ${learningRate}: it must be a positive number`);
  }
  checkInteger("train", "the number of steps", steps, 0);
  checkInteger("train", "the number of steps between records", every, 1);
  checkOutput(loss, outputLayer(network).activation);
  const input = badEntry("X", X);
  if (input !== undefined) throw new RangeError(`Cannot train on ${input}: inputs must be finite numbers`);
  const parameter = badParameter(network);
  if (parameter !== undefined) {
    throw new RangeError(`Cannot train from ${parameter}: weights and biases must be finite numbers`);
  }
}

function* descent(
  options: TrainingOptions,
  first: StepExamples,
  draw: () => StepExamples,
  every: number,
): Generator<TrainingState, void, void> {
  const { X, Y, batch, dropout, steps, loss = binaryCrossEntropy, optimizer = gradientDescent } = options;
  const stepper = new Stepper(options.network, loss, optimizer);
  let examples = first;
  for (let step = 0; ; step++) {
    if (!stepper.compute(examples)) throw failure(stepper.network, examples, step, options);
    if (step % every === 0 || step === steps) {
      const value = batch || dropout ? cost(stepper.network, X, Y, loss) : stepper.loss(Y);
      if (!Number.isFinite(value)) throw failure(stepper.network, { X, Y }, step, options);
      yield { step, loss: value, ...stepper.snapshot() };
    }
    if (step === steps) return;
    stepper.move(options.learningRate);
    examples = draw();
  }
}

function compute(network: Network, { X, Y, masks }: StepExamples, loss: Loss): StepResult {
  const passes = forward(network, X, masks);
  const value = loss.value(passes.at(-1)!.Z, Y, outputLayer(network).activation);
  return { network, passes, loss: value, gradients: backward(network, passes, Y, loss) };
}

/** Says where a NaN or infinity arose: computes the step once more, now keeping everything. */
function failure(
  network: Network,
  examples: StepExamples,
  step: number,
  { loss = binaryCrossEntropy, learningRate }: TrainingOptions,
): RangeError {
  const bad = badValue(compute(network, examples, loss)) ?? "a number that is not finite";
  const advice = step === 0 ? "smaller" : `a learning rate below ${learningRate} or smaller`;
  return new RangeError(`Cannot train past step ${step}: ${bad}; try ${advice} initial weights`);
}

/**
 * Trains by gradient descent on all examples at once, or as the options say.
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
