import type { Matrix } from "../math/matrix";
import { batches, type BatchOptions } from "./batches";
import { dropoutMasks, type DropoutOptions } from "./dropout";
import type { Examples } from "../data/examples";
import type { Network } from "./network";

/** What one training step learns from. */
export interface StepExamples extends Examples {
  /** Dropout masks of the hidden layers; none without dropout. */
  readonly masks?: readonly Matrix[];
}

/** Returns a function that draws the examples of one step after the other: all of them, or a batch; with masks, or not. */
export function stepExamples(
  network: Network,
  data: Examples,
  { batch, dropout }: { readonly batch?: BatchOptions; readonly dropout?: DropoutOptions },
): () => StepExamples {
  const source = batch && batches(data, batch);
  return () => {
    const { X, Y } = source ? source.next().value : data;
    return dropout ? { X, Y, masks: dropoutMasks(network, X.cols, dropout) } : { X, Y };
  };
}
