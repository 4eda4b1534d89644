import assert from "node:assert/strict";
import test from "node:test";
import { selectExamples, xor } from "../../../lib/index";

test("selected examples keep their features, labels and the order they were asked for", () => {
  const { X, Y, name } = selectExamples(xor(), [2, 0, 2]);
  assert.deepEqual(
    [X.toArray(), Y.toArray(), name],
    [
      [
        [1, 0, 1],
        [0, 0, 0],
      ],
      [[1, 0, 1]],
      "xor",
    ],
  );
});

test("an index without an example is refused", () => {
  assert.throws(
    () => selectExamples(xor(), [0, 4]),
    /Cannot select example 4 of 4: indices are integers from 0 to 3/,
  );
  assert.throws(() => selectExamples(xor(), [0.5]), RangeError);
  assert.throws(() => selectExamples(xor(), [-1]), RangeError);
});
