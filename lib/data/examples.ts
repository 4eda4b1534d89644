import type { Matrix } from "../math/matrix";

/** Labelled examples, one column each. Every data set of the library is one. */
export interface Examples {
  /** Inputs, features × examples. */
  readonly X: Matrix;
  /** Labels, outputs × examples. */
  readonly Y: Matrix;
}
