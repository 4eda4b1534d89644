import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  binaryCrossEntropy,
  identity,
  Matrix,
  oneHot,
  sigmoid,
  softmaxCrossEntropy,
  squaredError,
  tanh,
} from "../../../lib/index";
import { softmax } from "../../../lib/network/softmax";
import { matrix } from "../arbitraries";
import { assertThrows, assertWithin, UNIT_ROUNDOFF } from "../assertions";

const logits = fc.double({ min: -30, max: 30, noNaN: true });
const bits = fc.constantFrom(0, 1);

function assertClose(actual: number, expected: number, relative: number): void {
  const allowed = relative * Math.abs(expected);
  assert.ok(Math.abs(actual - expected) <= allowed, `${actual} is not ${expected} within ${allowed}`);
}

test("binary cross-entropy is that of the definition where this can be computed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.gen(), (m, gen) => {
      const [Z, Y] = [gen(matrix, 1, m, logits), gen(matrix, 1, m, bits)];
      let sum = 0;
      // ln a at label 1, ln(1 − a) at label 0, where 1 − a is the sigmoid of −z.
      Z.data.forEach((z, i) => (sum -= Math.log(sigmoid.f(Y.data[i] === 1 ? z : -z))));
      // The logarithm of an a near 1 has the absolute error of a; the rest is a few roundings.
      const allowed = 10 * UNIT_ROUNDOFF * (1 + sum / m);
      assert.ok(Math.abs(binaryCrossEntropy.value(Z, Y) - sum / m) <= allowed);
    }),
  );
});

test("binary cross-entropy is the softmax cross-entropy of the logits z and 0", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), bits, (z, y) => {
      const binary = binaryCrossEntropy.value(Matrix.rowVector([z]), Matrix.rowVector([y]));
      const both = softmaxCrossEntropy.value(Matrix.columnVector([0, z]), oneHot([y], 2));
      // ln(1 + e^−|z|) loses what is below the rounding of 1 + e^−|z|.
      assert.ok(Math.abs(binary - both) <= 4 * UNIT_ROUNDOFF * (1 + Math.abs(z)));
    }),
  );
});

test("huge logits give exact losses and gradients", () => {
  for (const size of [800, 1e10, 1e308]) {
    for (const [z, y, loss, slope] of [
      [size, 1, 0, 0],
      [size, 0, size, 1],
      [-size, 1, size, -1],
      [-size, 0, 0, 0],
    ] as const) {
      const [Z, Y] = [Matrix.rowVector([z]), Matrix.rowVector([y])];
      assert.equal(binaryCrossEntropy.value(Z, Y), loss);
      assert.equal(binaryCrossEntropy.gradient(Z, Y).get(0, 0), slope);
    }
    const Z = Matrix.columnVector([size, 0, -size / 2]);
    assert.deepEqual(softmax(Z).column(0), [1, 0, 0]);
    [0, size, 1.5 * size].forEach((loss, k) => {
      assert.equal(softmaxCrossEntropy.value(Z, oneHot([k], 3)), loss);
    });
    assert.deepEqual(softmaxCrossEntropy.gradient(Z, oneHot([1], 3)).column(0), [1, -1, 0]);
  }
});

test("confident right answers cost little, not nothing", () => {
  assertClose(
    binaryCrossEntropy.value(Matrix.rowVector([50]), Matrix.rowVector([1])),
    Math.exp(-50),
    4 * UNIT_ROUNDOFF,
  );
  assertClose(
    binaryCrossEntropy.value(Matrix.rowVector([-50]), Matrix.rowVector([0])),
    Math.exp(-50),
    4 * UNIT_ROUNDOFF,
  );
});

test("undecided outputs cost ln 2 for two classes and ln C for C", () => {
  assert.equal(binaryCrossEntropy.value(Matrix.zeros(1, 4), Matrix.rowVector([0, 1, 1, 0])), Math.LN2);
  for (const classes of [2, 3, 10, 1000]) {
    const loss = softmaxCrossEntropy.value(Matrix.zeros(classes, 2), oneHot([0, classes - 1], classes));
    assertClose(loss, Math.log(classes), 2 * UNIT_ROUNDOFF);
  }
});

test("labels may be probabilities; the loss is then least at the probability", () => {
  fc.assert(
    fc.property(logits, fc.double({ min: -5, max: 5, noNaN: true }), (z, shift) => {
      const Y = Matrix.rowVector([sigmoid.f(z)]);
      const at = (logit: number): number => binaryCrossEntropy.value(Matrix.rowVector([logit]), Y);
      // Rounding of the three terms, each at most |z| in size.
      assert.ok(at(z + shift) >= at(z) - 8 * UNIT_ROUNDOFF * (1 + Math.abs(z) + Math.abs(shift)));
      assert.equal(binaryCrossEntropy.gradient(Matrix.rowVector([z]), Y).get(0, 0), 0);
    }),
  );
});

