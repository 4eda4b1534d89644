import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  accuracy,
  createNetwork,
  drawPoints,
  examine,
  heNormal,
  Matrix,
  moons,
  scatter,
  seeded,
  tanh,
  train,
  xor,
  zeros,
} from "../../../lib/index";

const range = (low: number, high: number): { x: [number, number]; y: [number, number] } => ({
  x: [low, high],
  y: [low, high],
});

describe("a plane to draw points in", () => {
  test("gives a data set that is trained on, drawn and examined", () => {
    const { start } = drawPoints(moons({ count: 40, random: seeded(1) }));
    const network = createNetwork({
      sizes: [2, 4, 1],
      hidden: tanh,
      weights: heNormal,
      biases: zeros,
      random: seeded(1),
    });
    const trained = train(network, start, { steps: 500, learningRate: 1 }).network;
    assert.ok(accuracy(trained, start) > 0.8);
    assert.equal(scatter(start).data.length, 2);
    assert.ok(examine(network, start));
  });

  test("takes what a page draws, and says what it cannot take", () => {
    const { read } = drawPoints(xor(), { limits: range(-1, 2) });
    const drawn = read({
      points: [
        [0.5, 2, 1],
        [-1, 0, 1],
      ],
    })!.value;
    assert.deepEqual(
      [drawn.X.toArray(), drawn.Y.toArray()],
      [
        [
          [0.5, -1],
          [2, 0],
        ],
        [[1, 1]],
      ],
    );
    assert.equal(read({ edit: "a" }), undefined);
    const wrong = [
      "many",
      [["0", 0, 1]],
      [[Number.NaN, 0, 0]],
      [[null, 0, 0]],
      [[0, 0, 0.5]],
      [[0, 2.1, 0]],
      [7],
      new Array(1e6).fill([0, 0, 0]),
    ];
    for (const points of wrong) assert.throws(() => read({ points }), /^RangeError: Cannot draw /);
  });

  test("can be empty, which is a data set of no examples and a sentence in the place of the drawing", () => {
    const { read, lack, start } = drawPoints();
    const { value } = read({ points: [] })!;
    assert.deepEqual([value.X.shape, value.Y.shape], ["2×0", "1×0"]);
    assert.match(lack!(value)!, /no points yet/);
    assert.equal(lack!(start), undefined);
    assert.equal(drawPoints(value).start.X.shape, "2×0");
  });

  test("has limits with room on all sides of the points, whatever their size", () => {
    for (const scale of [1e-6, 1, 1e4]) {
      const X = Matrix.from([
        [0, scale],
        [scale, scale],
      ]);
      const state = drawPoints({ X, Y: Matrix.rowVector([0, 1]) });
      for (const [x, y] of [
        [-0.2, 0.8],
        [1.2, 1.2],
        [0.5, 0.6],
      ] as const)
        assert.ok(state.read({ points: [[x * scale, y * scale, 0]] }), `${x}, ${y} at ${scale}`);
      assert.throws(() => state.read({ points: [[3 * scale, 0, 0]] }));
    }
    const one = drawPoints({ X: Matrix.from([[5], [5]]), Y: Matrix.rowVector([1]) });
    assert.ok(one.read({ points: [[5.2, 4.8, 0]] }));
  });

  test("starts with points of two features and two classes, within the limits", () => {
    const three = { X: Matrix.zeros(3, 2), Y: Matrix.zeros(1, 2) };
    assert.throws(
      () => drawPoints(three),
      /Cannot draw 3×2 examples with 1×2 labels as points: they need 2 features/,
    );
    const classes = { X: Matrix.zeros(2, 1), Y: Matrix.rowVector([2]) };
    assert.throws(() => drawPoints(classes), /the class is 0 or 1/);
    assert.throws(() => drawPoints(xor(), { limits: range(0, 0.5) }), /x₁ goes from 0 to 0.5/);
    assert.throws(
      () => drawPoints(xor(), { limits: range(1, 1) }),
      /limits are two numbers, the smaller first/,
    );
    assert.throws(() => drawPoints(xor(), { limits: range(Number.NaN, 1) }), /limits are two numbers/);
  });
});
