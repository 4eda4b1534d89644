import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accuracy,
  backward,
  cost,
  createNetwork,
  decisionBoundary,
  diagnose,
  examine,
  forward,
  Matrix,
  numericalGradient,
  predict,
  scaledNormal,
  scatter,
  seeded,
  standardized,
  tanh,
  train,
  xor,
} from "../../../lib/index";
import { batches } from "../../../lib/network/batches";
import type { ExamplesLike } from "../../../lib/data/examples";

const network = createNetwork({
  sizes: [2, 3, 1],
  hidden: tanh,
  weights: scaledNormal(1),
  random: seeded(0),
});
const written: ExamplesLike = {
  X: [
    [0, 0, 1, 1],
    [0, 1, 0, 1],
  ],
  Y: [0, 1, 1, 0],
};

test("examples as arrays of rows give what the same examples as matrices give", () => {
  const settings = { learningRate: 1, steps: 3 };
  const uses: readonly ((data: ExamplesLike) => unknown)[] = [
    (data) => train(network, data, settings).loss,
    (data) => cost(network, data),
    (data) => accuracy(network, data),
    (data) => backward(network, data).map(({ dW }) => dW.toArray()),
    (data) => numericalGradient(network, data).map(({ dW }) => dW.toArray()),
    (data) =>
      batches(data, { size: 4, random: seeded(1) })
        .next()
        .value.X.toArray(),
    (data) => standardized(data).X.toArray(),
    (data) => diagnose(network, data),
    (data) => examine(network, data).layers,
    (data) => decisionBoundary(network, data).title,
    (data) => scatter(data).data,
  ];
  for (const use of uses) assert.deepEqual(use(written), use(xor()));
  const X = written.X as number[][];
  assert.ok(predict(network, X).equals(predict(network, xor().X)));
  assert.ok(forward(network, X)[0]!.Z.equals(forward(network, xor().X)[0]!.Z));
});

test("examples that lie the wrong way round are told the way that works", () => {
  const { X, Y } = xor();
  const says = (data: ExamplesLike, words: RegExp) => {
    assert.throws(() => train(network, data, { learningRate: 1, steps: 1 }), words);
  };
  says({ X: X.transpose(), Y }, /one column per example: your X is 4×2, so use its transpose\(\)/);
  says({ X, Y: Y.transpose() }, /one column per example: your Y is 4×1, so use its transpose\(\)/);
  says({ X: X.transpose(), Y: Y.transpose() }, /one row per example, so use the transpose\(\) of both/);
  says({ X, Y: [0, 1, 1] }, /X of 2×4 and Y of 1×3: X and Y have one column per example$/);
  assert.throws(
    () => forward(network, [[1, 2]]),
    /take 2 inputs and X is 1×2; X has one column per example, so use its transpose\(\)/,
  );
});

test("what is not a number, not finite or not a label of its loss is refused with its place", () => {
  const says = (data: Partial<ExamplesLike>, words: RegExp) => {
    assert.throws(() => train(network, data as ExamplesLike, { learningRate: 1, steps: 1 }), words);
  };
  const { X, Y } = xor();
  says({ X: [[0, 1], [1]], Y: [0, 1] }, /Cannot read X of the examples: .*ragged rows: row 1 has 1 entry/);
  says(
    { X, Y: [0, 1, "1", 0] as never },
    /Cannot read Y of the examples: .*\(0, 2\) is the text "1", not a number/,
  );
  says({ X }, /Cannot use examples without Y: give \{ X, Y \}/);
  says({ X: X.with(1, 2, NaN), Y }, /NaN in X at \(1, 2\): inputs must be finite/);
  says({ X, Y: [-1, 1, 1, -1] }, /label -1 at \(0, 0\): labels are 0 or 1/);
  assert.throws(
    () => scatter({ X, Y: [-1, 1, 1, -1] }),
    /labels -1: two classes are one row of labels 0 and 1/,
  );
  assert.throws(() => scatter({ X, Y: Matrix.identity(4) }), /labels 4×4: two classes are one row/);
});
