import { examplesOf, type ExamplesLike } from "../data/examples";
import { checkFinite, checkInteger, findNonFinite } from "../math/checks";
import { Matrix } from "../math/matrix";
import { binaryCrossEntropy, type Loss } from "./losses";
import { gradientDescent } from "./optimizers";
import { parametersOf, runParts, type Part } from "./parts";
import type { TrainingOptions } from "./training";

/** A training of parts that has ended. */
export interface PartsRun {
  /** The parts after the last step. */
  readonly parts: readonly Part[];
  /** Their loss. */
  readonly loss: number;
  /** The losses, from step 0 to the last. */
  readonly history: readonly { readonly step: number; readonly loss: number }[];
}

/**
 * Trains a list of parts on all examples at once. The loss starts from what comes out of the last part, so with binary
 * cross-entropy that is the z of a sigmoid.
 *
 * @param parts - where training starts; they are left as they are
 * @param data - labelled examples
 * @param options - `learningRate`, `steps`, and perhaps `every`, `loss` and `optimizer`, as for `train`
 * @returns the trained parts, their loss, and the losses at step 0, at every `every`-th step and at the last
 * @throws RangeError if an option is out of range, the shapes or labels do not fit, or a loss or gradient is not finite
 * @example
 * const weights = { W: Matrix.from([[1, -1]]), b: Matrix.from([[0]]) };
 * const { loss, history } = trainParts([weights], blobs({ random: seeded(1) }), { learningRate: 0.1, steps: 50, every: 20 });
 * history.map(({ step }) => step); // [0, 20, 40, 50]
 * loss < history[0].loss; // true
 */
export function trainParts(
  parts: readonly Part[],
  data: ExamplesLike,
  options: Pick<TrainingOptions, "learningRate" | "steps" | "every" | "loss" | "optimizer">,
): PartsRun {
  const { learningRate, steps, every = 1, loss = binaryCrossEntropy, optimizer = gradientDescent } = options;
  checkFinite("train parts", "the learning rate", learningRate, Number.MIN_VALUE);
  checkInteger("train parts", "the number of steps", steps, 0);
  checkInteger("train parts", "the number of steps between records", every, 1);
  const examples = examplesOf(data);
  const trained = parts.map(copyOf);
  const parameters = trained.flatMap(parametersOf);
  const memory = parameters.map(({ data: { length } }) =>
    Array.from({ length: optimizer.memory }, () => new Float64Array(length)),
  );
  const history: { step: number; loss: number }[] = [];
  for (let step = 0; ; step++) {
    const { value, gradients } = lossAndGradients(trained, examples, loss);
    checkStep(step, value, gradients, learningRate);
    if (step % every === 0 || step === steps) history.push({ step, loss: value });
    if (step === steps) return { parts: trained, loss: value, history };
    parameters.forEach((matrix, k) => {
      optimizer.move(matrix.data, gradients[k]!.data, memory[k]!, learningRate, step + 1);
    });
  }
}

function lossAndGradients(
  parts: readonly Part[],
  { X, Y }: { readonly X: Matrix; readonly Y: Matrix },
  loss: Loss,
): { value: number; gradients: readonly Matrix[] } {
  const { outputs, back } = runParts(parts, X);
  const Z = outputs.at(-1) ?? X;
  return {
    value: loss.value(Z, Y),
    gradients: back(loss.gradient(Z, Y).scale(1 / Y.cols)).gradients.flat(),
  };
}

function checkStep(step: number, loss: number, gradients: readonly Matrix[], learningRate: number): void {
  const bad = gradients.find(({ data }) => findNonFinite(data) >= 0);
  if (Number.isFinite(loss) && !bad) return;
  const place = Number.isFinite(loss)
    ? `a ${bad!.shape} gradient is no longer finite`
    : `the loss is ${loss}`;
  const advice = step === 0 ? "smaller" : `a learning rate below ${learningRate} or smaller`;
  throw new RangeError(`Cannot train parts past step ${step}: ${place}; try ${advice} initial weights`);
}

/** A part with its own copies of the matrices that learn. */
function copyOf(part: Part): Part {
  if ("W" in part) return { W: part.W.clone(), b: part.b.clone() };
  if ("gain" in part) return { gain: part.gain.clone(), shift: part.shift.clone() };
  if (!("branch" in part)) return part;
  const { branch, factor } = part;
  return { branch: branch.map(copyOf), factor: typeof factor === "number" ? factor : factor.clone() };
}
