import type { Dataset } from "./dataset";

/**
 * Picks examples out of a data set, for instance to have one class more often than the other.
 *
 * @param data - where to pick from; it is left as it is
 * @param examples - the columns to keep, in the order wanted (indices from 0)
 * @returns a data set of the same name with these examples only
 * @throws RangeError if an index is not that of an example
 * @example
 * selectExamples(xor(), [1, 3]).X.toArray(); // [[0, 1], [1, 1]]
 * selectExamples(xor(), [1, 3]).Y.toArray(); // [[1, 0]]
 */
export function selectExamples(data: Dataset, examples: readonly number[]): Dataset {
  const count = data.X.cols;
  const stray = examples.find((example) => !Number.isInteger(example) || example < 0 || example >= count);
  if (stray !== undefined) {
    throw new RangeError(
      `Cannot select example ${stray} of ${count}: indices are integers from 0 to ${count - 1}`,
    );
  }
  return { name: data.name, X: data.X.pickColumns(examples), Y: data.Y.pickColumns(examples) };
}
