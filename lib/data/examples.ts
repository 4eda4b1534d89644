import { isMatrix, Matrix, type MatrixLike } from "../math/matrix";

/** Labelled examples, one column each. Every data set of the library is one. */
export interface Examples {
  /** Inputs, features × examples. */
  readonly X: Matrix;
  /** Labels, outputs × examples. */
  readonly Y: Matrix;
}

/** Labelled examples as a reader may write them: matrices, their rows, or a list, which is a single row. */
export interface ExamplesLike {
  /** Inputs, features × examples. */
  readonly X: MatrixLike | ArrayLike<number>;
  /** Labels, outputs × examples. */
  readonly Y: MatrixLike | ArrayLike<number>;
}

/**
 * Examples as matrices.
 *
 * @param data - matrices or arrays of rows
 * @throws RangeError if X and Y are not of as many examples, with advice if one of them lies the wrong way round
 * @throws TypeError if an entry is not a number
 */
export function examplesOf<T extends ExamplesLike>(data: T): Omit<T, "X" | "Y"> & Examples {
  const [X, Y] = [asMatrix(data, "X"), asMatrix(data, "Y")];
  if (X.cols !== Y.cols) {
    throw new RangeError(
      `Cannot use examples with X of ${X.shape} and Y of ${Y.shape}: X and Y have one column per example${advice(X, Y)}`,
    );
  }
  return { ...data, X, Y };
}

function asMatrix(data: ExamplesLike, name: "X" | "Y"): Matrix {
  const values = (data as Partial<ExamplesLike> | null | undefined)?.[name] ?? undefined;
  if (values === undefined)
    throw new TypeError(`Cannot use examples without ${name}: give { X, Y }, one column per example`);
  try {
    return Matrix.from(
      isMatrix(values) || typeof values[0] !== "number"
        ? (values as MatrixLike)
        : [values as ArrayLike<number>],
    );
  } catch (error) {
    throw new TypeError(`Cannot read ${name} of the examples: ${(error as Error).message}`, { cause: error });
  }
}

/** Which of the two has its examples in rows, and the way round that works. */
function advice(X: Matrix, Y: Matrix): string {
  if (X.rows === Y.cols && X.rows > 1) return `: your X is ${X.shape}, so use its transpose()`;
  if (Y.rows === X.cols && Y.rows > 1) return `: your Y is ${Y.shape}, so use its transpose()`;
  if (X.rows === Y.rows && X.rows > X.cols)
    return ", and yours have one row per example, so use the transpose() of both";
  return "";
}
