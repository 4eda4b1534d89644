import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as fc from "fast-check";
import { createNetwork, Matrix, tanh } from "../../../lib/index";
import { anyMatrix, anything, matrix, sameShape, size, whole } from "../arbitraries";
import { assertSameBits, assertThrows } from "../assertions";

test("a matrix made from rows gives them back, unless it has no rows that could tell its width", () => {
  fc.assert(
    fc.property(anyMatrix(anything), (A) => {
      const B = Matrix.from(A.toArray());
      if (A.rows === 0) assert.equal(B.shape, "0×0");
      else assertSameBits(B, A);
    }),
  );
});

test("entries, rows and columns are read where they were written", () => {
  const A = Matrix.generate(3, 4, (i, j) => 10 * i + j);
  assert.equal(A.get(2, 3), 23);
  assert.deepEqual(A.row(1), [10, 11, 12, 13]);
  assert.deepEqual(A.column(2), [2, 12, 22]);
  assert.deepEqual([A.rows, A.cols, A.shape], [3, 4, "3×4"]);
  assert.deepEqual(Array.from(A.data.subarray(0, 5)), [0, 1, 2, 3, 10]);
});

test("an entry is changed in the copy alone", () => {
  const A = Matrix.zeros(2, 2);
  const B = A.with(1, 0, 7);
  assert.deepEqual(B.toArray(), [
    [0, 0],
    [7, 0],
  ]);
  assert.equal(A.sum(), 0);
});

test("rows and columns that are read out are copies", () => {
  const A = Matrix.identity(2);
  A.row(0)[0] = 9;
  A.column(0)[0] = 9;
  A.toArray()[0]![0] = 9;
  assert.ok(A.equals(Matrix.identity(2)));
});

test("columns are picked in the order given, bit for bit, as often as they are named", () => {
  fc.assert(
    fc.property(anyMatrix(anything), fc.array(fc.nat()), (A, numbers) => {
      const indices = A.cols === 0 ? [] : numbers.map((number) => number % A.cols);
      const picked = A.pickColumns(indices);
      assert.deepEqual([picked.rows, picked.cols], [A.rows, indices.length]);
      indices.forEach((j, k) => {
        assert.deepEqual(picked.column(k), A.column(j));
      });
    }),
  );
});

test("a clone has the same bits, in entries of its own", () => {
  fc.assert(
    fc.property(anyMatrix(anything), (A) => {
      assertSameBits(A.clone(), A);
      assert.notEqual(A.clone().data, A.data);
    }),
  );
});

test("generate asks for the entries row by row", () => {
  const order: string[] = [];
  Matrix.generate(2, 2, (i, j) => order.push(`${i}${j}`));
  assert.deepEqual(order, ["00", "01", "10", "11"]);
});

test("elementwise operations are those of the numbers", () => {
  fc.assert(
    fc.property(sameShape(anything), anything, ([A, B], k) => {
      const each = (f: (a: number, b: number) => number): Matrix =>
        Matrix.generate(A.rows, A.cols, (i, j) => f(A.get(i, j), B.get(i, j)));
      assertSameBits(
        A.plus(B),
        each((a, b) => a + b),
      );
      assertSameBits(
        A.minus(B),
        each((a, b) => a - b),
      );
      assertSameBits(
        A.hadamard(B),
        each((a, b) => a * b),
      );
      assertSameBits(
        A.scale(k),
        each((a) => k * a),
      );
      assertSameBits(A.map(Math.abs), each(Math.abs));
    }),
  );
});

test("map gives the function nothing but the entry", () => {
  const counted = Matrix.rowVector([1, 2]).map((...given: unknown[]) => given.length);
  assert.deepEqual(counted.toArray(), [[1, 1]]);
});

