import type { Matrix } from "../math/matrix";
import { batches, type BatchOptions } from "./batches";
import { dropoutMasks, type DropoutOptions } from "./dropout";
import type { Network } from "./network";

/** What one training step learns from. */
export interface StepExamples {
  readonly X: Matrix;
  readonly Y: Matrix;
  /** Dropout masks of the hidden layers; none without dropout. */
  readonly masks?: readonly Matrix[];
}

/** The examples to train on, and how to draw from them. */
interface Source {
  readonly network: Network;
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly batch?: BatchOptions;
  readonly dropout?: DropoutOptions;
}

/** Returns a function that draws the examples of one step after the other: all of them, or a batch; with masks, or not. */
export function stepExamples({ network, X, Y, batch, dropout }: Source): () => StepExamples {
  const source = batch && batches(X, Y, batch);
  return () => {
    const examples = source ? source.next().value : { X, Y };
    if (!dropout) return examples;
    return { ...examples, masks: dropoutMasks(network, examples.X.cols, dropout) };
  };
}
