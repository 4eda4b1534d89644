import { checkInteger } from "../math/checks";
import { backpropagate, type LayerGradient } from "./backward";
import type { BatchOptions } from "./batches";
import type { DropoutOptions } from "./dropout";
import { examplesOf, type Examples, type ExamplesLike } from "../data/examples";
import { badEntry, badParameter, badValue, type StepResult } from "./finite";
import { forward } from "./forward";
import { binaryCrossEntropy, checkOutput, type Loss } from "./losses";
import { outputLayer, type Network } from "./network";
import { gradientDescent, type Optimizer } from "./optimizers";
import { cost } from "./predict";
import { stepExamples, type StepExamples } from "./step-examples";
import { Stepper, type Rates } from "./stepper";

/** How to train. */
export interface TrainingOptions {
  /** Binary cross-entropy if not given. */
  readonly loss?: Loss;
  /** Length of each step, a positive number. */
  readonly learningRate: number;
  /** Layers of different rates: what the learning rate is multiplied by, from a layer's fan-in and fan-out; 1 if not given. */
  readonly rates?: Rates;
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

/** A network in training at one moment. */
export interface RecordedState {
  /** Steps taken so far. */
  readonly step: number;
  /** The network after these steps. */
  readonly network: Network;
  /** Its loss on all examples, without dropout. */
  readonly loss: number;
}

/** A recorded state that can say where it goes next. */
export interface TrainingState extends RecordedState {
  /**
   * The gradients there, from which the next step is taken: of the next mini-batch, with its dropout, if there are any.
   * Computed when they are first asked for.
   */
  readonly gradients: readonly LayerGradient[];
}

/** A training that has ended. */
export interface Run {
  /** The network after the last step. */
  readonly network: Network;
  /** Its loss on all examples. */
  readonly loss: number;
  /** The recorded states, from step 0 to the last. */
  readonly history: readonly TrainingState[];
}

/**
 * The states of a training one by one: it goes on only as far as they are asked for, so that a live figure can be drawn
 * in between.
 *
 * @param network - where training starts; it is left as it is
 * @param examples - labelled examples
 * @param options - as for `train`
 * @returns a generator of the states at step 0, at every `every`-th step and at the last
 * @throws RangeError at once if what is given is wrong, later if a NaN or infinity arises, as `train` does
 */
export function training(
  network: Network,
  examples: ExamplesLike,
  options: TrainingOptions,
): Generator<TrainingState, void, void> {
  const data = examplesOf(examples);
  checkOptions(network, data, options);
  const { loss = binaryCrossEntropy } = options;
  const draw = stepExamples(network, data, options);
  const first = draw();
  // Checks the shapes and the labels of the first step; all later ones are of the same kind.
  compute(network, first, loss);
  // Sees every label, so that a bad one is found at once and not in the middle of an epoch.
  if (options.batch) cost(network, data, loss);
  return descent(network, data, options, first, draw);
}

function checkOptions(network: Network, { X }: Examples, options: TrainingOptions): void {
  const { learningRate, steps, every = 1, loss = binaryCrossEntropy } = options;
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
  start: Network,
  data: Examples,
  options: TrainingOptions,
  first: StepExamples,
  draw: () => StepExamples,
): Generator<TrainingState, void, void> {
  const {
    steps,
    every = 1,
    batch,
    dropout,
    loss = binaryCrossEntropy,
    optimizer = gradientDescent,
    rates,
  } = options;
  const stepper = new Stepper(start, loss, optimizer, rates);
  let examples = first;
  for (let step = 0; ; step++) {
    if (!stepper.compute(examples)) throw failure(stepper.network, examples, step, options);
    if (step % every === 0 || step === steps) {
      const value = batch || dropout ? cost(stepper.network, data, loss) : stepper.loss(data.Y);
      if (!Number.isFinite(value)) throw failure(stepper.network, data, step, options);
      yield stateOf(step, stepper.snapshot(), value, examples, loss);
    }
    if (step === steps) return;
    stepper.move(options.learningRate);
    examples = draw();
  }
}

function stateOf(
  step: number,
  network: Network,
  value: number,
  examples: StepExamples,
  loss: Loss,
): TrainingState {
  let gradients: readonly LayerGradient[] | undefined;
  return {
    step,
    network,
    loss: value,
    get gradients() {
      return (gradients ??= compute(network, examples, loss).gradients);
    },
  };
}

function compute(network: Network, { X, Y, masks }: StepExamples, loss: Loss): StepResult {
  const passes = forward(network, X, masks);
  const value = loss.value(passes.at(-1)!.Z, Y, outputLayer(network).activation);
  return {
    network,
    passes,
    loss: value,
    lossName: loss.name,
    gradients: backpropagate(network, passes, Y, loss),
  };
}

/** Says where a NaN or infinity arose: computes the step once more, now keeping everything. */
function failure(
  network: Network,
  examples: StepExamples,
  step: number,
  { loss = binaryCrossEntropy, learningRate }: TrainingOptions,
): RangeError {
  const bad = badValue(compute(network, examples, loss));
  const place = bad?.place ?? "a number that is not finite";
  const size = step === 0 ? "smaller" : `a learning rate below ${learningRate} or smaller`;
  return new RangeError(
    `Cannot train past step ${step}: ${place}; ${bad?.advice ?? `try ${size} initial weights`}`,
  );
}

/**
 * Trains by gradient descent on all examples at once, or as the options say.
 *
 * @param network - where training starts; it is left as it is
 * @param data - labelled examples, e.g. `xor()`, or your own `{ X, Y }` as matrices or arrays of rows
 * @param options - the learning rate, the number of steps, and whatever is to differ from plain gradient descent;
 *   `onRecord` is called with each recorded state as it is reached
 * @returns the trained network, its loss, and the recorded states: at step 0, at every `every`-th step and at the last
 * @throws RangeError if an option is out of range, shapes or labels do not fit, or an input, weight or bias is not finite;
 *   and if a NaN or infinity arises, with the quantity, the layer (from 1) and the step (for the loss, which is taken only
 *   then, the first step to be recorded)
 * @example
 * const network = createNetwork({ sizes: [2, 4, 1], hidden: tanh, weights: scaledNormal(1), random: seeded(1) });
 * const result = train(network, xor(), { learningRate: 1, steps: 1000, every: 300 });
 * result.history.map((state) => state.step); // [0, 300, 600, 900, 1000]
 * accuracy(result.network, xor()); // 1
 */
export function train(
  network: Network,
  data: ExamplesLike,
  options: TrainingOptions & { readonly onRecord?: (state: TrainingState) => void },
): Run {
  const history: TrainingState[] = [];
  for (const state of training(network, data, options)) {
    options.onRecord?.(state);
    history.push(state);
  }
  return runOf(history);
}

/** What a training has come to. Its history has at least the state at step 0. */
export function runOf(history: readonly TrainingState[]): Run {
  const { network, loss } = history.at(-1)!;
  return { network, loss, history };
}