test("sums and column additions are those of the rows, from the left", () => {
  fc.assert(
    fc.property(
      anyMatrix(anything).chain((A) => fc.tuple(fc.constant(A), matrix(A.rows, 1, anything))),
      ([A, b]) => {
        const sumOf = (row: number[]): number => row.reduce((sum, entry) => sum + entry, 0);
        assertSameBits(A.sumRows(), Matrix.columnVector(A.toArray().map(sumOf)));
        assertSameBits(
          A.addColumn(b),
          Matrix.generate(A.rows, A.cols, (i, j) => A.get(i, j) + b.get(i, 0)),
        );
        assert.ok(Object.is(A.sum(), sumOf(Array.from(A.data))));
        if (A.data.length > 0) assert.ok(Object.is(A.mean(), A.sum() / A.data.length));
      },
    ),
  );
});

test("no operation changes its operands", () => {
  fc.assert(
    fc.property(size, fc.gen(), (n, gen) => {
      const [A, B, b] = [
        gen(matrix, n, n, anything),
        gen(matrix, n, n, anything),
        gen(matrix, n, 1, anything),
      ];
      const before = [A, B, b].map((M) => M.data.slice());
      const results = [
        A.plus(B),
        A.minus(B),
        A.hadamard(B),
        A.scale(2),
        A.map(Math.abs),
        A.multiply(B),
        A.transposeMultiply(B),
        A.multiplyTranspose(B),
        A.addColumn(b),
        A.sumRows(),
        A.transpose(),
        A.pickColumns(b.data.length === 0 ? [] : [0]),
        A.clone(),
      ];
      for (const result of results) result.data.fill(99);
      assert.deepEqual(
        [A, B, b].map((M) => M.data),
        before,
      );
    }),
  );
});

test("equals compares entry by entry without tolerance", () => {
  fc.assert(
    fc.property(anyMatrix(whole), (A) => {
      assert.ok(A.equals(Matrix.generate(A.rows, A.cols, (i, j) => A.get(i, j))));
      if (A.data.length > 0) assert.ok(!A.equals(A.with(0, 0, A.get(0, 0) + 2 ** -40)));
    }),
  );
  assert.ok(!Matrix.rowVector([NaN]).equals(Matrix.rowVector([NaN])));
  assert.ok(Matrix.rowVector([0]).equals(Matrix.rowVector([-0])));
  assert.ok(!Matrix.rowVector([1, 2]).equals(Matrix.columnVector([1, 2])));
  assert.ok(!Matrix.zeros(0, 2).equals(Matrix.zeros(2, 0)));
  assert.ok(!Matrix.zeros(0, 2).equals(Matrix.zeros(0, 3)));
});

test("matrices without rows or columns obey the laws", () => {
  assertSameBits(Matrix.zeros(2, 0).multiply(Matrix.zeros(0, 3)), Matrix.zeros(2, 3));
  assert.equal(Matrix.zeros(0, 2).multiply(Matrix.zeros(2, 3)).shape, "0×3");
  assert.equal(Matrix.zeros(0, 3).transpose().shape, "3×0");
  assertSameBits(Matrix.zeros(2, 0).sumRows(), Matrix.zeros(2, 1));
  assert.equal(Matrix.zeros(0, 3).sum(), 0);
  assert.equal(Matrix.from([]).shape, "0×0");
  assert.equal(Matrix.from([[], []]).shape, "2×0");
  assert.deepEqual(Matrix.zeros(2, 0).row(1), []);
});