test("softmax gives positive columns that sum to 1, in the ratios of the exponentials", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.gen(), (classes, gen) => {
      const Z = gen(matrix, classes, 3, logits);
      const P = softmax(Z);
      for (let j = 0; j < 3; j++) {
        const column = P.column(j);
        assert.ok(column.every((p) => p > 0));
        const sum = column.reduce((total, p) => total + p, 0);
        assert.ok(Math.abs(sum - 1) <= 4 * classes * UNIT_ROUNDOFF);
        // The argument of exp errs by a rounding of a number up to 60.
        assertClose(
          P.get(0, j) / P.get(classes - 1, j),
          Math.exp(Z.get(0, j) - Z.get(classes - 1, j)),
          150 * UNIT_ROUNDOFF,
        );
      }
    }),
  );
  assert.equal(softmax(Matrix.zeros(0, 2)).shape, "0×2");
  assert.equal(softmax(Matrix.zeros(2, 0)).shape, "2×0");
});

test("softmax leaves out a class of logit −Infinity", () => {
  assert.deepEqual(softmax(Matrix.columnVector([0, -Infinity, 0])).column(0), [0.5, 0, 0.5]);
  assert.equal(softmaxCrossEntropy.value(Matrix.columnVector([0, -Infinity]), oneHot([0], 2)), 0);
});

test("squared error takes any activation and applies the chain rule", () => {
  const [Z, Y] = [
    Matrix.from([
      [1, -2],
      [0, 3],
    ]),
    Matrix.from([
      [0, 0],
      [1, 1],
    ]),
  ];
  // ((1 + 4) + (1 + 4)) / 4
  assert.equal(squaredError.value(Z, Y), 2.5);
  assert.equal(squaredError.value(Z, Y, identity), 2.5);
  const A = Z.map(tanh.f);
  const error = A.minus(Y);
  assert.equal(squaredError.value(Z, Y, tanh), error.hadamard(error).sum() / 4);
  assertWithin(squaredError.gradient(Z, Y, tanh), error.hadamard(Z.map(tanh.df)), Matrix.zeros(2, 2));
});

test("losses with several outputs sum over these and average over the examples", () => {
  const [Z, Y] = [
    Matrix.zeros(3, 2),
    Matrix.from([
      [0, 1],
      [1, 0],
      [0, 0],
    ]),
  ];
  assertClose(binaryCrossEntropy.value(Z, Y), 3 * Math.LN2, 4 * UNIT_ROUNDOFF);
});

const all = [binaryCrossEntropy, softmaxCrossEntropy, squaredError];

for (const { name, value, gradient } of all) {
  test(`${name} refuses labels of another shape, and no examples`, () => {
    for (const compute of [value, gradient]) {
      assertThrows(
        () => compute(Matrix.zeros(1, 4), Matrix.zeros(1, 5)),
        `RangeError: Cannot compute ${name} of 1×4 outputs and 1×5 labels: each output of each example needs one label`,
      );
      assertThrows(
        () => compute(Matrix.zeros(1, 4), Matrix.zeros(4, 1)),
        `RangeError: Cannot compute ${name} of 1×4 outputs and 4×1 labels: each output of each example needs one label`,
      );
      assertThrows(
        () => compute(Matrix.zeros(1, 0), Matrix.zeros(1, 0)),
        `RangeError: Cannot compute ${name} of 1×0 outputs: there are none`,
      );
    }
  });
}

test("labels out of range are refused with their place", () => {
  const Z = Matrix.zeros(2, 3);
  const at = (label: number): Matrix =>
    Matrix.from([
      [1, 1, 1],
      [0, 0, 0],
    ]).with(1, 2, label);
  for (const label of [-1, 2, NaN, Infinity]) {
    const binary = `RangeError: Cannot compute binary cross-entropy with label ${label} at (1, 2): labels are 0 or 1, or probabilities between`;
    assertThrows(() => binaryCrossEntropy.value(Z, at(label)), binary);
    assertThrows(() => binaryCrossEntropy.gradient(Z, at(label)), binary);
    assertThrows(
      () => softmaxCrossEntropy.value(Z, at(label)),
      `RangeError: Cannot compute softmax cross-entropy with label ${label} at (1, 2): labels are probabilities from 0 to 1`,
    );
  }
  assertThrows(
    () => squaredError.value(Z, at(NaN)),
    "RangeError: Cannot compute squared error with label NaN at (1, 2): labels are finite numbers",
  );
  assertThrows(
    () => softmaxCrossEntropy.gradient(Z, at(0.5)),
    "RangeError: Cannot compute softmax cross-entropy with labels that sum to 1.5 in column 2: " +
      "each column must be a distribution over the classes, which sums to 1",
  );
});

test("one-hot code has a single 1 in the row of the class, and refuses other labels", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 4 })), (labels) => {
      const Y = oneHot(labels, 5);
      labels.forEach((label, i) => {
        assert.equal(Y.column(i).indexOf(1), label);
      });
      assert.equal(Y.sum(), labels.length);
      assert.equal(Y.shape, `5×${labels.length}`);
    }),
  );
  for (const label of [5, -1, 0.5, NaN]) {
    assertThrows(
      () => oneHot([0, label], 5),
      `RangeError: Cannot write label ${label} in one-hot code: there are 5 classes, 0 to 4`,
    );
  }
});
