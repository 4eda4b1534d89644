import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { matrix as mathjsMatrix, multiply as mathjsMultiply } from "mathjs";
import { Matrix, normal, seeded } from "../../../../lib/index";
import { anything, chain, matrix, ordinary, size, whole } from "../../arbitraries";
import { assertSameBits, assertWithin, gamma } from "../../assertions";

const absolute = (A: Matrix): Matrix => A.map(Math.abs);

/** The definition, one sum an entry: what every faster path must reproduce bit for bit. */
function reference(A: Matrix, B: Matrix): Matrix {
  return Matrix.generate(A.rows, B.cols, (i, j) => {
    let sum = 0;
    for (let p = 0; p < A.cols; p++) sum += A.data[i * A.cols + p]! * B.data[p * B.cols + j]!;
    return sum;
  });
}

test("the products are bit for bit those of the definition, whatever the entries", () => {
  fc.assert(
    fc.property(chain(2, anything), ([A, B]) => {
      const expected = reference(A!, B!);
      assertSameBits(A!.multiply(B!), expected);
      assertSameBits(A!.transpose().transposeMultiply(B!), expected);
      assertSameBits(A!.multiplyTranspose(B!.transpose()), expected);
    }),
    { numRuns: 500 },
  );
});

test("a product with transposes has the bits of the product of the transposes", () => {
  fc.assert(
    fc.property(size, size, size, fc.gen(), (k, m, n, gen) => {
      const [A, B, C] = [
        gen(matrix, k, m, anything),
        gen(matrix, k, n, anything),
        gen(matrix, n, m, anything),
      ];
      assertSameBits(A.transposeMultiply(B), A.transpose().multiply(B));
      assertSameBits(A.multiplyTranspose(C), A.multiply(C.transpose()));
    }),
  );
});

test("the transpose of a product is the product of the transposes in the other order, bit for bit", () => {
  fc.assert(
    fc.property(chain(2, ordinary), ([A, B]) => {
      assertSameBits(A!.multiply(B!).transpose(), B!.transpose().multiply(A!.transpose()));
      assertSameBits(A!.transpose().transpose(), A!);
    }),
  );
});

test("multiplication by the identity changes nothing", () => {
  fc.assert(
    fc.property(chain(1, ordinary), ([A]) => {
      assert.ok(Matrix.identity(A!.rows).multiply(A!).equals(A!));
      assert.ok(A!.multiply(Matrix.identity(A!.cols)).equals(A!));
    }),
  );
});

test("with whole numbers, multiplication is associative and distributes over addition exactly", () => {
  fc.assert(
    fc.property(chain(3, whole), fc.gen(), ([A, B, C], gen) => {
      assertSameBits(A!.multiply(B!).multiply(C!), A!.multiply(B!.multiply(C!)));
      const D = gen(matrix, B!.rows, B!.cols, whole);
      assertSameBits(A!.multiply(B!.plus(D)), A!.multiply(B!).plus(A!.multiply(D)));
    }),
  );
});

test("with any numbers, multiplication is associative up to the rounding of its sums", () => {
  fc.assert(
    fc.property(chain(3, ordinary), ([A, B, C]) => {
      // Each order errs by at most gamma(inner sizes added) times |A||B||C| (Higham, 3.5), and by less than the
      // smallest number for each product that underflows, times the factors up to 1000 that follow.
      const bound = absolute(A!).multiply(absolute(B!)).multiply(absolute(C!));
      const tolerance = bound.map((x) => 2.01 * gamma(A!.cols + B!.cols) * x + 1e6 * Number.MIN_VALUE);
      assertWithin(A!.multiply(B!).multiply(C!), A!.multiply(B!.multiply(C!)), tolerance);
    }),
  );
});

test("with any numbers, multiplication distributes over addition up to the rounding of its sums", () => {
  fc.assert(
    fc.property(chain(2, ordinary), fc.gen(), ([A, B], gen) => {
      const C = gen(matrix, B!.rows, B!.cols, ordinary);
      // Either side errs by at most gamma(inner size + 1) times |A|(|B| + |C|), plus underflow as above.
      const bound = absolute(A!).multiply(absolute(B!).plus(absolute(C)));
      const tolerance = bound.map((x) => 2.01 * gamma(A!.cols + 1) * x + 1e6 * Number.MIN_VALUE);
      assertWithin(A!.multiply(B!.plus(C)), A!.multiply(B!).plus(A!.multiply(C)), tolerance);
    }),
  );
});

test("mathjs computes the same products", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.gen(), (n, gen) => {
      const [A, B] = [gen(matrix, n, n, ordinary), gen(matrix, n, n, ordinary)];
      const product = mathjsMultiply(mathjsMatrix(A.toArray()), mathjsMatrix(B.toArray()));
      const bound = absolute(A).multiply(absolute(B));
      const tolerance = bound.map((x) => 2.01 * gamma(n) * x + n * Number.MIN_VALUE);
      assertWithin(A.multiply(B), Matrix.from(product.toArray() as number[][]), tolerance);
    }),
  );
});

test("a product of 0 and NaN or infinity is not skipped", () => {
  const bad = Matrix.from([
    [NaN, 1],
    [Infinity, 1],
  ]);
  const Z = Matrix.zeros(2, 2);
  for (const product of [Z.multiply(bad), Z.transposeMultiply(bad), Z.multiplyTranspose(bad.transpose())]) {
    assertSameBits(
      product,
      Matrix.from([
        [NaN, 0],
        [NaN, 0],
      ]),
    );
  }
});

/** Sizes up to 40 at random, and some around the block sizes that fast products use. */
function* shapes(count: number): Generator<[number, number, number]> {
  const random = seeded(2);
  const upTo = (n: number): number => 1 + Math.floor(n * random());
  for (let i = 0; i < count; i++) yield [1 + upTo(39), upTo(40), upTo(40)];
  for (const edge of [64, 128, 256, 512]) {
    for (const more of [-1, 0, 1]) {
      yield [edge + more, 5, 7];
      yield [7, edge + more, 5];
      yield [5, 7, edge + more];
    }
  }
}

test("equal rows of the left matrix give rows that are equal bit for bit, in thousands of shapes", () => {
  const random = seeded(3);
  const randn = (rows: number, cols: number): Matrix => Matrix.generate(rows, cols, () => normal(random));
  for (const [m, k, n] of shapes(3000)) {
    const twin = 1 + Math.floor(random() * (m - 1));
    const A0 = randn(m, k);
    const A = Matrix.generate(m, k, (i, j) => A0.get(i === twin ? 0 : i, j));
    const B = randn(k, n);
    const products = [A.multiply(B), A.transpose().transposeMultiply(B), A.multiplyTranspose(B.transpose())];
    for (const P of products) {
      const same = P.row(0).every((entry, j) => Object.is(entry, P.get(twin, j)));
      assert.ok(same, `rows 0 and ${twin} of ${m}×${k} times ${k}×${n} differ`);
    }
    assertSameBits(products[0]!, reference(A, B));
    assertSameBits(products[1]!, products[0]!);
    assertSameBits(products[2]!, products[0]!);
    // Equal columns of the right matrix, by the same law of the transposes.
    const columns = B.transpose().multiplyTranspose(A);
    assert.deepEqual(columns.column(0), columns.column(twin));
  }
});