test("what does not fit is refused with the shapes and the rule", () => {
  const A = Matrix.zeros(2, 3);
  const B = Matrix.zeros(4, 5);
  const sized = "both sizes must be integers from 0 up";
  assertThrows(() => Matrix.zeros(-1, 2), `RangeError: Cannot create a -1×2 matrix: ${sized}`);
  assertThrows(() => Matrix.fill(1, 2.5, 0), `RangeError: Cannot create a 1×2.5 matrix: ${sized}`);
  assertThrows(() => Matrix.generate(NaN, 1, () => 0), `RangeError: Cannot create a NaN×1 matrix: ${sized}`);
  assertThrows(
    () => Matrix.identity(Infinity),
    `RangeError: Cannot create a Infinity×Infinity matrix: ${sized}`,
  );
  assertThrows(
    () => Matrix.zeros(1e8, 1e8),
    "RangeError: Cannot create a 100000000×100000000 matrix: the memory has no room for its entries",
  );
  assertThrows(
    () => new Matrix(2, 2, new Float64Array(3)),
    "RangeError: Cannot create a 2×2 matrix of 3 entries: it needs 4",
  );
  assertThrows(
    () => new Matrix(-2, -2, new Float64Array(4)),
    `RangeError: Cannot create a -2×-2 matrix: ${sized}`,
  );
  assertThrows(
    () => A.multiply(B),
    "RangeError: Cannot multiply 2×3 by 4×5: the left matrix needs as many columns (3) as the right has rows (4)",
  );
  assertThrows(
    () => A.transposeMultiply(B),
    "RangeError: Cannot multiply 2×3 transposed by 4×5: the left matrix needs as many rows (2) as the right (4)",
  );
  assertThrows(
    () => A.multiplyTranspose(B),
    "RangeError: Cannot multiply 2×3 by 4×5 transposed: the left matrix needs as many columns (3) as the right (5)",
  );
  const same = "the shapes must be the same";
  assertThrows(() => A.plus(B), `RangeError: Cannot add 2×3 and 4×5: ${same}`);
  assertThrows(() => A.plus(A.transpose()), `RangeError: Cannot add 2×3 and 3×2: ${same}`);
  assertThrows(() => A.minus(B), `RangeError: Cannot subtract 2×3 and 4×5: ${same}`);
  assertThrows(() => A.hadamard(B), `RangeError: Cannot multiply entry by entry 2×3 and 4×5: ${same}`);
  const column = "the column must be 2×1";
  assertThrows(
    () => A.addColumn(Matrix.zeros(3, 1)),
    `RangeError: Cannot add a 3×1 column to 2×3: ${column}`,
  );
  assertThrows(
    () => A.addColumn(Matrix.zeros(1, 2)),
    `RangeError: Cannot add a 1×2 column to 2×3: ${column}`,
  );
});

test("rows of different lengths and entries that are not numbers are refused with their place", () => {
  assertThrows(
    () => Matrix.from([[1, 2], [3, 4], [5]]),
    "RangeError: Cannot create a matrix of ragged rows: row 2 has 1 entry and row 0 has 2",
  );
  assertThrows(
    () => Matrix.from([[], [1, 2]]),
    "RangeError: Cannot create a matrix of ragged rows: row 1 has 2 entries and row 0 has 0",
  );
  const wrong = [[1, "2"]] as unknown as number[][];
  assertThrows(
    () => Matrix.from(wrong),
    'TypeError: Cannot create a matrix: entry (0, 1) is the text "2", not a number',
  );
  const sparse = [[1, 2], new Array<number>(2)];
  assertThrows(
    () => Matrix.from(sparse),
    "TypeError: Cannot create a matrix: entry (1, 0) is undefined, not a number",
  );
});

test("what is no list of rows is refused, wherever a matrix is meant", () => {
  const advice = "not an array of rows; write them, e.g. [[1, 2], [3, 4]]";
  const read = (text: string): never => JSON.parse(text) as never;
  for (const [text, words] of [
    ["null", "null"],
    ["3", "3"],
    ['"a"', 'the text "a"'],
    ['{ "W": 1 }', "of type object"],
  ] as const) {
    const reason = `what is given is ${words}, ${advice}`;
    assertThrows(() => Matrix.from(read(text)), `TypeError: Cannot create a matrix: ${reason}`);
    assertThrows(
      () => createNetwork({ weights: [read(text)], hidden: tanh }),
      `TypeError: Cannot read the weights of layer 1: they are not a matrix: ${reason}`,
    );
  }
  assertThrows(
    () => createNetwork({ weights: [[[1]]], biases: [read("null")], hidden: tanh }),
    `TypeError: Cannot read the biases of layer 1: they are not a matrix: what is given is null, ${advice}`,
  );
});

test("places outside a matrix are refused with the range", () => {
  const A = Matrix.zeros(2, 3);
  assertThrows(() => A.get(2, 0), "RangeError: Cannot read row 2 of a 2×3 matrix: its rows are 0 to 1");
  assertThrows(
    () => A.get(0, -1),
    "RangeError: Cannot read column -1 of a 2×3 matrix: its columns are 0 to 2",
  );
  assertThrows(() => A.row(0.5), "RangeError: Cannot read row 0.5 of a 2×3 matrix: its rows are 0 to 1");
  assertThrows(() => A.column(3), "RangeError: Cannot read column 3 of a 2×3 matrix: its columns are 0 to 2");
  assertThrows(
    () => A.with(0, 3, 1),
    "RangeError: Cannot change column 3 of a 2×3 matrix: its columns are 0 to 2",
  );
  assertThrows(
    () => A.pickColumns([0, 3]),
    "RangeError: Cannot pick column 3 of a 2×3 matrix: its columns are 0 to 2",
  );
  assertThrows(
    () => Matrix.zeros(0, 2).row(0),
    "RangeError: Cannot read row 0 of a 0×2 matrix: it has no rows",
  );
  assertThrows(
    () => Matrix.zeros(2, 0).column(0),
    "RangeError: Cannot read column 0 of a 2×0 matrix: it has no columns",
  );
  assertThrows(
    () => Matrix.zeros(2, 0).mean(),
    "RangeError: Cannot take the mean of a 2×0 matrix: it has no entries",
  );
});

test("a matrix is shown with its shape and aligned entries, exact zeros as 0", () => {
  const shown = inspect(
    Matrix.from([
      [0.5, -12.25],
      [0, 1e-9],
      [NaN, -Infinity],
    ]),
  );
  assert.equal(
    shown,
    ["Matrix 3×2", "  0.5000   -12.2500", "       0  1.0000e-9", "     NaN  -Infinity"].join("\n"),
  );
  assert.equal(inspect(Matrix.from([[1, -20]])), "Matrix 1×2\n  1  -20");
  assert.equal(inspect(Matrix.zeros(0, 3)), "Matrix 0×3");
  assert.equal(inspect(Matrix.zeros(3, 0)), "Matrix 3×0");
});

test("a large matrix is shown by its corners", () => {
  const lines = Matrix.generate(100, 13, (i, j) => 100 * i + j)
    .toString()
    .split("\n");
  assert.equal(lines.length, 11);
  assert.equal(lines[0], "   0     1     2     3     4  …     8     9    10    11    12");
  assert.match(lines[5]!, /^( +⋮)+ {2}…( +⋮)+$/);
  assert.equal(lines[10], "9900  9901  9902  9903  9904  …  9908  9909  9910  9911  9912");
  assert.equal(Matrix.zeros(12, 12).toString().split("\n").length, 12);
});

/** Numbers of every size, as many tiny as huge. */
const anySize = fc
  .tuple(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: -30, max: 30 }))
  .map(([mantissa, exponent]) => mantissa * 10 ** exponent);

test("no entry but 0 is shown as 0", () => {
  fc.assert(
    fc.property(anySize, (entry) => {
      const shown = Number(Matrix.rowVector([entry, 0.5]).toString().trim().split(/ +/)[0]);
      assert.equal(shown === 0, entry === 0);
      // Four decimals from 0.001 up, five digits elsewhere: never off by more than a twentieth of the entry.
      assert.ok(Math.abs(shown - entry) <= 0.05 * Math.abs(entry), `${entry} is shown as ${shown}`);
    }),
    { numRuns: 1000 },
  );
});
